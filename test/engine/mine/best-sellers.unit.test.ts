import { expect, it } from 'vitest'
import { bestSellers, currentBestSellers } from '../../../engine/mine/best-sellers.ts'
import { type Bought, basketsOf } from './a-shop.ts'

const times = (n: number, order: Bought): Bought[] => Array.from({ length: n }, () => order)
const of = (found: { item: number; score: number }[]) => found.map(({ item, score }) => [item, score])

it('best sellers stand by the share of the orders that hold them', () => {
  const baskets = basketsOf(3, [...times(3, { items: [0] }), ...times(1, { items: [0, 1] })])
  expect(of(bestSellers(baskets))).toEqual([
    [0, 1],
    [1, 0.25],
  ])
})

it('what sells now: an order of 14 days ago counts half, evidence counts whole orders', () => {
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

it('what sold around this day a year ago counts half of an order of today, what sold in another season nothing', () => {
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

it('without dates what sells now is what sells', () => {
  const baskets = basketsOf(2, [...times(2, { items: [0] }), { items: [0, 1] }])
  expect(currentBestSellers(baskets)).toEqual(bestSellers(baskets))
})
