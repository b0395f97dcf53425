import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Baskets } from '../../../engine/data/baskets.ts'
import type { PaddedRows } from '../../../engine/data/padded-rows.ts'
import { findNeighbours } from '../../../engine/mine/pairs/neighbours.ts'
import { PairTable } from '../../../engine/mine/pairs/pair-table.ts'
import { fitRidge } from '../../../engine/mine/pairs/ridge.ts'
import { SupportedPairs } from '../../../engine/mine/pairs/supported-pairs.ts'
import { always } from '../../always.ts'
import { ALL, type Bought, basketsOf, ITEMS, run, someOrders } from './a-shop.ts'

const MEGABYTE = 1_000_000
const LIKELY = { ridge: 50, mixture: 50 }

/** Returns the neighbours of each item with their shared orders, and with their weights. */
function solved(baskets: Baskets): { shared: Map<number, number>[]; weights: Map<number, number>[] } {
  const pairs = new PairTable(baskets, MEGABYTE)
  const { ridge } = run(
    findNeighbours(
      baskets,
      { min_co_orders: 1, min_customers: 1 },
      LIKELY,
      pairs,
      new SupportedPairs(baskets, MEGABYTE),
    ),
  )
  const shared = read(ridge, baskets.items)
  run(fitRidge(baskets, pairs, ridge))
  return { shared, weights: read(ridge, baskets.items) }
}

const read = (lists: PaddedRows, items: number): Map<number, number>[] =>
  Array.from({ length: items }, (_, of) => {
    const from = of * lists.stride
    const places = Array.from({ length: lists.lengths[of] ?? 0 }, (_, at) => from + at)
    return new Map(places.map((at) => [lists.items[at] ?? 0, lists.values[at] ?? 0]))
  })

/** Counts the orders that contain both items; those of one item, if both are the same. */
const together = (orders: readonly Bought[], a: number, b: number): number =>
  orders.filter(({ items }) => items.includes(a) && items.includes(b)).length

/** Many orders of few different baskets without customers, so that not all weights are 0. */
const manyOrders = someOrders.map((orders) =>
  Array.from({ length: 8 }, () => orders.map(({ items }): Bought => ({ items }))).flat(),
)

it('its neighbours are bought with it more often than by chance, with their shared orders', () => {
  const agrees = fc.property(manyOrders, (orders) => {
    const { shared } = solved(basketsOf(ITEMS, orders))
    for (let item = 0; item < ITEMS; item += 1) {
      const expected = Array.from({ length: ITEMS }, (_, other) => other).filter((other) => {
        const both = together(orders, item, other)
        const chance = together(orders, item, item) * together(orders, other, other)
        return other !== item && both > 1 && both * orders.length > chance
      })
      expect([...(shared[item] ?? [])]).toEqual(
        expected.map((other) => [other, together(orders, item, other)]),
      )
    }
  })
  always(agrees)
})

it('no change of a weight improves it: the conditions of Karush, Kuhn and Tucker hold', () => {
  const agrees = fc.property(manyOrders, (orders) => {
    const { shared, weights } = solved(basketsOf(ITEMS, orders))
    for (let item = 0; item < ITEMS; item += 1) {
      for (const [neighbour, both] of shared[item] ?? []) {
        const weight = weights[item]?.get(neighbour) ?? 0
        // g − (G + 20 I) w; G excludes pairs with a single order.
        let slope = both - 20 * weight
        for (const [other, theirs] of weights[item] ?? []) {
          const orders_of_both = together(orders, neighbour, other)
          slope -= (orders_of_both < 2 ? 0 : orders_of_both) * theirs
        }
        // The search ends with a step below 0.01, multiplied by the orders of all neighbours.
        const slack = 0.01 * 8 * orders.length
        if (weight === 0) expect(Math.abs(slope)).toBeLessThanOrEqual(1 + slack)
        else expect(Math.abs(slope - Math.sign(weight))).toBeLessThanOrEqual(slack)
      }
    }
  })
  always(agrees)
})

it('equals the calculation by hand', () => {
  // Mug and tea in 30 orders, pot in all 60. One neighbour each: w = (30 − 1) / (30 + 20).
  const orders: Bought[] = [...Array(30).fill({ items: [0, 1] }), ...Array(30).fill({ items: [2] })]
  const { weights } = solved(basketsOf(3, orders))
  expect(weights[0]?.get(1)).toBeCloseTo(29 / 50, 4)
  expect([...(weights[2] ?? [])]).toEqual([])
})

it('explains away: a pot that is only bought with tea has a low weight beside tea', () => {
  // Mug with tea in 100 orders, 50 of them with a pot; the mug is bought because of the tea.
  const orders: Bought[] = [
    ...Array(50).fill({ items: [0, 1] }),
    ...Array(50).fill({ items: [0, 1, 2] }),
    ...Array(100).fill({ items: [3] }),
  ]
  const { weights } = solved(basketsOf(4, orders))
  // Alone the pot would have the weight (50 − 1) / (50 + 20) = 0.7.
  expect(weights[1]?.get(0)).toBeGreaterThan(0.7)
  expect(weights[1]?.get(2)).toBeLessThan(0.2)
})

it('a pair counts at most three orders of one customer', () => {
  const orders = Array.from({ length: 20 }, (): Bought => ({ who: 'ann', items: [0, 1] }))
  const { shared } = solved(basketsOf(3, [...orders, ...Array(200).fill({ items: [2] })]))
  expect(shared[0]?.get(1)).toBe(3)
})

it('when memory is short the rarest pairs are dropped, and the others are unchanged', () => {
  const orders = Array.from({ length: 300 }, (_, n): Bought => ({ items: [0, 1 + (n % 2), 3 + (n % 60)] }))
  const baskets = basketsOf(63, orders)
  const held = (room: number) => {
    const pairs = new PairTable(baskets, room)
    run(
      findNeighbours(
        baskets,
        { min_co_orders: 1, min_customers: 1 },
        LIKELY,
        pairs,
        new SupportedPairs(baskets, MEGABYTE),
      ),
    )
    const rows = Array.from({ length: 63 }, (_, item) => item)
    const all = rows.flatMap((item) =>
      Array.from({ length: pairs.ends(item) - pairs.begins(item) }, (_, at) => {
        const place = pairs.begins(item) + at
        return [item, pairs.otherAt(place), pairs.countAt(place) * pairs.unitOf(item)]
      }),
    )
    return { fewest: pairs.fewest, all }
  }
  const whole = held(MEGABYTE)
  expect(whole.fewest).toBe(2)
  const tight = held(100)
  expect(tight.all).toEqual(whole.all.filter(([, , both = 0]) => both >= tight.fewest))
  expect([tight.fewest > 2, tight.all.length]).toEqual([true, 2])
})

it('learns also from pairs of too few customers', () => {
  const daily = Array.from({ length: 20 }, (): Bought => ({ who: 'ann', items: [0, 1] }))
  const baskets = basketsOf(3, [...daily, ...Array(200).fill({ items: [2] })])
  const needs = { min_co_orders: 2, min_customers: 2 }
  const { ridge, mixture } = run(
    findNeighbours(
      baskets,
      needs,
      LIKELY,
      new PairTable(baskets, MEGABYTE),
      new SupportedPairs(baskets, MEGABYTE),
    ),
  )
  expect([[...ridge.lengths], [...mixture.lists.lengths]]).toEqual([
    [1, 1, 0],
    [1, 1, 0],
  ])
  expect(mixture.isSupported[0]).toBe(0)
})

it('a pair in a single order is no neighbour', () => {
  const baskets = basketsOf(3, [{ items: [0, 1] }, { items: [2] }])
  const { ridge } = run(
    findNeighbours(
      baskets,
      ALL,
      LIKELY,
      new PairTable(baskets, MEGABYTE),
      new SupportedPairs(baskets, MEGABYTE),
    ),
  )
  expect([...ridge.lengths]).toEqual([0, 0, 0])
})
