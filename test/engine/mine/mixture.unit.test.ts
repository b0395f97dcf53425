import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Baskets } from '../../../engine/data/baskets.ts'
import { backgroundOf, creditOf, creditUnit, fitMixture } from '../../../engine/mine/pairs/mixture.ts'
import { findNeighbours, SHARE_UNIT } from '../../../engine/mine/pairs/neighbours.ts'
import { PairTable } from '../../../engine/mine/pairs/pair-table.ts'
import { SupportedPairs } from '../../../engine/mine/pairs/supported-pairs.ts'
import { always } from '../../always.ts'
import { type Bought, basketsOf, ITEMS, run, someOrders } from './a-shop.ts'

const NUMBERS = Array.from({ length: ITEMS }, (_, item) => item)

/** Returns how much each item explains each other one, by the engine. */
function fitted(baskets: Baskets): number[][] {
  const needs = { min_co_orders: 1, min_customers: 1 }
  const { mixture } = run(
    findNeighbours(
      baskets,
      needs,
      { ridge: 50, mixture: 50 },
      new PairTable(baskets, 1_000),
      new SupportedPairs(baskets, 1_000),
    ),
  )
  const { shares } = run(fitMixture(baskets, mixture))
  return NUMBERS.map((item) =>
    NUMBERS.map((other) => {
      const { items, lengths, stride } = mixture.lists
      const from = item * stride
      const at = items.subarray(from, from + (lengths[item] ?? 0)).indexOf(other)
      return at < 0 ? 0 : (shares[from + at] ?? 0)
    }),
  )
}

/** The same by the formulas of engine/mine/pairs/mixture.ts, on plain numbers and whole matrices. */
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
  const credit = NUMBERS.map(() => NUMBERS.map(() => 0))
  for (const held of baskets) {
    for (const t of held) {
      const others = held.filter((i) => i !== t)
      const explained = (q[t] ?? 0) + sum(others.map((i) => first[i]?.[t] ?? 0))
      for (const i of others) {
        const row = credit[i] ?? []
        row[t] = (row[t] ?? 0) + (first[i]?.[t] ?? 0) / explained
      }
    }
  }
  return NUMBERS.map((i) =>
    NUMBERS.map((j) => {
      const holding = baskets.filter((held) => held.includes(i)).length
      return ((credit[i]?.[j] ?? 0) + 15 * (first[i]?.[j] ?? 0)) / (holding + 15)
    }),
  )
}

const anonymous = someOrders.map((orders) => orders.map(({ who: _, ...order }): Bought => order))

it('equals the formulas on whole matrices', () => {
  const agrees = fc.property(anonymous, (orders) => {
    const [found, expected] = [fitted(basketsOf(ITEMS, orders)), naive(orders)]
    for (const i of NUMBERS)
      for (const j of NUMBERS) expect(found[i]?.[j]).toBeCloseTo(expected[i]?.[j] ?? 0, 5)
  })
  always(agrees)
})

it('explains away: a pot that is only bought with tea gives the mug a lower weight than tea does', () => {
  const orders: Bought[] = [
    ...Array(50).fill({ items: [0, 1] }),
    ...Array(50).fill({ items: [0, 1, 2] }),
    ...Array(100).fill({ items: [3] }),
  ]
  const found = fitted(basketsOf(ITEMS, orders))
  expect(found[0]?.[1]).toBeGreaterThan(1.5 * (found[2]?.[1] ?? 1))
})

it('an order of half the weight gives half the credit, and counts as half an order', () => {
  const orders = (weight?: number): Bought[] => [
    { items: [0, 1], ...(weight && { weight }) },
    { items: [0, 2], ...(weight && { weight }) },
  ]
  const [whole, half] = [fitted(basketsOf(ITEMS, orders())), fitted(basketsOf(ITEMS, orders(128 / 255)))]
  const share = 128 / 255
  // Two orders of tea: the initial estimate is ½, popularity ¼, so tea explains two thirds of the mug.
  expect(whole[0]?.[1]).toBeCloseTo((2 / 3 + 15 / 2) / (2 + 15), 6)
  expect(half[0]?.[1]).toBeCloseTo(((2 / 3) * share + 15 / 2) / (2 * share + 15), 6)
})

/** The quotient without remainder, halves up, on integers of any size. */
const exactCredit = (share: number, sum: number, weight: number, unit: number): number => {
  const [e, s, v, u] = [BigInt(share), BigInt(sum), BigInt(weight), BigInt(unit)]
  return Number((2n * v * u * e + 255n * s) / (510n * s))
}

it('credits are those of exact integers, up to the largest that orders can have', () => {
  const most = 1_000 * SHARE_UNIT
  const sizes = fc.tuple(fc.integer({ min: 0, max: SHARE_UNIT }), fc.integer({ min: 1, max: most }))
  const weights = fc.tuple(fc.integer({ min: 1, max: 255 }), fc.integer({ min: 1, max: 2 ** 32 - 1 }))
  const agrees = fc.property(sizes, weights, ([share, more], [weight, orders]) => {
    const unit = creditUnit(orders)
    const sum = Math.min(most, share + more)
    const credit = creditOf(share, sum, weight, unit)
    expect(credit).toBe(exactCredit(share, sum, weight, unit))
    expect(credit * orders).toBeLessThan(2 ** 32)
  })
  always(agrees, 2_000)
  for (const sum of [SHARE_UNIT, most - 1, most]) {
    for (const share of [1, SHARE_UNIT - 1, SHARE_UNIT]) {
      expect(2 * 255 * 2 ** 20 * share + 255 * sum).toBeLessThan(2 ** 53)
      expect(creditOf(share, sum, 255, 2 ** 20)).toBe(exactCredit(share, sum, 255, 2 ** 20))
    }
  }
})

it('an order of full weight has the short form of the credit', () => {
  const short = (share: number, sum: number) => Math.floor((2 * share * 2 ** 20 + sum) / (2 * sum))
  expect([creditOf(5_000_000, 9_000_001, 255, 2 ** 20), creditOf(3, 7, 255, 2 ** 20)]).toEqual([
    short(5_000_000, 9_000_001),
    short(3, 7),
  ])
})

it('popularity is never nothing', () => {
  expect([backgroundOf(1, 3), backgroundOf(1, 2 ** 30)]).toEqual([Math.floor(2 ** 24 / 3), 1])
})
