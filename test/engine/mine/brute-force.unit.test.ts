import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DEFAULT_CART, DEFAULT_PAGE } from '../../../engine/mine/settings.ts'
import { always } from '../../always.ts'
import { ALL, type Bought, basketsOf, ITEMS, listsOf, someOrders } from './a-shop.ts'

/** Returns the evidence of one companion, counted order by order, without tables, hashes or typed arrays. */
function counted(orders: readonly Bought[], isSeed: (item: number) => boolean, item: number) {
  const seeds = orders.filter(({ items }) => items.some(isSeed))
  const both = seeds.filter(({ items }) => items.includes(item))
  const byCustomer = Object.values(
    Object.groupBy(both, (order) => order.who ?? `order ${orders.indexOf(order)}`),
  )
  const votes = byCustomer.flatMap((theirs = []) =>
    theirs
      .toSorted((a, b) => (a.day ?? 0) - (b.day ?? 0))
      .slice(0, 3)
      .map(({ size = 1 }) => 1 / size),
  )
  const item_orders = orders.filter(({ items }) => items.includes(item)).length
  const voted = votes.reduce((sum, vote) => sum + vote, 0)
  const counts = {
    seed_orders: seeds.length,
    co_orders: both.length,
    item_orders,
    customers: byCustomer.length,
  }
  return { item, ...counts, voted }
}
type Counted = ReturnType<typeof counted>

const CATEGORIES = Array.from(
  { length: ITEMS },
  (_, item) => ['', 'Tea', 'Tea > Green', 'Pots'][item % 4] ?? '',
)
const settings = fc.record({
  min_co_orders: fc.integer({ min: 1, max: 4 }),
  min_customers: fc.integer({ min: 1, max: 3 }),
})

/** Returns the expected list, unordered; undefined if there is none. */
function expected(orders: Bought[], isSeed: (item: number) => boolean, needs: typeof ALL): Counted[] {
  return Array.from({ length: ITEMS }, (_, item) => item)
    .filter((item) => !isSeed(item))
    .map((item) => counted(orders, isSeed, item))
    .filter((one) => one.co_orders >= needs.min_co_orders && one.customers >= needs.min_customers)
}

it('every list equals a count order by order', () => {
  const agrees = fc.property(someOrders, settings, (orders, needs) => {
    const cart = { ...DEFAULT_CART, best_sellers: false, similar: false }
    const own = { ...needs, page: { ...DEFAULT_PAGE, similar: null, prior: 0 }, cart }
    const made = listsOf(basketsOf(ITEMS, orders), CATEGORIES, own)
    const find = (kind: string, key: number | string) =>
      made.find((list) => list.kind === kind && list.key === key)
    for (let item = 0; item < ITEMS; item += 1) {
      check(
        find('item', item),
        expected(orders, (other) => other === item, needs),
        0,
      )
    }
    for (const category of ['Tea', 'Tea > Green', 'Pots']) {
      check(
        find('category', category),
        expected(orders, (other) => CATEGORIES[other] === category, needs),
        5,
      )
    }
    expect(find('category', '')).toBeUndefined()
  })
  always(agrees)
})

/** @param pseudo orders of the seed that hold nothing */
function check(
  list: ReturnType<typeof listsOf>[number] | undefined,
  expected: readonly Counted[],
  pseudo: number,
) {
  expect(list === undefined).toBe(expected.length === 0)
  const found = list?.companions ?? []
  expect(found.map(({ item }) => item).sort()).toEqual(expected.map(({ item }) => item).sort())
  found.forEach((companion, at) => {
    const truth = expected.find(({ item }) => item === companion.item)
    expect([list?.seed_orders, companion.co_orders, companion.item_orders]).toEqual([
      truth?.seed_orders,
      truth?.co_orders,
      truth?.item_orders,
    ])
    // Scores have six digits.
    const score = (truth?.voted ?? 0) / ((truth?.seed_orders ?? 0) + pseudo)
    expect(companion.score / score).toBeCloseTo(1, 5)
    expect(companion.score).toBeLessThanOrEqual(found[at - 1]?.score ?? 1)
  })
}

/** Returns what any item is bought with: the mean row of the table of votes, order by order. */
function priorOf(orders: readonly Bought[], item: number): number {
  const lines = orders.reduce((sum, { items }) => sum + items.length, 0)
  const votes = orders
    .filter(({ items }) => items.includes(item))
    .map(({ items, size = 1 }) => (items.length - 1) / size)
  return votes.reduce((sum, vote) => sum + vote, 0) / Math.max(1, lines)
}

it('with a prior every best seller is a companion, and scores are posterior means', () => {
  const prior = 7
  const agrees = fc.property(someOrders, settings, (orders, needs) => {
    const own = { ...needs, page: { ...DEFAULT_PAGE, similar: null, prior } }
    for (const { kind, key, companions } of listsOf(basketsOf(ITEMS, orders), [], own)) {
      if (kind !== 'item') continue
      for (const { item, score, co_orders, popular } of companions) {
        const truth = counted(orders, (other) => other === key, item)
        const expected = (truth.voted + prior * priorOf(orders, item)) / (truth.seed_orders + prior)
        expect(Math.abs(score - expected)).toBeLessThan(1e-4 * expected)
        const isSupported = truth.co_orders >= needs.min_co_orders && truth.customers >= needs.min_customers
        expect(co_orders).toBe(isSupported ? truth.co_orders : 0)
        if (!isSupported) expect(popular).toBe(true)
      }
      // Eight items: all of them are best sellers, so that everything bought with others is a companion.
      const others = Array.from({ length: ITEMS }, (_, n) => n).filter(
        (n) => n !== key && priorOf(orders, n) > 0,
      )
      expect(companions.map(({ item }) => item).sort()).toEqual(others)
    }
  })
  always(agrees, 200)
})

it('both directions of a pair count the same orders', () => {
  const agrees = fc.property(someOrders, (orders) => {
    const pairs = listsOf(basketsOf(ITEMS, orders), [], { ...ALL, page: { ...DEFAULT_PAGE, prior: 0 } })
      .filter(({ kind }) => kind === 'item')
      .flatMap(({ key, companions }) =>
        companions.map(({ item, co_orders }) => [Number(key), item, co_orders]),
      )
    const turned = pairs.map(([a, b, co]) => [b, a, co])
    expect(turned.map(String).sort()).toEqual(pairs.map(String).sort())
  })
  always(agrees, 100)
})
