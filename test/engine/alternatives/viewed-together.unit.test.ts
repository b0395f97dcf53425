import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dice } from '../../../demo/shop/orders/random.ts'
import { MAX_RELATED } from '../../../engine/alternatives/alternative.ts'
import { ViewTable, type VisitorViews } from '../../../engine/alternatives/view-table.ts'
import { findViewedTogether } from '../../../engine/alternatives/viewed-together.ts'
import { withViewed } from '../../../engine/alternatives/with-viewed.ts'
import { Arena } from '../../../engine/data/arena.ts'
import { always } from '../../always.ts'
import { type Bought, run } from '../mine/a-shop.ts'
import { alternativesOf, type TestItem } from './some-features.ts'
import { viewedTogether, visitors } from './some-visitors.ts'

const [TEA, MUG, POT] = [0, 1, 2]

describe('a pair counts', () => {
  it('from twenty visitors on', () => {
    expect(viewedTogether(3, visitors(19, { viewed: [TEA, MUG] })).get(TEA)).toBeUndefined()
    expect(viewedTogether(3, visitors(20, { viewed: [TEA, MUG] })).get(TEA)).toEqual([
      { item: MUG, viewers: 20, proved: false },
    ])
  })

  it('in both directions', () => {
    const found = viewedTogether(3, visitors(20, { viewed: [TEA, MUG] }))
    expect([...found.keys()]).toEqual([TEA, MUG])
  })

  it('once for a visitor, however often the visitor came', () => {
    const often = visitors(19, { viewed: [TEA, MUG] }).map((one) => ({
      ...one,
      days: [20_001, 20_002, 20_003].map((day) => ({ day, viewed: [TEA, MUG, MUG], bought: [] })),
    }))
    expect(viewedTogether(3, often).size).toBe(0)
  })

  it('if it was viewed on one day, and on at least three days', () => {
    const apart = visitors(30, { viewed: [] }).map((one) => ({
      ...one,
      days: [TEA, MUG].map((item) => ({ day: 20_000 + item, viewed: [item], bought: [] })),
    }))
    const hasty = [0, 1].flatMap((day) => visitors(30, { viewed: [TEA, MUG], day: 20_000 + day }))
    expect([viewedTogether(3, apart).size, viewedTogether(3, hasty).size]).toEqual([0, 0])
  })

  it('with at most five visitors of one group of addresses', () => {
    const of = (groups: number) =>
      Array.from({ length: groups }, (_, group) => visitors(50, { viewed: [TEA, MUG], group })).flat()
    expect(viewedTogether(3, of(3)).size).toBe(0)
    expect(viewedTogether(3, of(4)).get(TEA)).toEqual([{ item: MUG, viewers: 20, proved: false }])
  })
})

it('an item that is opened with everything is not the closest one', () => {
  const other = Array.from({ length: 40 }, (_, n) => visitors(5, { viewed: [POT, 3 + n] }, 100 * n)).flat()
  const found = viewedTogether(43, [...visitors(30, { viewed: [TEA, MUG, POT] }, 9_000), ...other])
  expect(found.get(TEA)?.map(({ item }) => item)).toEqual([MUG, POT])
})

it('what buyers viewed comes before what others viewed, and what they bought instead comes first', () => {
  const found = viewedTogether(5, [
    ...visitors(200, { viewed: [TEA, 3] }, 1_000),
    ...visitors(24, { viewed: [TEA, MUG], bought: [] }, 2_000),
    ...visitors(24, { viewed: [TEA, POT], bought: [POT] }, 3_000),
  ])
  expect(found.get(TEA)).toEqual([
    { item: POT, viewers: 24, proved: true },
    { item: MUG, viewers: 24, proved: true },
    { item: 3, viewers: 200, proved: false },
  ])
})

it('what is bought together with the item of the page is no replacement of it', () => {
  expect(viewedTogether(3, visitors(40, { viewed: [TEA, MUG], bought: [TEA, MUG] })).size).toBe(0)
})

const anyVisitor = fc.record({
  group: fc.nat(12),
  isBuyer: fc.boolean(),
  days: fc.uniqueArray(
    fc.record({
      day: fc.integer({ min: 20_000, max: 20_005 }),
      viewed: fc.array(fc.nat(3), { maxLength: 4 }),
      bought: fc.array(fc.nat(3), { maxLength: 2 }),
    }),
    { maxLength: 4, selector: ({ day }) => day },
  ),
})

/** Counts a pair in the simplest way: the visitors by group, and the days. */
function votesOf(all: readonly VisitorViews[], seed: number, item: number): { votes: number; days: number } {
  const byGroup = new Map<number, number>()
  const days = new Set<number>()
  for (const { group, days: own } of all) {
    const holding = own.filter(
      ({ viewed, bought }) =>
        viewed.includes(seed) &&
        (viewed.includes(item) || bought.includes(item)) &&
        !(bought.includes(seed) && bought.includes(item)),
    )
    if (holding.length > 0) byGroup.set(group, (byGroup.get(group) ?? 0) + 1)
    for (const { day } of holding) days.add(day)
  }
  return { votes: [...byGroup.values()].reduce((sum, votes) => sum + Math.min(5, votes), 0), days: days.size }
}

it('votes agree with a plain count, and neither the order of the visitors nor that of their days matters', () => {
  let counted = 0
  always(
    fc.property(fc.array(anyVisitor, { minLength: 60, maxLength: 150 }), fc.nat(), (all, seed) => {
      const found = viewedTogether(4, all)
      for (const one of [0, 1, 2, 3]) {
        for (const other of [0, 1, 2, 3]) {
          if (one === other) continue
          const { votes, days } = votesOf(all, one, other)
          const expected = votes >= 20 && days >= 3 && viewersOf(all, one) >= 20 ? votes : undefined
          counted += expected === undefined ? 0 : 1
          expect(found.get(one)?.find(({ item }) => item === other)?.viewers).toBe(expected)
        }
      }
      const { chance } = dice(seed)
      const places = new Map(all.map((one) => [one, chance()]))
      const mixed = all
        .toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
        .map((one) => ({ ...one, days: one.days.toReversed() }))
      expect([...viewedTogether(4, mixed)]).toEqual([...found])
    }),
  )
  expect(counted).toBeGreaterThan(300)
})

/** Visitors who opened an item's page together with another item. */
const viewersOf = (all: readonly VisitorViews[], item: number): number =>
  all.filter(({ days }) =>
    days.some(({ viewed, bought }) => viewed.includes(item) && new Set([...viewed, ...bought]).size > 1),
  ).length

it('half a million views are kept, in 16 MB at most, and those of later visitors are left out', () => {
  const arena = new Arena()
  const table = new ViewTable(arena)
  const { below } = dice(1)
  const viewed = () => Array.from({ length: 20 }, () => below(100_000))
  let added = 0
  while (table.add({ group: added, isBuyer: false, days: [{ day: 1, viewed: viewed(), bought: [] }] }))
    added += 1
  expect(added).toBeGreaterThan(24_990)
  expect(table.add({ group: 1, isBuyer: false, days: [{ day: 1, viewed: [1, 2], bought: [] }] })).toBe(false)
  run(findViewedTogether(table, 100_000, arena))
  expect(arena.peak).toBeLessThan(16_000_000)
})

describe('in the list of related items', () => {
  const listed = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ item: 100 + n, score: 1 - n / 100, switches: 0, owners: 9 }))
  const seen = (item: number, proved = true) => ({ item, viewers: 20, proved, switches: 0, owners: 9 })
  const many = Array.from({ length: 20 }, (_, n) => seen(n))
  const places = (list: readonly { viewers?: number }[]) =>
    list.flatMap(({ viewers }, at) => (viewers === undefined ? [] : at + 1))

  it('views give at most every second place of a new item, every fourth of others, and never the first', () => {
    expect(places(withViewed(listed(12), many, 0))).toEqual([2, 4, 6, 8, 10, 12])
    expect(places(withViewed(listed(12), many, 20))).toEqual([4, 8, 12])
  })

  it('views give at most six places where nothing else is left, and three of an item with orders', () => {
    expect(withViewed([], many, 0)).toHaveLength(MAX_RELATED / 2)
    expect(places(withViewed(listed(2), many, 20))).toEqual([3, 4, 5])
  })

  it('visitors who are not proved to be buyers give one place', () => {
    const strangers = many.map((one) => ({ ...one, proved: false }))
    expect(places(withViewed(listed(12), strangers, 0))).toEqual([2])
    expect(withViewed([], strangers, 0)).toHaveLength(1)
    expect(places(withViewed(listed(12), [seen(1), ...strangers], 0))).toEqual([2, 4])
  })

  it('an item has one place', () => {
    const both = withViewed(listed(6), [seen(104), seen(100)], 0)
    expect(both.map(({ item }) => item)).toEqual([100, 104, 101, 102, 103, 105])
  })

  it('nothing changes without views', () => {
    expect(withViewed(listed(12), [], 0)).toEqual(listed(12))
  })
})

describe('a shop', () => {
  const kettle = (n: number): TestItem => ({ in: ['Kettles'], title: `Kettle ${n}` })
  const shop: TestItem[] = [
    ...Array.from({ length: 6 }, (_, n) => kettle(n)),
    { in: ['Toasters'], title: 'Toaster' },
    { in: ['Gifts'], title: 'Voucher', offered: false },
    { title: 'Novelty' },
  ]
  const [TOASTER, VOUCHER, NOVELTY] = [6, 7, 8]
  const orders = (basket: number[]): Bought[] =>
    Array.from({ length: 3 }, (_, n) => ({ who: `buyer ${n}`, day: n, items: basket }))
  const related = (viewed: ReturnType<typeof viewedTogether>, seed: number, bought: Bought[] = []) =>
    alternativesOf(shop, bought, {}, { viewed })
      .of(seed)
      .related.map(({ item }) => item)

  it('has similar items for a new item that resembles none, by the visitors who bought after they had seen it', () => {
    const viewed = viewedTogether(
      9,
      [0, 1, 2].flatMap((n) => visitors(25 + n, { viewed: [NOVELTY, n], bought: [n] }, 100 * n)),
    )
    expect(related(new Map(), NOVELTY)).toEqual([])
    expect(related(viewed, NOVELTY)).toEqual([2, 1, 0])
  })

  it('suggests nothing that may not be suggested', () => {
    expect(related(viewedTogether(9, visitors(30, { viewed: [NOVELTY, VOUCHER] })), NOVELTY)).toEqual([])
  })

  it('takes items of other families that are bought together for companions, whoever views them together', () => {
    const viewed = viewedTogether(9, visitors(30, { viewed: [0, TOASTER] }))
    expect(related(viewed, 0)).toContain(TOASTER)
    expect(related(viewed, 0, orders([0, TOASTER]))).not.toContain(TOASTER)
  })

  it('has the same upgrades and downgrades with and without views', () => {
    const viewed = viewedTogether(9, visitors(30, { viewed: [0, 1, TOASTER] }))
    for (const seed of shop.keys()) {
      const { related: _, ...others } = alternativesOf(shop, orders([0, 1]), {}, { viewed }).of(seed)
      const { related: __, ...without } = alternativesOf(shop, orders([0, 1])).of(seed)
      expect(others).toEqual(without)
    }
  })
})

it('ten thousand forged visitors move at most one place of each of 200 lists', () => {
  const ITEMS = 200
  const { below, chance } = dice(1)
  const titles = Array.from({ length: ITEMS }, (_, n) => ({ in: [`Shelf ${n % 20}`], title: `Thing ${n}` }))
  const genuine = Array.from({ length: 6_000 }, (_, n): VisitorViews => {
    const viewed = Array.from({ length: 4 }, () => (n + 20 * below(3)) % 60)
    const bought = chance() < 0.2 ? [viewed[0] ?? 0] : []
    return { group: n, isBuyer: bought.length > 0, days: [{ day: 20_000 + below(5), viewed, bought }] }
  })
  const forged = Array.from({ length: 10_000 }, (_, n): VisitorViews => {
    const victim = n % ITEMS
    const viewed = [victim, (victim + 1 + below(3)) % ITEMS, (victim + 7) % ITEMS]
    const days = [0, 1, 2, 3].map((day) => ({ day: 20_000 + day, viewed, bought: [] }))
    return { group: 50_000 + n, isBuyer: false, days }
  })
  const lists = (all: readonly VisitorViews[]) => {
    const found = alternativesOf(titles, [], {}, { viewed: viewedTogether(ITEMS, all) })
    return titles.map((_, item) => found.of(item).related.map((one) => one.item))
  }
  const [before, after] = [lists(genuine), lists([...genuine, ...forged])]
  const entered = after.map((list, at) => list.filter((item) => !before[at]?.includes(item)).length)
  expect(Math.max(...entered)).toBe(1)
  expect(entered.filter((places) => places === 1).length).toBeGreaterThan(100)
})
