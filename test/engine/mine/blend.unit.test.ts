import { expect, it } from 'vitest'
import { blendCartWeight } from '../../../engine/mine/blend.ts'
import { DEFAULT_CART, DEFAULT_PAGE } from '../../../engine/mine/settings.ts'
import { ALL, basketsOf, companionsOf } from './a-shop.ts'

const PARTS = { ridge: 0.2, mixture: 0.1, lent: 0.04, share: 0.3, isSupported: 1 }

it('the weights of a cart item count by its orders', () => {
  const cart = { ridge: 1, mixture: 2, share: 0, popularity: 0, prior: 5 }
  expect(blendCartWeight(cart, PARTS, 5)).toBeCloseTo((0.2 + 2 * 0.1) / 2, 12)
  expect(blendCartWeight(cart, PARTS, 95)).toBeCloseTo(0.4 * 0.95, 12)
  expect(blendCartWeight({ ...cart, prior: 0 }, PARTS, 1)).toBeCloseTo(0.4, 12)
  expect(blendCartWeight({ ...cart, similar: true }, PARTS, 5)).toBeCloseTo(0.2 + 2 * 0.04, 12)
})

it('a pair without support counts in carts that have best sellers anyway', () => {
  const parts = { ...PARTS, isSupported: 0 }
  expect(blendCartWeight({ ...DEFAULT_CART, best_sellers: false }, parts, 5)).toBe(0)
  expect(blendCartWeight(DEFAULT_CART, parts, 5)).toBeGreaterThan(0)
})

const TEA = 0
const MUG = 1
const MILK = 2
/** Tea with a mug in 2 of its 10 orders; milk, the best seller, in 60 others with bread (3), and once with tea. */
const ORDERS = [
  ...Array(2).fill({ items: [TEA, MUG] }),
  { items: [TEA, MILK] },
  ...Array(7).fill({ items: [TEA] }),
  ...Array(60).fill({ items: [MILK, 3] }),
]
const settings = (prior: number) => ({
  ...ALL,
  min_co_orders: 2,
  page: { ...DEFAULT_PAGE, similar: null, prior },
})

it('a best seller comes before a pair of few orders as far as the prior says so', () => {
  const first = (prior: number) => companionsOf(basketsOf(4, ORDERS), TEA, settings(prior))[0]?.item
  expect([first(1), first(80)]).toEqual([MUG, MILK])
})

it('a companion is named after what can be said of it', () => {
  const found = companionsOf(basketsOf(4, ORDERS), TEA, settings(40))
  const named = found.map(({ item, popular, borrowed, co_orders }) => [
    item,
    popular ?? borrowed ?? false,
    co_orders,
  ])
  // The mug is bought with tea more often than with anything; milk has no support, and bread was never bought with it.
  expect(named.sort()).toEqual([
    [MUG, false, 2],
    [MILK, true, 0],
    [3, true, 0],
  ])
})
