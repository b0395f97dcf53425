import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  isNew,
  joinPeople,
  type KeyRow,
  type PersonFact,
} from '../../../worker/ingest/identity/join-people.ts'

/** Stores facts one transaction after the other, each with all rows at hand, and returns the rows. */
function stored(transactions: readonly (readonly PersonFact[])[], before = new Map<string, KeyRow>()) {
  const rows = new Map(before)
  for (const facts of transactions) {
    for (const row of joinPeople(rows, facts).keys) rows.set(row.key, row)
  }
  return rows
}

/** The people as sets of keys, in one order. */
function peopleIn(rows: ReadonlyMap<string, KeyRow>): string[][] {
  const byPerson = Map.groupBy(rows.values(), ({ person }) => person)
  return [...byPerson.values()].map((group) => group.map(({ key }) => key).sort()).sort()
}

const pair = (customer_id: string, email?: string): PersonFact => ({
  customer_id,
  ...(email !== undefined && { email }),
  sealed: `sealed ${customer_id}`,
})

it('an id and an address that stand together are one person, whose id is the first of the keys', () => {
  const change = joinPeople(new Map(), [pair('7', 'ann@')])
  expect(change).toEqual({
    keys: [
      {
        key: '7',
        kind: 'customer_id',
        person: '7',
        partners: ['ann@'],
        state: 'single',
        sealed: 'sealed 7',
        version: 1,
      },
      { key: 'ann@', kind: 'email', person: '7', partners: ['7'], state: 'single', sealed: null, version: 1 },
    ],
    people: [{ person: '7', keys: ['7', 'ann@'] }],
    gone: [],
  })
})

it('an id alone is kept with its encrypted text, and an address alone needs no row', () => {
  expect(joinPeople(new Map(), [pair('7')]).keys).toMatchObject([
    { key: '7', person: '7', sealed: 'sealed 7' },
  ])
  expect(joinPeople(new Map(), [{ email: 'ann@' }])).toEqual({ keys: [], people: [], gone: [] })
})

it('a fact that joins two people ends one of them', () => {
  const rows = stored([[pair('2', 'b@'), pair('1', 'a@')]])
  const change = joinPeople(rows, [pair('1', 'b@')])
  expect(change.people).toEqual([{ person: '1', keys: ['1', '2', 'a@', 'b@'] }])
  expect(change.gone).toEqual(['2'])
})

it('an address with six accounts joins nobody, and those it had joined are separate again', () => {
  const five = Array.from({ length: 5 }, (_, n) => pair(`${n + 1}`, 'office@'))
  const rows = stored(five.map((fact) => [fact]))
  expect(rows.get('office@')).toMatchObject({ state: 'several' })
  expect(peopleIn(rows)).toEqual([['1', '2', '3', '4', '5', 'office@']])
  const change = joinPeople(rows, [pair('6', 'office@')])
  expect(change.people).toEqual([])
  expect(change.gone).toEqual(['1'])
  const after = stored([[pair('6', 'office@')]], rows)
  expect(after.get('office@')).toMatchObject({ state: 'shared', person: 'office@' })
  expect(peopleIn(after)).toEqual([['1'], ['2'], ['3'], ['4'], ['5'], ['6'], ['office@']])
})

it('the merchant can separate a key, and join it again', () => {
  const rows = stored([[pair('1', 'a@'), pair('2', 'a@'), pair('2', 'b@')]])
  expect(peopleIn(rows)).toEqual([['1', '2', 'a@', 'b@']])
  const apart = joinPeople(rows, [], new Map([['a@', false]]))
  expect(apart.people).toEqual([{ person: '2', keys: ['2', 'b@'] }])
  for (const row of apart.keys) rows.set(row.key, row)
  expect(peopleIn(rows)).toEqual([['1'], ['2', 'b@'], ['a@']])
  expect(peopleIn(stored([[pair('3', 'a@')]], rows))).toEqual([['1'], ['2', 'b@'], ['3'], ['a@']])
  const again = joinPeople(rows, [], new Map([['a@', true]]))
  expect(again.people).toEqual([{ person: '1', keys: ['1', '2', 'a@', 'b@'] }])
})

it('an address that has had six accounts stays shared, whatever is decided about it or erased', () => {
  const six = Array.from({ length: 6 }, (_, n) => [pair(`${n + 1}`, 'office@')])
  for (const decisions of [[true], [false, true], [true, false, true]]) {
    const rows = stored(six)
    const office = rows.get('office@')
    if (office) office.partners = ['1']
    for (const joins of decisions)
      for (const row of joinPeople(rows, [], new Map([['office@', joins]])).keys) rows.set(row.key, row)
    expect(peopleIn(rows)).toContainEqual(['office@'])
  }
  const apart = stored([[pair('1', 'office@')]])
  for (const row of joinPeople(apart, [], new Map([['office@', false]])).keys) apart.set(row.key, row)
  expect(stored(six, apart).get('office@')).toMatchObject({ state: 'shared' })
})

it('a chain of more than fifty keys joins nobody', () => {
  const chain = (links: number) =>
    Array.from({ length: links }, (_, n) => [pair(`${n}`, `${n}@`), pair(`${n}`, `${n + 1}@`)]).flat()
  // 25 accounts and 26 addresses are 51 keys.
  expect(peopleIn(stored([chain(24)]))).toHaveLength(1)
  expect(peopleIn(stored([chain(25)]))).toHaveLength(51)
})

const facts = fc.array(
  fc.record({
    id: fc.integer({ min: 0, max: 9 }),
    address: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
  }),
  { maxLength: 40 },
)

/** The people by another path: every two keys with a chain of pairs between them, of keys with at most five partners. */
function peopleByHand(pairs: readonly (readonly [string, string | undefined])[]): string[][] {
  const keys = [...new Set(pairs.flat().filter((key) => key !== undefined))]
  const edges = new Set(
    pairs.flatMap(([id, address]) => (address === undefined ? [] : [`${id} ${address}`, `${address} ${id}`])),
  )
  const partners = (key: string) => keys.filter((other) => edges.has(`${key} ${other}`))
  const joins = (key: string) => partners(key).length <= 5
  // Warshall's closure of a matrix, instead of walks.
  const reach = keys.map((a) => keys.map((b) => a === b || (edges.has(`${a} ${b}`) && joins(a) && joins(b))))
  for (const [k] of keys.entries())
    for (const [i] of keys.entries())
      for (const [j] of keys.entries()) {
        const row = reach[i]
        if (row) row[j] ||= Boolean(row[k] && reach[k]?.[j])
      }
  const groups = keys.map((_, i) => keys.filter((__, j) => reach[i]?.[j]).sort())
  return [...new Map(groups.map((group) => [group.join(), group])).values()].sort()
}

it('people are the same in whatever order and parts the facts arrive', () => {
  fc.assert(
    fc.property(facts, fc.integer({ min: 1, max: 7 }), fc.infiniteStream(fc.nat()), (drawn, size, dice) => {
      const pairs = drawn.map(
        ({ id, address }) => [`i${id}`, address === undefined ? undefined : `a${address}`] as const,
      )
      const given = pairs.map(([id, address]) => pair(id, address))
      const mixed = given.map((fact) => ({ fact, at: dice.next().value })).sort((a, b) => a.at - b.at)
      const parts: PersonFact[][] = []
      for (let from = 0; from < mixed.length; from += size) {
        parts.push(mixed.slice(from, from + size).map(({ fact }) => fact))
      }
      const [whole, some] = [stored([given]), stored(parts)]
      expect(peopleIn(some)).toEqual(peopleIn(whole))
      expect(peopleIn(whole)).toEqual(peopleByHand(pairs))
      // What is known already is no news, and changes nothing.
      expect(given.filter((fact) => isNew(fact, some))).toEqual([])
      expect(joinPeople(some, given)).toMatchObject({ keys: [] })
    }),
    { numRuns: 500 },
  )
})
