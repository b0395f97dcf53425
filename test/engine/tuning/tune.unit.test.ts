import { expect, it } from 'vitest'
import type { TableOrder } from '../../../engine/data/order-table.ts'
import { casesOf, FOLDS, foldOf } from '../../../engine/tuning/folds.ts'
import { CART_GRID, hasOptions, PAGE_GRID } from '../../../engine/tuning/grid.ts'
import { type FoldResult, PairedSums } from '../../../engine/tuning/paired-sums.ts'
import { selectBest } from '../../../engine/tuning/select.ts'
import { tuneFold } from '../../../engine/tuning/tune.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { ALL, run } from '../mine/a-shop.ts'

const IDS = Array.from({ length: 40 }, (_, n) => `item-${n}`)

/** 400 orders, a day each: pairs of neighbours, and item 0 in every third. */
const ORDERS = Array.from({ length: 400 }, (_, n): TableOrder => {
  const first = 1 + ((n * 7) % 38)
  const items = n % 3 === 0 ? [0, first, first + 1] : [first, first + 1]
  return { at: n * DAY, customer: null, items, size: items.length }
})

/** A thousand orders, a day each. */
const MANY = Array.from(
  { length: 1_000 },
  (_, n): TableOrder => ({ ...(ORDERS[n % 400] as TableOrder), at: n * DAY }),
)
const foldsOf = (orders: readonly TableOrder[]) =>
  Array.from({ length: FOLDS }, (_, number) => foldOf(orders, number))

it('from a thousand dated orders every fold trains on orders older than all its test orders', () => {
  const folds = foldsOf(MANY)
  expect(folds.map(({ train, test }) => [train.length, test.length])).toEqual([
    [600, 100],
    [700, 100],
    [800, 100],
    [900, 100],
  ])
  for (const { train, test } of folds) expect(train.at(-1)?.at ?? 0).toBeLessThan(test[0]?.at ?? 0)
})

it.each([
  ['few orders', ORDERS.map((order, n) => ({ ...order, customer: `c${n % 90}` }))],
  ['many orders, one without a date', MANY.map((order, n) => (n === 0 ? { ...order, at: null } : order))],
])('of %s every one tests once, and nobody is on both sides', (_, orders) => {
  const folds = foldsOf(orders)
  const tested = folds.flatMap(({ test }) => test)
  expect(tested).toHaveLength(orders.length)
  expect(new Set(tested).size).toBe(orders.length)
  for (const { train, test } of folds) {
    expect(train.length + test.length).toBe(orders.length)
    expect(test.length).toBeGreaterThan(orders.length / 8)
    const known = new Set(train.flatMap(({ customer }) => customer ?? []))
    expect(test.some(({ customer }) => customer !== null && known.has(customer))).toBe(false)
  }
})

it('a leak planted in the test orders cannot be learned: training is the same without them', () => {
  // A pair that is only in test orders, of the two least bought items, so that best sellers do not predict it.
  const planted = MANY.map((order, n) =>
    n >= 600 && n < 700 ? { ...order, items: [1, 39], size: 2 } : order,
  )
  const result = run(tuneFold(IDS, planted, ALL, 0))
  for (const sums of Object.values(result.cart)) expect(sums.figure).toBe(0)
  for (const sums of Object.values(result.page)) expect(sums.figure).toBe(0)
})

it('a test cart has all items of an order but the one to predict; items unknown to training are left out', () => {
  const [old, fresh] = [
    ORDERS.slice(0, 300),
    { at: 999 * DAY, customer: null, items: [1, 2, 3, 39], size: 4 },
  ]
  const unseen = old.every(({ items }) => !items.includes(39))
  const { pages, carts } = casesOf({ train: old, test: [fresh] })
  expect([carts[0]?.target, ...(carts[0]?.cart ?? [])].sort()).toEqual(unseen ? [1, 2, 3] : [1, 2, 3, 39])
  expect(pages[0]?.targets.has(pages[0].seed)).toBe(false)
})

it('tries every option of both placements on the same cases', () => {
  const { page, cart } = run(tuneFold(IDS, MANY, ALL, 1))
  expect([Object.keys(page), Object.keys(cart)]).toEqual([Object.keys(PAGE_GRID), Object.keys(CART_GRID)])
  expect(new Set([...Object.values(page), ...Object.values(cart)].map(({ cases }) => cases))).toEqual(
    new Set([100]),
  )
  for (const sums of [Object.values(page)[0], Object.values(cart)[0]]) {
    expect([sums?.gain, sums?.gain_squared]).toEqual([0, 0])
    expect(sums?.figure).toBeGreaterThan(20)
  }
})

it('gives the same result twice', () => {
  expect(run(tuneFold(IDS, ORDERS, ALL, 2))).toEqual(run(tuneFold(IDS, ORDERS, ALL, 2)))
})

/** Returns a fold in which the second option is better than the first by these gains. */
function foldWith(gains: readonly number[]): FoldResult {
  const trial = new PairedSums()
  trial.add(
    'default',
    gains.map(() => 0.5),
  )
  trial.add(
    'other',
    gains.map((gain) => 0.5 + gain),
  )
  const { sums } = trial
  const bins = { page: {}, cart: {}, other_page: {}, other_cart: {} }
  return { page: sums, cart: sums, other_page: sums, other_cart: sums, customers: sums, age: sums, bins }
}

it('a gain counts by its precision, and so does what other shops gained', () => {
  // Mean 0.1, deviation 0.3, 4 cases: the standard error is 0.15. With 16 cases it is 0.075.
  const gains = [0.4, -0.2, 0.4, -0.2]
  const few = selectBest([foldWith(gains)], 'page')
  expect(few.tried[1]).toMatchObject({
    name: 'other',
    gain: expect.closeTo(0.1),
    standard_error: expect.closeTo(0.15),
  })
  expect(few.chosen).toBe('default')
  // Others lose 2 % of the default's 0.5, with a deviation of 10 %: 0.1 / 0.15² - 0.01 / 0.05² = 0.4, and 17.8 - 4 with 16 cases.
  const expected = { other: { mean: -0.02, deviation: 0.1 } }
  const chosen = (folds: readonly FoldResult[], mean: number) =>
    selectBest(folds, 'page', { other: { ...expected.other, mean } }).chosen
  expect(chosen([foldWith(gains)], -0.02)).toBe('other')
  expect(chosen([foldWith(gains)], -0.03)).toBe('default')
  const many = [gains, gains, gains, gains].map(foldWith)
  expect(chosen(many, -0.03)).toBe('other')
  expect(selectBest(many, 'page').cases).toBe(16)
})

it('one good fold does not outweigh the others', () => {
  const folds = [foldWith([0.3, 0.3]), foldWith([-0.3, -0.3]), foldWith([-0.3, -0.3])]
  expect(selectBest(folds, 'cart').chosen).toBe('default')
})

it('folds of a version with other options are not added to those of this one', () => {
  const tried = Object.fromEntries(Object.keys(PAGE_GRID).map((name) => [name, {}]))
  expect(hasOptions(tried, PAGE_GRID)).toBe(true)
  expect(hasOptions({ ...tried, 'an older name': {} }, PAGE_GRID)).toBe(false)
  expect(hasOptions(Object.fromEntries(Object.entries(tried).slice(1)), PAGE_GRID)).toBe(false)
})
