import { expect, it } from 'vitest'
import { Arena } from '../../../engine/data/arena.ts'
import { Baskets, headOf, shapeOf } from '../../../engine/data/baskets.ts'
import { Prior, popularItems } from '../../../engine/mine/pairs/prior.ts'
import { basketsOf, companionsOf } from './a-shop.ts'

const ORDERS = [{ items: [0, 1] }, { items: [0, 1, 2] }, { items: [0] }, { items: [2, 3] }]

it('is the mean row of the co-occurrence matrix, rows weighted by the orders of their items', () => {
  const { shares } = new Prior(basketsOf(4, ORDERS), 0, [])
  // Eight lines; beside item 0 are one and two others in its orders, beside item 1 the same, beside item 2 two and one.
  expect([...shares]).toEqual([3 / 8, 3 / 8, 3 / 8, 1 / 8])
})

it('orders of n items have n^-x votes', () => {
  const { shares } = new Prior(basketsOf(4, ORDERS), 1, [])
  const expected = [1 / 2 + 2 / 3, 1 / 2 + 2 / 3, 2 / 3 + 1 / 2, 1 / 2].map((votes) => votes / 8)
  for (const [item, share] of expected.entries()) expect(shares[item]).toBeCloseTo(share, 4)
})

it('popular is what is bought with other items, best first; equal items by number', () => {
  expect(popularItems(basketsOf(5, ORDERS))).toEqual([0, 1, 2, 3])
  const alone = [...ORDERS, ...Array(9).fill({ items: [4] })]
  expect(popularItems(basketsOf(5, alone))).toEqual([0, 1, 2, 3])
})

it('orders count by their weight, as their votes do, so that an old order does not lower what a pair is worth', () => {
  const weighted = ORDERS.map((order, at) => ({ ...order, weight: at === 0 ? 0.2 : 1 }))
  const prior = new Prior(basketsOf(4, weighted), 0, [])
  expect([0, 1, 2, 3].map((item) => prior.ordersOf(item))).toEqual([2.2, 1.2, 2, 1])
})

it('orders that all count 0.4 say nearly the same as in full: they are fewer, and not less often with the companion', () => {
  const orders = Array.from({ length: 400 }, (_, at) => ({ items: [0, 1 + (at % 3)], who: `w${at}` }))
  const scoreOf = (weight: number) => {
    const baskets = basketsOf(
      4,
      orders.map((order) => ({ ...order, weight })),
    )
    return companionsOf(baskets, 1).find(({ item }) => item === 0)?.score ?? 0
  }
  expect(scoreOf(0.4) / scoreOf(1)).toBeGreaterThan(0.8)
  expect(scoreOf(0.4) / scoreOf(1)).toBeLessThan(1)
})

it('the orders of an item are counted exactly beyond 16.8 million, where their weights exceed 32 bits', () => {
  // Every order holds item 0 alone, with the full weight of 255: together 2³² + 254.
  const orders = 16_843_010
  const heads = new Uint32Array(2 * orders + 1)
  const head = headOf(shapeOf(1, 255), true)
  for (let order = 0; order < orders; order += 1) {
    heads[2 * order] = order
    heads[2 * order + 1] = head
  }
  heads[2 * orders] = orders
  const baskets = new Baskets({
    ...{ items: 1, orders, lines: orders, customers: orders, pairs: 0, arena: new Arena(), heads },
    ...{ orderItems: new Uint16Array(orders), days: new Uint16Array(0), itemOrders: Uint32Array.of(orders) },
  })
  expect(new Prior(baskets, 1, []).ordersOf(0)).toBe(orders)
})
