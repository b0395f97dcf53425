import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DEFAULT_PAGE } from '../../../engine/mine/settings.ts'
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
  const score = votes.reduce((sum, vote) => sum + vote, 0) / (seeds.length + 5)
  const counts = {
    seed_orders: seeds.length,
    co_orders: both.length,
    item_orders,
    customers: byCustomer.length,
  }
  return { item, ...counts, score }
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
    const own = { ...needs, page: { ...DEFAULT_PAGE, similar: null } }
    const made = listsOf(basketsOf(ITEMS, orders), CATEGORIES, own)
    const find = (kind: string, key: number | string) =>
      made.find((list) => list.kind === kind && list.key === key)
    for (let item = 0; item < ITEMS; item += 1) {
      check(
        find('item', item),
        expected(orders, (other) => other === item, needs),
      )
    }
    for (const category of ['Tea', 'Tea > Green', 'Pots']) {
      check(
        find('category', category),
        expected(orders, (other) => CATEGORIES[other] === category, needs),
      )
    }
    expect(find('category', '')).toBeUndefined()
  })
  always(agrees)
})

function check(list: ReturnType<typeof listsOf>[number] | undefined, expected: readonly Counted[]) {
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
    expect(companion.score / (truth?.score ?? 0)).toBeCloseTo(1, 5)
    expect(companion.score).toBeLessThanOrEqual(found[at - 1]?.score ?? 1)
  })
}

it('both directions of a pair count the same orders', () => {
  const agrees = fc.property(someOrders, (orders) => {
    const pairs = listsOf(basketsOf(ITEMS, orders), [], ALL)
      .filter(({ kind }) => kind === 'item')
      .flatMap(({ key, companions }) =>
        companions.map(({ item, co_orders }) => [Number(key), item, co_orders]),
      )
    const turned = pairs.map(([a, b, co]) => [b, a, co])
    expect(turned.map(String).sort()).toEqual(pairs.map(String).sort())
  })
  always(agrees, 100)
})
