import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { DAY } from '../../vocabulary/time.ts'
import { aShop, ordersFile, plainItems, type TestShop, times } from '../a-shop.ts'

const TEA = 'placement=product&item_id=tea&limit=1'

async function selling(): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug', 'pot']))
  await shop.give('orders', ordersFile([...times(6, 'tea mug'), ...times(4, 'tea pot')]))
  return shop
}

/** Moves the last confirmation of the shop's items `days` into the past. */
const silent = async ({ shop_id }: TestShop, days: number) => {
  const at = Date.now() - days * DAY
  await env.DB.prepare('update items set as_of = ?1 where shop_id = ?2').bind(at, shop_id).run()
  await env.DB.prepare('update shops set catalogue_at = ?1 where shop_id = ?2').bind(at, shop_id).run()
}

const price = async (shop: TestShop) => (await shop.ask(TEA)).body.items[0].price

it('an item that was not confirmed for a week shows no price until it is confirmed again', async () => {
  const shop = await selling()
  expect(await price(shop)).toEqual({ amount: 990, currency: 'EUR' })
  await silent(shop, 6.9)
  expect(await price(shop)).toBeDefined()
  await silent(shop, 7.1)
  expect(await price(shop)).toBeUndefined()
  // The same file again: no item is written, and every item is confirmed.
  expect((await shop.give('items', plainItems(['tea', 'mug', 'pot']))).report).toMatchObject({ same: 3 })
  expect(await price(shop)).toBeDefined()
})

it('a partial file confirms its own items, even when it changes none of them', async () => {
  const shop = await selling()
  await silent(shop, 8)
  await shop.give('items', plainItems(['pot']), '&partial=1')
  expect(await price(shop)).toBeUndefined()
  await shop.give('items', plainItems(['mug']), '&partial=1')
  expect(await price(shop)).toBeDefined()
})

it('the merchant sets after how many days a price is too old', async () => {
  const shop = await selling()
  await silent(shop, 8)
  await shop.call('/v1/settings', 'PATCH', { price_days: 9 })
  expect(await price(shop)).toBeDefined()
  const { status } = await shop.call('/v1/settings', 'PATCH', { price_days: 0 })
  expect(status).toBe(400)
})
