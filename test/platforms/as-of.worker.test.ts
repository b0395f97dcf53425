import { expect, it } from 'vitest'
import { aShop } from '../a-shop.ts'
import { connected } from '../ingest/hooks/platforms.ts'

const DAY = 86_400_000

it('a change after the reading counts, although its message came before the slower program', async () => {
  const shop = await aShop()
  const read = Date.now() - 5_000
  const items = (price: number) => ({
    items: [{ item_id: '7', title: 'Mug', variants: [{ variant_id: '7', price, availability: 'in_stock' }] }],
  })
  const platform = await connected(shop, 'woocommerce')
  await shop.call(`/v1/items?as_of=${read - DAY}`, 'PUT', items(100))
  const changed = new Date(read + 2_000).toISOString().slice(0, 19)
  const product = {
    id: 7,
    name: 'Mug',
    type: 'simple',
    status: 'publish',
    price: '3.00',
    stock_status: 'instock',
  }
  await platform.deliver({
    topic: 'product.updated',
    id: 'change',
    at: new Date(read + 2_000).toISOString(),
    body: { ...product, date_modified_gmt: changed },
  })
  await shop.call(`/v1/items?as_of=${read}`, 'PUT', items(200))
  expect((await shop.call('/v1/items/7')).body.variants[0].price).toBe(300)
  // Without the time of reading the program is the newest.
  await shop.call('/v1/items', 'PUT', items(400))
  expect((await shop.call('/v1/items/7')).body.variants[0].price).toBe(400)
})

it('an order that was read earlier does not replace a newer one, and a time of the future counts as now', async () => {
  const shop = await aShop()
  const order = (quantity: number) => ({ orders: [{ order_id: '1', lines: [{ item_id: 'a', quantity }] }] })
  const now = Date.now()
  await shop.call(`/v1/orders?as_of=${now}`, 'POST', order(1))
  await shop.call(`/v1/orders?as_of=${now - DAY}`, 'POST', order(2))
  expect((await shop.call('/v1/orders/1')).body.lines[0].quantity).toBe(1)
  await shop.call(`/v1/orders?as_of=${now + 400 * DAY}`, 'POST', order(3))
  await shop.call('/v1/orders', 'POST', order(4))
  expect((await shop.call('/v1/orders/1')).body.lines[0].quantity).toBe(4)
  expect(await shop.call('/v1/orders?as_of=soon', 'POST', order(5))).toMatchObject({ status: 400 })
})

it('a request for the deletion of the shop is noted, and deletes nothing', async () => {
  const shop = await aShop()
  await shop.call('/v1/orders', 'POST', { orders: [{ order_id: '1', lines: [{ item_id: 'a' }] }] })
  const made = await shop.call('/v1/privacy-requests', 'POST', { kind: 'shop_redact' })
  expect(made).toMatchObject({ status: 201, body: { kind: 'shop_redact', orders: 1, order_ids: [] } })
  expect((await shop.call('/v1/orders/1')).status).toBe(200)
})

it('a sync of many requests has one model mined, by the last of them', async () => {
  const shop = await aShop()
  const item = (item_id: string) => ({
    items: [{ item_id, title: 'Mug', variants: [{ variant_id: item_id, availability: 'in_stock' }] }],
  })
  const orders = (from: number) => ({
    orders: Array.from({ length: 20 }, (_, n) => ({ order_id: String(from + n), lines: [{ item_id: 'a' }] })),
  })
  const models = async () => (await shop.call('/v1/models')).body.items.length
  await shop.call('/v1/items?more=1', 'PUT', item('a'))
  await shop.call('/v1/orders?more=1', 'POST', orders(0))
  expect(await models()).toBe(0)
  await shop.call('/v1/orders', 'POST', orders(100))
  expect(await models()).toBe(1)
  expect((await shop.call('/v1/items?more=yes', 'PUT', item('b'))).status).toBe(400)
})
