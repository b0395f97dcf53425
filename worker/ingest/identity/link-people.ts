import { PairwellError } from '../../../vocabulary/errors.ts'
import type { Store } from '../../store/open.ts'
import { type ErasedKey, readKeys, readKeysAndErasures, writePeople } from '../../store/orders/people.ts'
import { eraseByPartner } from '../../store/orders/privacy.ts'
import { isJoining, isNew, joinPeople, type KeyRow, keysOfFact, type PersonFact } from './join-people.ts'

/** Facts in one transaction: their rows are one bound value, of which D1 takes 2 MB. */
const MAX_FACTS = 400
/** How often a transaction is tried that conflicts with another writer. */
const MAX_ATTEMPTS = 12
/** Longest pause before each further attempt, milliseconds: writers who collided would otherwise collide again. */
const MAX_PAUSE = 20
/** Rows read for one transaction. Facts that lead to more are stored in smaller parts. */
const MAX_ROWS = 4_000
/** Steps from partner to partner: a person has 50 keys at most, so a longer way leads to a group that stays apart. */
const MAX_STEPS = 50

/** Erased keys, each with whether keys that are named with it are erased, too. */
export type Erased = ReadonlyMap<string, boolean>

/**
 * The key that an order or event stores for its buyer; undefined when the person has asked to be forgotten.
 * @param key the key that stands for the buyer
 */
export function keptKey(fact: PersonFact, key: string | undefined, erased: Erased): string | undefined {
  const isForgotten = keysOfFact(fact).some((name) => erased.get(name))
  return key === undefined || isForgotten || erased.has(key) ? undefined : key
}

/**
 * Stores what a source says about people, and joins those who are the same. Facts that are known already write nothing.
 * @param pause called before each transaction; a long list may need many
 * @returns the keys among them that are erased
 * @throws {PairwellError} `unavailable` when too many writers change the same people at once
 */
export async function linkPeople(
  store: Store,
  facts: readonly PersonFact[],
  now: number,
  pause = async () => {},
): Promise<Erased> {
  const erased = new Map<string, boolean>()
  for (let from = 0; from < facts.length; from += MAX_FACTS) {
    await pause()
    const found = await linkSome(store, facts.slice(from, from + MAX_FACTS), now)
    for (const [key, spreads] of found) erased.set(key, spreads)
  }
  return erased
}

async function rest(attempt: number): Promise<void> {
  if (attempt > 0) await scheduler.wait(Math.random() * MAX_PAUSE * attempt)
}

async function linkSome(store: Store, facts: readonly PersonFact[], now: number): Promise<Erased> {
  const keys = [...new Set(facts.flatMap(keysOfFact))]
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    await rest(attempt)
    const { rows, erased: found } = await readKeysAndErasures(store, keys)
    const known = new Map(rows.map((row) => [row.key, row]))
    const erased = new Map(found.map(({ customer, spreads }: ErasedKey) => [customer, spreads]))
    const toErase = namedWithErased(facts, known, erased)
    if (toErase.length > 0) {
      await eraseByPartner(store, toErase, now)
      for (const key of toErase) erased.set(key, false)
    }
    const remaining = facts.map((fact) => withoutErased(fact, erased))
    const newFacts = remaining.filter((fact) => isNew(fact, known))
    if (newFacts.length === 0) return erased
    const touched = [...new Set(newFacts.flatMap(keysOfFact))]
    const group = await withNeighbours(store, known, touched)
    if (group.size >= MAX_ROWS && facts.length > 1) return await linkHalves(store, facts, now)
    const change = joinPeople(group, newFacts)
    if (change.keys.length === 0 || (await writePeople(store, change, group))) return erased
  }
  throw new PairwellError(
    'unavailable',
    'Other requests are changing the same customers. Send this request again.',
  )
}

async function linkHalves(store: Store, facts: readonly PersonFact[], now: number): Promise<Erased> {
  const middle = Math.ceil(facts.length / 2)
  const first = await linkSome(store, facts.slice(0, middle), now)
  return new Map([...first, ...(await linkSome(store, facts.slice(middle), now))])
}

/**
 * Keys to erase, because they stand with an erased key in a fact: another name of the same person. Not a key that stands with others,
 * too, because that may belong to somebody else.
 */
function namedWithErased(
  facts: readonly PersonFact[],
  known: ReadonlyMap<string, KeyRow>,
  erased: Erased,
): string[] {
  const hasOthers = (key: string) => known.get(key)?.partners.some((partner) => !erased.has(partner)) ?? false
  const named = facts
    .map(keysOfFact)
    .filter((keys) => keys.some((key) => erased.get(key)))
    .flat()
  return [...new Set(named)].filter((key) => !erased.has(key) && !hasOthers(key))
}

/** The fact without erased keys, of which nothing may be stored. */
const withoutErased = ({ customer_id, email, sealed }: PersonFact, erased: Erased): PersonFact => ({
  ...(customer_id !== undefined &&
    !erased.has(customer_id) && { customer_id, ...(sealed !== undefined && { sealed }) }),
  ...(email !== undefined && !erased.has(email) && { email }),
})

/** The rows of these keys, and all rows that joining may change: partners, and their partners, as far as keys join. */
async function withNeighbours(
  store: Store,
  known: ReadonlyMap<string, KeyRow>,
  touched: readonly string[],
): Promise<Map<string, KeyRow>> {
  const start = new Set(touched)
  const rows = new Map([...known].filter(([key]) => start.has(key)))
  const asked = new Set(start)
  const partnersOf = (keys: Iterable<string>): string[] => {
    const found = [...keys].flatMap((key) => {
      const row = rows.get(key)
      return row && (isJoining(row) || start.has(key)) ? row.partners : []
    })
    const next = [...new Set(found)].filter((key) => !asked.has(key))
    for (const key of next) asked.add(key)
    return next
  }
  let keys = partnersOf(start)
  for (let step = 0; keys.length > 0 && step < MAX_STEPS && rows.size < MAX_ROWS; step += 1) {
    for (const row of await readKeys(store, keys)) rows.set(row.key, row)
    keys = partnersOf(keys)
  }
  return rows
}

/**
 * Applies the merchant's decision about a key, and returns its row; undefined when there is no such key.
 * @throws {PairwellError} `unavailable` when too many writers change the same people at once
 */
export async function decideKey(store: Store, key: string, joins: boolean): Promise<KeyRow | undefined> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    await rest(attempt)
    const [row] = await readKeys(store, [key])
    if (!row) return undefined
    const rows = await withNeighbours(store, new Map([[key, row]]), [key])
    const change = joinPeople(rows, [], new Map([[key, joins]]))
    const changed = change.keys.find((one) => one.key === key) ?? row
    if (change.keys.length === 0 || (await writePeople(store, change, rows))) return changed
  }
  throw new PairwellError(
    'unavailable',
    'Other requests are changing the same customers. Send this request again.',
  )
}

/**
 * Joins people again whose keys have rows: for rows that a migration has made, which does not know the rules.
 * @param keys keys of such rows
 */
export async function rejoin(store: Store, keys: readonly string[]): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    await rest(attempt)
    const known = new Map((await readKeys(store, keys)).map((row) => [row.key, row]))
    const rows = await withNeighbours(store, known, keys)
    const change = joinPeople(rows, [])
    if (change.keys.length === 0 || (await writePeople(store, change, rows))) return
  }
}
