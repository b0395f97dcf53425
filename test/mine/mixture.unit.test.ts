import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Baskets } from '../../engine/mine/baskets.ts'
import { fitMixture } from '../../engine/mine/mixture.ts'
import { findNeighbours } from '../../engine/mine/neighbours.ts'
import { Pairs } from '../../engine/mine/pairs.ts'
import { always } from '../always.ts'
import { type Bought, basketsOf, ITEMS, run, someOrders } from './a-shop.ts'

const NUMBERS = Array.from({ length: ITEMS }, (_, item) => item)

/** What each item explains of each other one, as the engine fits it. */
function fitted(baskets: Baskets): number[][] {
  const needs = { min_co_orders: 1, min_customers: 1 }
  const { support } = run(findNeighbours(baskets, needs, 50, new Pairs(baskets, 1_000)))
  run(fitMixture(baskets, support))
  return NUMBERS.map((item) =>
    NUMBERS.map((other) => {
      const at = support.find(item, other)
      return at < 0 ? 0 : (support.values[at] ?? 0)
    }),
  )
}

/** The same by the formulas of engine/mine/mixture.ts, on plain numbers and whole matrices. */
function naive(orders: readonly Bought[]): number[][] {
  const baskets = orders.map(({ items }) => items)
  const lines = baskets.reduce((sum, { length }) => sum + length, 0)
  const q = NUMBERS.map((item) => baskets.filter((held) => held.includes(item)).length / lines)
  const votes = NUMBERS.map((i) =>
    NUMBERS.map((j) =>
      orders
        .filter(({ items }) => i !== j && items.includes(i) && items.includes(j))
        .reduce((sum, { size = 1 }) => sum + 1 / size, 0),
    ),
  )
  const sum = (row: readonly number[]) => row.reduce((all, one) => all + one, 0)
  const first = votes.map((row) => row.map((vote) => (sum(row) === 0 ? 0 : vote / sum(row))))
  let e = first
  for (let round = 0; round < 4; round += 1) {
    const credit = NUMBERS.map(() => NUMBERS.map(() => 0))
    const total = NUMBERS.map(() => 0)
    for (const held of baskets.filter(({ length }) => length > 1)) {
      const mass = 1 + sum(held.map((i) => sum(e[i] ?? [])))
      for (const i of held) total[i] = (total[i] ?? 0) + held.length / mass
      for (const t of held) {
        const others = held.filter((i) => i !== t)
        const explained = (q[t] ?? 0) + sum(others.map((i) => e[i]?.[t] ?? 0))
        for (const i of others) {
          const row = credit[i] ?? []
          row[t] = (row[t] ?? 0) + (e[i]?.[t] ?? 0) / explained
        }
      }
    }
    e = NUMBERS.map((i) =>
      NUMBERS.map((j) => ((credit[i]?.[j] ?? 0) + 20 * (first[i]?.[j] ?? 0)) / ((total[i] ?? 0) + 20)),
    )
  }
  return e
}

const anonymous = someOrders.map((orders) => orders.map(({ who: _, ...order }): Bought => order))

it('is what the formulas give on whole matrices', () => {
  const agrees = fc.property(anonymous, (orders) => {
    const [found, expected] = [fitted(basketsOf(ITEMS, orders)), naive(orders)]
    for (const i of NUMBERS)
      for (const j of NUMBERS) expect(found[i]?.[j]).toBeCloseTo(expected[i]?.[j] ?? 0, 5)
  })
  always(agrees)
})

it('explains away: a pot that only comes with the tea says less of the mug than the tea does', () => {
  const orders: Bought[] = [
    ...Array(50).fill({ items: [0, 1] }),
    ...Array(50).fill({ items: [0, 1, 2] }),
    ...Array(100).fill({ items: [3] }),
  ]
  const found = fitted(basketsOf(ITEMS, orders))
  expect(found[0]?.[1]).toBeGreaterThan(2 * (found[2]?.[1] ?? 1))
})

it('is the same whether the first round is remembered or not', () => {
  const orders = Array.from({ length: 200 }, (_, n): Bought => ({ items: [n % 3, 3 + (n % 5)] }))
  const roomy = basketsOf(ITEMS, orders)
  const tight = basketsOf(ITEMS, orders)
  tight.bytes.take({ byteLength: 64_000_000 })
  expect(fitted(tight)).toEqual(fitted(roomy))
})
