import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { aShop, ordersFile, plainItems, times } from '../../a-shop.ts'
import { message, minute, shopifyOrder } from '../hooks/bodies.ts'
import { connected } from '../hooks/platforms.ts'

const codes = (steps: { code: string }[]) => steps.map(({ code }) => code)

it('an empty shop is told how to begin', async () => {
  const { body } = await (await aShop()).call('/v1/status')
  expect(body).toMatchObject({
    catalogue: { items: 0, published: 0, confirmed_at: null, prices_hidden: 0 },
    orders: { orders: 0, newest_order_at: null, received_at: null, new_orders: 0 },
    model: null,
    imports: [],
    feeds: [],
    hooks: [],
  })
  expect(codes(body.next_steps)).toEqual(['no_catalogue', 'no_orders'])
})

it('each kind of data reports when it was last received', async () => {
  const shop = await aShop()
  const began = Date.now()
  await shop.give('items', plainItems(['tea', 'mug', 'pot']))
  await shop.give('orders', ordersFile(times(12, 'tea mug')))
  await shop.call('/v1/feeds', 'PUT', { url: 'https://127.0.0.1:1/feed.csv', kind: 'items' })
  const { deliver } = await connected(shop, 'shopify')
  await deliver(message('orders/create', shopifyOrder(1001, minute(1))))
  await shop.settle()
  const { body } = await shop.call('/v1/status')
  expect(body).toMatchObject({
    catalogue: { items: 3, published: 3, prices_hidden: 0 },
    orders: { orders: 13, new_orders: 1 },
    model: { model_id: (await shop.model()).model_id },
    imports: [
      { kind: 'orders', status: 'done' },
      { kind: 'items', status: 'done' },
    ],
    hooks: [{ platform: 'shopify', problem: null }],
  })
  expect(body.catalogue.confirmed_at).toBeGreaterThanOrEqual(began)
  expect(body.orders.received_at).toBeGreaterThan(0)
  expect(body.hooks[0].received_at).toBeGreaterThanOrEqual(began)
})

it('unconfirmed prices are counted, and the status states what to do', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug', 'pot']))
  const old = Date.now() - 8 * 86_400_000
  await env.DB.prepare('update items set as_of = ?1 where shop_id = ?2').bind(old, shop.shop_id).run()
  expect((await shop.call('/v1/status')).body.catalogue.prices_hidden).toBe(0)
  await env.DB.prepare('update shops set catalogue_at = ?1 where shop_id = ?2').bind(old, shop.shop_id).run()
  await shop.give('items', plainItems(['tea']), '&partial=1')
  const { body } = await shop.call('/v1/status')
  expect(body.catalogue).toMatchObject({ published: 3, prices_hidden: 2, price_days: 7 })
  expect(codes(body.next_steps)).toContain('prices_hidden')
})

it('a failing feed is reported with its reason', async () => {
  const shop = await aShop()
  await shop.call('/v1/feeds', 'PUT', { url: 'https://127.0.0.1:1/feed.csv', kind: 'items' })
  await shop.settle()
  const { body } = await shop.call('/v1/status')
  expect(body.feeds).toMatchObject([{ last_status: 'failed', failures: 1, problem: expect.any(String) }])
  expect(body.next_steps).toContainEqual({
    code: 'feed_failing',
    facts: { url: 'https://127.0.0.1:1/feed.csv', attempts: 1, problem: body.feeds[0].problem },
    text: expect.stringContaining('127.0.0.1'),
  })
})
