import { expect, it } from 'vitest'
import { MOST_COMPANIONS } from '../../engine/mine/companions.ts'
import { ALL, type Bought, basketsOf, companionsOf } from './a-shop.ts'

const TEA = 0
const MUG = 1
const POT = 2

it('agrees with the one worked by hand', () => {
  const orders = [{ items: [TEA, MUG] }, { items: [TEA, MUG, POT] }, { items: [TEA] }]
  // Three orders hold tea: mug (1/2 + 1/3) / (3 + 5), over 2^0.35 in the cart; pot 1/3 / 8, over 1.
  expect(companionsOf(basketsOf(3, orders), TEA)).toEqual([
    { item: MUG, score: 0.104167, cart_weight: 0.0817275, co_orders: 2, item_orders: 2 },
    { item: POT, score: 0.0416667, cart_weight: 0.0416667, co_orders: 1, item_orders: 1 },
  ])
})

it('an item that nobody bought has no companions', () => {
  expect(companionsOf(basketsOf(3, [{ items: [TEA, MUG] }]), POT)).toEqual([])
})

it("a wholesaler's order of 200 things spreads one vote", () => {
  const [mug] = companionsOf(basketsOf(2, [{ items: [TEA, MUG], size: 200 }]), TEA)
  expect(mug?.score).toBeCloseTo(1 / 200 / 6, 8)
})

it('of one customer three orders count for the score, the oldest; as evidence all do', () => {
  const order = (day: number, size: number): Bought => ({ who: 'ann', day, items: [TEA, MUG], size })
  const orders = [order(4, 50), order(1, 2), order(5, 50), order(2, 2), order(3, 2)]
  const [mug] = companionsOf(basketsOf(2, orders), TEA)
  expect(mug?.score).toBeCloseTo(3 / 2 / 10, 6)
  expect([mug?.co_orders, mug?.item_orders]).toEqual([5, 5])
})

it('a pair needs its orders', () => {
  const pair = (times: number) =>
    companionsOf(basketsOf(2, Array(times).fill({ items: [TEA, MUG] })), TEA, { ...ALL, min_co_orders: 3 })
  expect([pair(2).length, pair(3).length]).toEqual([0, 1])
})

it('a pair needs its customers: one who buys it daily proves nothing', () => {
  const often = Array.from({ length: 30 }, (_, day): Bought => ({ who: 'ann', day, items: [TEA, MUG] }))
  const found = (orders: Bought[]) =>
    companionsOf(basketsOf(2, orders), TEA, { min_co_orders: 2, min_customers: 2 })
  expect(found(often)).toEqual([])
  expect(found([...often, { who: 'bob', items: [TEA, MUG] }])).toHaveLength(1)
})

it('a popular companion weighs less in the cart than a rare one of the same score', () => {
  const orders = [{ items: [TEA, MUG, POT] }, { items: [MUG] }, { items: [MUG] }]
  const [mug, pot] = companionsOf(basketsOf(3, orders), TEA)
  expect(mug?.score).toBe(pot?.score)
  expect((mug?.cart_weight ?? 0) / (pot?.cart_weight ?? 1)).toBeCloseTo(3 ** -0.35, 5)
})

it('keeps 50: the 40 best for the page, and of the rest the 10 best for the cart', () => {
  // Item n stands beside item 0 once, in an order of n things: the score falls with n. Items over 60 are bought once
  // only, the others ten times more, so that the cart prefers the last ones.
  const beside = Array.from({ length: 80 }, (_, n): Bought => ({ items: [0, n + 1], size: n + 20 }))
  const alone = Array.from({ length: 600 }, (_, n): Bought => ({ items: [1 + (n % 60)] }))
  const kept = companionsOf(basketsOf(81, [...beside, ...alone]), 0).map(({ item }) => item)
  expect(kept).toHaveLength(MOST_COMPANIONS)
  expect(kept).toEqual([...range(1, 40), ...range(61, 70)])
})

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n)
