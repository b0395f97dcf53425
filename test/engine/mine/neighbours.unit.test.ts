import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findNeighbours } from '../../../engine/mine/pairs/neighbours.ts'
import { PairCounter, VOTE_UNIT } from '../../../engine/mine/pairs/pair-counter.ts'
import { PairTable } from '../../../engine/mine/pairs/pair-table.ts'
import { SupportedPairs } from '../../../engine/mine/pairs/supported-pairs.ts'
import { always } from '../../always.ts'
import { type Bought, basketsOf, ITEMS, placesOf, run, someOrders } from './a-shop.ts'

const MEGABYTE = 1_000_000
const EVERYTHING = { min_co_orders: 1, min_customers: 1 }
const NUMBERS = Array.from({ length: ITEMS }, (_, item) => item)

/** Many orders without customers, so that there are more neighbours than places. */
const manyOrders = someOrders.map((orders) =>
  Array.from({ length: 8 }, () => orders.map(({ items }): Bought => ({ items }))).flat(),
)

/** Returns Dunning's log-likelihood ratio of a two by two table, directly from its four cells. */
function ratio(both: number, one: number, other: number, all: number): number {
  const cells = [
    [both, one - both],
    [other - both, all - one - other + both],
  ]
  const rows = cells.map(([a = 0, b = 0]) => a + b)
  const columns = [0, 1].map((at) => (cells[0]?.[at] ?? 0) + (cells[1]?.[at] ?? 0))
  let sum = 0
  cells.forEach((row, r) => {
    row.forEach((cell, c) => {
      if (cell > 0) sum += cell * Math.log((cell * all) / ((rows[r] ?? 0) * (columns[c] ?? 0)))
    })
  })
  return 2 * sum
}

it('keeps the pairs with the highest log-likelihood ratio when there are more than places', () => {
  const agrees = fc.property(manyOrders, fc.integer({ min: 1, max: 3 }), (orders, places) => {
    const baskets = basketsOf(ITEMS, orders)
    const count = (...items: number[]) =>
      orders.filter((order) => items.every((item) => order.items.includes(item))).length
    const most = { ridge: places, mixture: places }
    const { ridge } = run(
      findNeighbours(
        baskets,
        EVERYTHING,
        most,
        new PairTable(baskets, MEGABYTE),
        new SupportedPairs(baskets, MEGABYTE),
      ),
    )
    for (const item of NUMBERS) {
      const worth = (other: number) => ratio(count(item, other), count(item), count(other), orders.length)
      const others = NUMBERS.filter(
        (other) =>
          other !== item &&
          count(item, other) > 1 &&
          count(item, other) * orders.length > count(item) * count(other),
      )
      const best = others.map(worth).sort((a, b) => b - a)
      const from = item * ridge.stride
      const kept = [...ridge.items.subarray(from, from + (ridge.lengths[item] ?? 0))].map(worth)
      expect(kept).toHaveLength(Math.min(places, best.length))
      kept.sort((a, b) => b - a)
      for (const [at, value] of kept.entries()) expect(value).toBeCloseTo(best[at] ?? 0, 6)
    }
  })
  always(agrees)
})

it('keeps the pairs with enough evidence, for as many items as there is room for', () => {
  const needs = { min_co_orders: 2, min_customers: 2 }
  const agrees = fc.property(someOrders, fc.nat(400), (orders, room) => {
    const baskets = basketsOf(ITEMS, orders)
    const vouched = new SupportedPairs(baskets, room)
    const most = { ridge: 50, mixture: 50 }
    run(findNeighbours(baskets, needs, most, new PairTable(baskets, MEGABYTE), vouched))
    const counter = new PairCounter(baskets, 1)
    for (let item = 0; item < vouched.rows; item += 1) {
      run(counter.counting(Uint32Array.from(placesOf(baskets, item))))
      const expected = [...counter.touched.subarray(0, counter.seen)].filter(
        (other) =>
          other !== item &&
          (counter.coOrders[other] ?? 0) >= needs.min_co_orders &&
          counter.customerCount(other) >= needs.min_customers,
      )
      const [from, to] = [vouched.starts[item] ?? 0, vouched.starts[item + 1] ?? 0]
      expect([...vouched.items.subarray(from, to)]).toEqual(expected)
      expect([...vouched.coOrders.subarray(from, to)]).toEqual(
        expected.map((other) => counter.coOrders[other]),
      )
      expect([...vouched.votes.subarray(from, to)]).toEqual(
        expected.map((other) => Math.fround((counter.votes[other] ?? 0) / VOTE_UNIT)),
      )
    }
    expect(vouched.has(vouched.rows)).toBe(false)
  })
  always(agrees)
})

it('with enough room all pairs are kept', () => {
  const baskets = basketsOf(3, Array(4).fill({ items: [0, 1, 2] }))
  const vouched = new SupportedPairs(baskets, MEGABYTE)
  run(
    findNeighbours(
      baskets,
      EVERYTHING,
      { ridge: 50, mixture: 50 },
      new PairTable(baskets, MEGABYTE),
      vouched,
    ),
  )
  expect(vouched.rows).toBe(3)
  expect([...vouched.coOrders.subarray(0, vouched.starts[3])]).toEqual([4, 4, 4, 4, 4, 4])
})
