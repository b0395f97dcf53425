import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { type Cost, metered } from '../../bench/inside/meter.ts'
import type { RecommendationQuery } from '../../schema/serving/questions.ts'
import { ask } from '../../worker/serve/answer.ts'
import { open } from '../../worker/store/open.ts'
import { aShop, itemsFile, ordersFile, plainItems, type TestShop } from '../a-shop.ts'

async function costOf(shop: TestShop, question: Partial<RecommendationQuery>) {
  const cost: Cost = { round_trips: 0, rows_read: 0 }
  const store = open({ ...env, DB: metered(env.DB, cost) }, shop.shop_id)
  const full: RecommendationQuery = { placement: 'product', intent: 'complementary', ...question }
  const { compose } = await ask(store, full, Date.now())
  const [{ trace = [] } = {}] = await compose({ orders: 1, trace: true })
  return { ...cost, candidates: trace.length }
}

const ids = Array.from({ length: 200 }, (_, n) => `item-${n}`)
/** 3,000 orders in which all items are bought together, so that all lists are full. */
const baskets = Array.from({ length: 3_000 }, (_, n) =>
  [0, 1, 5, 11, 23].map((step) => `item-${(n * 7 + step * step) % 200}`).join(' '),
)

async function fullShop(): Promise<TestShop> {
  const shop = await aShop()
  const rows = ids.map((id, n) => `${id},The ${id},/i/${id},/i/${id}.png,9.90,Shelf ${n % 4}`)
  await shop.give('items', itemsFile(rows))
  await shop.give('orders', ordersFile(baskets))
  const relations = ids.slice(1, 6).map((id) => `item-0,${id},accessory`)
  await shop.give('relations', ['item_id,related_item_id,relationship_type', ...relations].join('\n'))
  return shop
}

it('a product page costs one round trip and at most 6 + 3 rows per candidate', async () => {
  const shop = await fullShop()
  const { round_trips, rows_read, candidates } = await costOf(shop, { item_id: 'item-0' })
  expect(round_trips).toBe(1)
  expect(candidates).toBeGreaterThan(40)
  expect(rows_read).toBeLessThanOrEqual(6 + 3 * candidates)
})

it('a product page of an unknown item costs no more', async () => {
  const shop = await fullShop()
  const { round_trips, rows_read, candidates } = await costOf(shop, { item_id: 'nobody' })
  expect(round_trips).toBe(1)
  expect(rows_read).toBeLessThanOrEqual(6 + 3 * candidates)
})

it.each([1, 2, 10, 50, 100])(
  'a cart of %i items costs two round trips and at most 4 + 2k + 3 rows per candidate',
  async (k) => {
    const shop = await fullShop()
    const { round_trips, rows_read, candidates } = await costOf(shop, {
      placement: 'cart',
      cart_item_ids: ids.slice(0, k),
    })
    expect(round_trips).toBe(2)
    expect(rows_read).toBeLessThanOrEqual(4 + 2 * k + 3 * candidates)
  },
)

it('a home page costs one round trip and at most 6 + 3 rows per candidate', async () => {
  const shop = await fullShop()
  const { round_trips, rows_read, candidates } = await costOf(shop, { placement: 'home' })
  expect(round_trips).toBe(1)
  expect(candidates).toBe(24)
  expect(rows_read).toBeLessThanOrEqual(6 + 3 * candidates)
})

it('other shops in the database add no rows', async () => {
  const alone = await aShop()
  await alone.give('items', plainItems(['tea', 'mug']))
  const before = await costOf(alone, { item_id: 'tea' })
  await fullShop()
  expect(await costOf(alone, { item_id: 'tea' })).toEqual(before)
})
