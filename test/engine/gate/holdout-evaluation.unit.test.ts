import { expect, it } from 'vitest'
import {
  accuracyFaults,
  evaluateHoldout,
  holdoutQuestions,
  type Predictor,
} from '../../../engine/gate/holdout-evaluation.ts'
import { HoldoutOrders, holdoutSize } from '../../../engine/gate/holdout-orders.ts'
import { hash32 } from '../../../engine/numbers/hash.ts'
import { ndcg } from '../../../engine/numbers/ndcg.ts'

const order = (...items: number[]) => items
const ORDERS = Array.from({ length: 60 }, (_, n) => order(n % 10, (n % 10) + 10, (n % 10) + 20))
const QUESTIONS = holdoutQuestions(ORDERS)

/** Returns a model that predicts correctly except for the items that are `wrong`. */
const model = (wrong: (item: number) => boolean): Predictor => {
  const companions = (item: number) =>
    [0, 10, 20].map((row) => (item % 10) + row).filter((other) => other !== item)
  const page = (item: number) => (wrong(item) ? [99] : companions(item))
  return { page, cart: (items) => items.flatMap(page).filter((item) => !items.includes(item)) }
}
const right = model(() => false)

it('each order gives three product pages and one cart, whose missing item is one of the order', () => {
  for (const { seeds, cart, target, items } of QUESTIONS) {
    expect(seeds).toHaveLength(3)
    expect([...cart, target].sort()).toEqual([...items].sort())
  }
})

it('the same orders give the same questions', () => {
  expect(holdoutQuestions(ORDERS)).toEqual(QUESTIONS)
})

it('items with equal hashes are drawn by number, in any order of the items', () => {
  // The only such pair of the first order below item 700,000.
  const [one, other] = [462_789, 679_192]
  expect(hash32(`0 ${one}`)).toBe(hash32(`0 ${other}`))
  for (const items of [order(one, other), order(other, one)]) {
    expect(holdoutQuestions([items])).toEqual([{ seeds: [one, other], target: one, cart: [other], items }])
  }
})

it('a model that predicts as well as the other is not refused', () => {
  const found = evaluateHoldout(QUESTIONS, right, right)
  expect(found.page).toEqual({ cases: 180, fresh: 1, live: 1, difference: 0, standard_error: 0 })
  expect(accuracyFaults(found)).toEqual([])
})

it('a model that predicts worse is refused for the product page and the cart', () => {
  const found = evaluateHoldout(
    QUESTIONS,
    model((item) => item % 10 < 5),
    right,
  )
  expect(accuracyFaults(found)).toEqual(['less_accurate_page', 'less_accurate_cart'])
})

it('a difference that may be chance is ignored', () => {
  const found = evaluateHoldout(
    QUESTIONS,
    model((item) => item === 4),
    right,
  )
  // The model misses one of ten kinds of orders in one of three questions.
  expect(found.page.difference).toBeCloseTo(-1 / 30, 10)
  expect(found.page.standard_error).toBeGreaterThan(0)
  expect(
    accuracyFaults({ ...found, page: { ...found.page, difference: -0.02, standard_error: 0.011 } }),
  ).not.toContain('less_accurate_page')
})

it('standard errors are those of paired differences', () => {
  // Three orders with differences 1, 0, 0: mean 1/3, variance 2/9, n − 1 = 2.
  const three = holdoutQuestions([order(0, 10), order(1, 11), order(2, 12)])
  const found = evaluateHoldout(
    three,
    right,
    model((item) => item % 10 === 0),
  )
  expect(found.page.difference).toBeCloseTo(1 / 3, 12)
  expect(found.page.standard_error).toBeCloseTo(Math.sqrt(2 / 9 / 2), 12)
})

it('holds out the newest orders, whatever their order in the input', () => {
  const dated = (day: number) => ({ at: day, customer: null, items: [day % 5, 7], size: 2 })
  const days = [5, 1, 9, 3, 8, 2, 7]
  const passed = (all: readonly number[]) => {
    const newest = new HoldoutOrders(3)
    const out = all.flatMap((day) => newest.pass(`o${day}`, dated(day))?.at ?? [])
    return { kept: newest.orders.map(({ at }) => at), out: out.sort() }
  }
  expect(passed(days)).toEqual({ kept: [7, 8, 9], out: [1, 2, 3, 5] })
  expect(passed([...days].reverse())).toEqual(passed(days))
})

it('of orders of one moment the ids decide, whatever their order in the input', () => {
  const both = { at: 7, customer: null, items: [1, 2], size: 2 }
  const oldestOf = (ids: readonly string[]) => {
    const newest = new HoldoutOrders(2)
    for (const id of ids) newest.pass(id, both)
    return newest.oldest
  }
  // Only c and d are kept.
  for (const ids of [
    ['a', 'b', 'c', 'd'],
    ['d', 'c', 'b', 'a'],
    ['c', 'a', 'd', 'b'],
  ])
    expect(oldestOf(ids)).toEqual({ at: 7, order_id: 'c' })
})

it('without orders in the holdout there is no oldest one', () => {
  expect(new HoldoutOrders(0).oldest).toBeUndefined()
})

it('orders of one item or without a date are not held out', () => {
  const newest = new HoldoutOrders(3)
  const single = { at: 9, customer: null, items: [1], size: 1 }
  const undated = { at: null, customer: null, items: [1, 2], size: 2 }
  expect([newest.pass('a', single), newest.pass('b', undated)]).toEqual([single, undated])
})

it('orders that are held out count as evidence', () => {
  const newest = new HoldoutOrders(3)
  for (const [at, items] of [
    [1, 2],
    [1, 3],
    [2, 1],
  ].entries()) {
    newest.pass(`o${at}`, { at: at + 1, customer: null, items, size: 2 })
  }
  const counts = newest.counts()
  expect([counts.ordersOf(1), counts.both(2, 1), counts.both(1, 2), counts.both(2, 3)]).toEqual([3, 2, 2, 0])
  const group = (item: number) => item === 2 || item === 3
  expect([counts.withAny(group), counts.withAnyAnd(group, 1)]).toEqual([3, 3])
})

it('in a small shop no orders are held out', () => {
  expect([holdoutSize(4_999), holdoutSize(5_000)]).toEqual([0, 100])
})

it('nDCG calculated by hand: hits at positions 1 and 3 of two targets', () => {
  const expected = (1 + 1 / 2) / (1 + 1 / Math.log2(3))
  expect(ndcg([5, 6, 7], new Set([5, 7]), 10)).toBeCloseTo(expected, 12)
  expect([ndcg([], new Set([1]), 10), ndcg([1], new Set(), 10)]).toEqual([0, 0])
})
