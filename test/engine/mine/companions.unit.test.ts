import { expect, it } from 'vitest'
import { DEFAULT_CART, DEFAULT_PAGE } from '../../../engine/mine/settings.ts'
import { MAX_COMPANIONS } from '../../../vocabulary/lists.ts'
import { type Bought, basketsOf, companionsOf, ALL as SUPPORTED } from './a-shop.ts'

/** Every pair has enough support, and best sellers do not count. */
const ALL = {
  ...SUPPORTED,
  page: { ...DEFAULT_PAGE, prior: 0 },
  cart: { ...DEFAULT_CART, best_sellers: false },
}

const TEA = 0
const MUG = 1
const POT = 2

it('equals the calculation by hand', () => {
  const orders = [{ items: [TEA, MUG] }, { items: [TEA, MUG, POT] }, { items: [TEA] }]
  // Three orders contain tea: mug (1/2 + 1/3) / 3, pot 1/3 / 3. In a cart by share alone, of five orders more.
  const cart = { ridge: 0, mixture: 0, share: 1, popularity: 0 }
  expect(companionsOf(basketsOf(3, orders), TEA, { ...ALL, cart })).toEqual([
    { item: MUG, score: 0.277778, cart_weight: 0.104167, co_orders: 2, item_orders: 2 },
    { item: POT, score: 0.111111, cart_weight: 0.0416667, co_orders: 1, item_orders: 1 },
  ])
})

it('with a calibration the score is a probability', () => {
  const orders = [{ items: [TEA, MUG] }, { items: [TEA, MUG, POT] }, { items: [TEA] }]
  // Odds of twice the score: 5/18 becomes 10/18 : 1, and so 10/28; 1/9 becomes 2/11.
  const calibration = { intercept: Math.log(2), slope: 1 }
  const kept = companionsOf(basketsOf(3, orders), TEA, { ...ALL, page: { ...ALL.page, calibration } })
  expect(kept.map(({ item, score }) => [item, score])).toEqual([
    [MUG, 0.357143],
    [POT, 0.181818],
  ])
})

it('an item without orders has no companions', () => {
  expect(companionsOf(basketsOf(3, [{ items: [TEA, MUG] }]), POT, ALL)).toEqual([])
})

it("a wholesaler's order of 200 items shares one vote", () => {
  const [mug] = companionsOf(basketsOf(2, [{ items: [TEA, MUG], size: 200 }]), TEA, ALL)
  expect(mug?.score).toBeCloseTo(1 / 200, 8)
})

it('of one customer the three oldest orders count for the score, and all count as evidence', () => {
  const order = (day: number, size: number): Bought => ({ who: 'ann', day, items: [TEA, MUG], size })
  const orders = [order(4, 50), order(1, 2), order(5, 50), order(2, 2), order(3, 2)]
  const [mug] = companionsOf(basketsOf(2, orders), TEA, ALL)
  expect(mug?.score).toBeCloseTo(3 / 2 / 5, 6)
  expect([mug?.co_orders, mug?.item_orders]).toEqual([5, 5])
})

it('a pair needs its minimum of orders', () => {
  const pair = (times: number) =>
    companionsOf(basketsOf(2, Array(times).fill({ items: [TEA, MUG] })), TEA, { ...ALL, min_co_orders: 3 })
  expect([pair(2).length, pair(3).length]).toEqual([0, 1])
})

it('a pair needs its minimum of customers: one who buys it daily proves nothing', () => {
  const often = Array.from({ length: 30 }, (_, day): Bought => ({ who: 'ann', day, items: [TEA, MUG] }))
  const found = (orders: Bought[]) =>
    companionsOf(basketsOf(2, orders), TEA, { ...ALL, min_co_orders: 2, min_customers: 2 })
  expect(found(often)).toEqual([])
  expect(found([...often, { who: 'bob', items: [TEA, MUG] }])).toHaveLength(1)
})

it('a best seller without support counts as one, and is no evidence', () => {
  const often = Array.from({ length: 30 }, (_, day): Bought => ({ who: 'ann', day, items: [TEA, MUG] }))
  const [mug] = companionsOf(basketsOf(2, often), TEA, { min_co_orders: 2, min_customers: 2 })
  expect(mug).toMatchObject({ item: MUG, co_orders: 0, item_orders: 30, popular: true })
})

it('an order of n items has n^-x votes', () => {
  const orders = [{ items: [TEA, MUG] }, { items: [TEA, MUG], size: 4 }]
  const score = (size_exponent: number) => {
    const page = { ...ALL.page, size_exponent, similar: null }
    return companionsOf(basketsOf(2, orders), TEA, { ...ALL, page })[0]?.score
  }
  expect(score(0)).toBeCloseTo(2 / 2, 6)
  expect(score(0.5)).toBeCloseTo((Math.SQRT1_2 + 1 / 2) / 2, 6)
  expect(score(1)).toBeCloseTo((1 / 2 + 1 / 4) / 2, 6)
})

it('the popularity exponent can raise best sellers', () => {
  const orders = [{ items: [TEA, POT] }, { items: [TEA, POT, MUG] }, ...Array(20).fill({ items: [MUG] })]
  const first = (popularity: number) => {
    const page = { ...ALL.page, popularity }
    return companionsOf(basketsOf(3, orders), TEA, { ...ALL, page })[0]?.item
  }
  expect([first(0), first(1)]).toEqual([POT, MUG])
})

it('keeps 50: the 24 best for the product page, and the best for the cart', () => {
  // Item n is bought with item 0 once, in an order of n items: the share decreases with n, and in the cart it increases.
  const beside = Array.from({ length: 80 }, (_, n): Bought => ({ items: [0, n + 1], size: n + 20 }))
  const cart = { ridge: 0, mixture: 0, share: -1, popularity: 0 }
  const kept = companionsOf(basketsOf(81, beside), 0, { ...ALL, cart })
  expect(kept).toHaveLength(MAX_COMPANIONS)
  expect(kept.map(({ item }) => item)).toEqual([...range(1, 24), ...range(55, 80)])
  expect(kept.every(({ cart_weight, score }) => cart_weight < 0 && score > 0)).toBe(true)
})

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n)
