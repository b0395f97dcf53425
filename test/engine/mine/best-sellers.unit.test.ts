import { expect, it } from 'vitest'
import { bestSellers, currentBestSellers } from '../../../engine/mine/best-sellers.ts'
import { type Bought, basketsOf } from './a-shop.ts'

const times = (n: number, order: Bought): Bought[] => Array.from({ length: n }, () => order)
const of = (found: { item: number; score: number }[]) => found.map(({ item, score }) => [item, score])

it('best sellers are ordered by their share of orders', () => {
  const baskets = basketsOf(3, [...times(3, { items: [0] }), ...times(1, { items: [0, 1] })])
  expect(of(bestSellers(baskets))).toEqual([
    [0, 1],
    [1, 0.25],
  ])
})

it('for recent best sellers an order of 14 days ago counts half, and the evidence counts whole orders', () => {
  const baskets = basketsOf(3, [
    ...times(3, { items: [0], day: 1_000 }),
    ...times(2, { items: [1], day: 1_014 }),
  ])
  expect(of(currentBestSellers(baskets))).toEqual([
    [1, expect.closeTo(2 / 3.5, 5)],
    [0, expect.closeTo(1.5 / 3.5, 5)],
  ])
  expect(currentBestSellers(baskets).map(({ co_orders }) => co_orders)).toEqual([2, 3])
})

it('orders around this day a year ago count half as much as those of today, orders of another season nothing', () => {
  const year = 365
  const baskets = basketsOf(3, [
    ...times(4, { items: [0], day: 1_000 - 180 }),
    ...times(4, { items: [1], day: 1_000 - year + 10 }),
    ...times(1, { items: [2], day: 1_000 }),
  ])
  expect(of(currentBestSellers(baskets))).toEqual([
    [1, expect.closeTo(2 / 3, 3)],
    [2, expect.closeTo(1 / 3, 3)],
    [0, expect.closeTo(0, 3)],
  ])
})

it('without dates the recent best sellers are the best sellers', () => {
  const baskets = basketsOf(2, [...times(2, { items: [0] }), { items: [0, 1] }])
  expect(currentBestSellers(baskets)).toEqual(bestSellers(baskets))
})
