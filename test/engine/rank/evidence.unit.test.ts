import { expect, it } from 'vitest'
import { merchantEvidence, publicEvidence } from '../../../engine/rank/evidence.ts'

const seen = (co_orders: number, seed_orders: number) =>
  publicEvidence({ co_orders, seed_orders, item_orders: co_orders }, 'share')

it.each([
  [657, 869, 1],
  [30, 60, 2],
  [40, 60, 2],
  [41, 60, 1],
  [14, 100, 7],
  [3, 30, 10],
  [20, 20, 1],
])('%d of %d orders are about 1 in %d', (co_orders, seed_orders, share) => {
  expect(seen(co_orders, seed_orders)).toEqual({ level: 'share', share })
})

it.each([
  ['fewer than 20 orders: 19 of 19 proves little', 19, 19],
  ['more than 1 in 10', 2, 21],
  ['nothing', 0, 100],
  ['no orders at all', 0, 0],
])('gives only words about %s', (_name, co_orders, seed_orders) => {
  expect(seen(co_orders, seed_orders)).toEqual({ level: 'words' })
})

it.each(['words', 'none'] as const)('shows no number where the shop allows %s', (allowed) => {
  const counted = { co_orders: 30, seed_orders: 60, item_orders: 40 }
  expect(publicEvidence(counted, allowed)).toEqual({ level: 'words' })
})

it('a shop decides down to which share it is shown', () => {
  const counted = { co_orders: 5, seed_orders: 70, item_orders: 5 }
  expect(publicEvidence(counted, 'share', 14)).toEqual({ level: 'share', share: 14 })
  expect(publicEvidence(counted, 'share', 13)).toEqual({ level: 'words' })
})

it('never shows the public a count', () => {
  expect(Object.keys(seen(30, 60)).sort()).toEqual(['level', 'share'])
})

it('shows the merchant counts, interval and lift', () => {
  // Wilson's interval of 8 of 10 as in test/engine/numbers; 10 × 20 / 100 = 2 orders with both are expected by chance.
  expect(merchantEvidence({ co_orders: 8, seed_orders: 10, item_orders: 20 }, 100)).toEqual({
    co_orders: 8,
    seed_orders: 10,
    item_orders: 20,
    orders: 100,
    share: { value: 0.8, low: 0.4902, high: 0.9433 },
    lift: 4,
  })
})

it('a lift of 1 is what chance gives', () => {
  expect(merchantEvidence({ co_orders: 5, seed_orders: 50, item_orders: 100 }, 1_000).lift).toBe(1)
})

it.each([
  [{ co_orders: 0, seed_orders: 0, item_orders: 0 }, 0],
  [{ co_orders: 0, seed_orders: 5, item_orders: 0 }, 100],
])('evidence without counts is no error: %o', (counted, orders) => {
  const { lift, share } = merchantEvidence(counted, orders)
  expect([lift, share.value]).toEqual([0, 0])
})
