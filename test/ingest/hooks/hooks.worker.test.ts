import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { jobs } from '../../../schema/jobs.ts'
import { hooks } from '../../../schema/shop/hooks.ts'
import { DAY } from '../../../vocabulary/time.ts'
import worker from '../../../worker/index.ts'
import {
  aShop,
  everything,
  everythingOfShops,
  ordersFile,
  plainItems,
  send,
  type TestShop,
  times,
} from '../../a-shop.ts'
import {
  message,
  minute,
  redaction,
  type Sent,
  shopifyLine,
  shopifyOrder,
  shopifyProduct,
  shopifyVariant,
  wooLine,
  wooOrder,
  wooProduct,
} from './bodies.ts'
import { connected, plainRows, SECRET, simulator } from './platforms.ts'

const order = (n: number, at = minute(n), more: object = {}): Sent =>
  message('orders/create', shopifyOrder(1000 + n, at, more))
const hooksOf = async (shop: TestShop) => (await shop.call('/v1/hooks')).body.items
const itemsOf = (shop: TestShop) => plainRows(shop, 'items')
const variantsOf = async (shop: TestShop) => JSON.parse(String((await itemsOf(shop))[0]?.variants))

it('the merchant sets the secret, gets the address for messages, and never sees the secret again', async () => {
  const shop = await aShop()
  const { status, body } = await shop.call('/v1/hooks/shopify', 'PUT', { secret: SECRET })
  expect([status, body.address]).toEqual([200, `http://pairwell.test/hooks/${shop.shop_id}/shopify`])
  expect(await hooksOf(shop)).toEqual([body])
  expect(body.counts).toEqual({ taken: {}, late: {}, ignored: {}, refused: 0 })
  expect(JSON.stringify(body)).not.toContain(SECRET)
  expect(await everything()).not.toContain(SECRET)
})

it.each([
  ['PUT', 'shopify', {}, 'invalid_input'],
  ['PUT', 'shopify', { secret: 'short' }, 'invalid_input'],
  ['PUT', 'magento', { secret: SECRET }, 'invalid_input'],
  ['DELETE', 'shopify', undefined, 'no_such_hook'],
])('%s of hook %s is refused (%#)', async (method, platform, body, code) => {
  const shop = await aShop()
  expect((await shop.call(`/v1/hooks/${platform}`, method, body)).body.code).toBe(code)
  expect(await shop.table('hooks')).toEqual([])
})

it.each([
  ['without a signature', { 'X-Shopify-Hmac-Sha256': '' }],
  ['with a signature of nothing', { 'X-Shopify-Hmac-Sha256': 'AAAA' }],
  ['with one that is no base64', { 'X-Shopify-Hmac-Sha256': '%%%' }],
  [
    'with the signature of another body',
    { 'X-Shopify-Hmac-Sha256': 'Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm8=' },
  ],
])('a message %s is refused, and nothing is written', async (_name, headers) => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  const before = await everything()
  const answer = await shopify.deliver(order(1), headers)
  expect([answer.status, answer.body.code]).toEqual([401, 'bad_signature'])
  expect(await everything()).toBe(before)
})

it('a message signed with another shop’s secret is refused', async () => {
  const [ours, others] = [await aShop(), await aShop()]
  await connected(ours, 'shopify')
  await connected(others, 'shopify', 'another secret of another shop')
  const before = await everything()
  const wrong = simulator(ours.shop_id, 'shopify', 'another secret of another shop')
  expect((await wrong.deliver(order(1))).status).toBe(401)
  expect((await simulator('0zzzzzzzzzzzz', 'shopify').deliver(order(1))).status).toBe(401)
  expect((await simulator('zz', 'shopify').deliver(order(1))).status).toBe(401)
  expect((await simulator(others.shop_id, 'woocommerce').deliver(order(1))).status).toBe(401)
  expect(await everything()).toBe(before)
})

it('no web page can read an answer, and no cache stores one', async () => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  for (const answer of [
    await shopify.deliver(order(1)),
    await shopify.deliver(order(1), { 'X-Shopify-Hmac-Sha256': '' }),
  ]) {
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull()
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
  }
})

it('after a change the previous secret is accepted for a day; a deleted hook accepts nothing', async () => {
  const shop = await aShop()
  const old = await connected(shop, 'shopify')
  const fresh = await connected(shop, 'shopify', 'the next secret of this platform')
  await connected(shop, 'shopify', 'the next secret of this platform')
  expect([(await old.deliver(order(1))).status, (await fresh.deliver(order(2))).status]).toEqual([200, 200])
  await env.DB.prepare('update hooks set changed_at = changed_at - 90000000 where shop_id = ?1')
    .bind(shop.shop_id)
    .run()
  expect([(await old.deliver(order(3))).status, (await fresh.deliver(order(4))).status]).toEqual([401, 200])
  expect((await shop.call('/v1/hooks/shopify', 'DELETE')).status).toBe(204)
  expect((await fresh.deliver(order(5))).status).toBe(401)
  expect(await shop.table('orders')).toHaveLength(3)
})

it('messages are counted by topic, and the last unreadable message is shown', async () => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  const first = order(1)
  const answers = [
    await shopify.deliver(first),
    await shopify.deliver(first),
    await shopify.deliver(message('carts/update', { id: 1 })),
    await shopify.deliver({ ...first, topic: 'orders/updated', body: 'no json' }),
    await shopify.deliver(message('orders/updated', { id: 1 })),
    await shopify.deliver(message('orders/create', shopifyOrder(9, minute(9), { financial_status: 'lent' }))),
    await shopify.deliver(message('orders/create', shopifyOrder(9, '2999-01-01T00:00:00Z'))),
    await shopify.deliver({ ...first, topic: '' }),
  ]
  expect(answers.map(({ status }) => status)).toEqual(times(8, '200').map(Number))
  expect(answers.map(({ body }) => Object.keys(body)[0])).toEqual(['taken', 'late', ...times(6, 'ignored')])
  const [hook] = await hooksOf(shop)
  expect(hook.counts).toEqual({
    taken: { 'orders/create': 1 },
    late: { 'orders/create': 1 },
    ignored: { 'carts/update': 1, other: 1 },
    refused: 4,
  })
  expect([hook.problem, typeof hook.received_at]).toEqual([
    'orders/create: "updated_at" is in the future.',
    'number',
  ])
  expect(await shop.table('orders')).toHaveLength(1)
})

it('WooCommerce’s first ping is answered, signed or not, and writes nothing', async () => {
  const shop = await aShop()
  await connected(shop, 'woocommerce')
  const before = await everything()
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const ping = { method: 'POST', body: 'webhook_id=7', headers }
  expect((await send(`/hooks/${shop.shop_id}/woocommerce`, ping)).status).toBe(200)
  expect((await send(`/hooks/${shop.shop_id}/shopify`, ping)).status).toBe(401)
  expect(
    (await send(`/hooks/${shop.shop_id}/woocommerce`, { ...ping, body: 'webhook_id=7&x=1' })).status,
  ).toBe(401)
  expect(await everything()).toBe(before)
})

it('a message of more than 2 MB is refused', async () => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  const { status, body } = await shopify.deliver(message('products/create', { x: 'x'.repeat(2_000_001) }))
  expect([status, body.code]).toEqual([413, 'file_too_large'])
})

it('while the database does not answer, the platform is asked to send again', async () => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  const broken = (after: number) => {
    let statements = 0
    const fail = () => {
      statements += 1
      if (statements > after) throw new Error('D1_ERROR: Network connection lost.')
    }
    const prepare = (text: string) => {
      fail()
      return env.DB.prepare(text)
    }
    const batch = (all: D1PreparedStatement[]) => {
      fail()
      return env.DB.batch(all)
    }
    const DB = { prepare, batch, withSession: () => env.DB.withSession() }
    return { ...env, DB: DB as unknown as D1Database }
  }
  const body = JSON.stringify(shopifyOrder(1001, minute(1)))
  const request = async (): Promise<Request> => {
    const key = await crypto.subtle.importKey(
      'raw',
      new TextEncoder().encode(SECRET),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    )
    const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(body)))
    const headers = {
      'X-Shopify-Topic': 'orders/create',
      'X-Shopify-Hmac-Sha256': btoa(String.fromCharCode(...signature)),
    }
    return new Request(`http://pairwell.test/hooks/${shop.shop_id}/shopify`, {
      method: 'POST',
      body,
      headers,
    })
  }
  // Wherever it fails, all or nothing is stored.
  for (const after of [0, 2, 3, 6]) {
    const { status } = await worker.fetch(await request(), broken(after), createExecutionContext())
    expect([200, 503]).toContain(status)
    if (after < 3) expect(status).toBe(503)
  }
  expect((await shopify.insist(order(1))).status).toBe(200)
  expect(await shop.table('orders')).toHaveLength(1)
})

it('the recommendation id of a line is stored, with its pieces net of refunds', async () => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  const properties = [
    { name: 'Engraving', value: 'For Ann' },
    { name: '_rec_id', value: 'r_123' },
  ]
  const lines = [shopifyLine(1, 'TEA-1', 3, { properties }), shopifyLine(2, 'MUG-1', 1)]
  await shopify.deliver(order(1, minute(1), { line_items: lines }))
  await shopify.deliver(
    message('refunds/create', {
      id: 5,
      order_id: 1001,
      created_at: minute(2),
      refund_line_items: [{ line_item_id: 1, quantity: 1 }],
    }),
  )
  const [row] = await shop.table('orders')
  expect(JSON.parse(String(row?.lines))).toEqual([
    ['s:MUG-1', 1, 450],
    ['s:TEA-1', 2, 450, 'r_123'],
  ])
  expect(await everything()).not.toContain('For Ann')
})

it('the line meta of WooCommerce contains it, too', async () => {
  const shop = await aShop()
  const woo = await connected(shop, 'woocommerce')
  const meta_data = [
    { id: 1, key: '_rec_id', value: 'r_9' },
    { id: 2, key: 'gift', value: { to: 'Ann' } },
  ]
  await woo.deliver(
    message('order.created', wooOrder(1, minute(1), { line_items: [wooLine(1, 'W-1', 1, { meta_data })] })),
  )
  const [row] = await shop.table('orders')
  expect(JSON.parse(String(row?.lines))).toEqual([['s:W-1', 1, 450, 'r_9']])
})

it('a deleted order is not mined; a restored one is', async () => {
  const shop = await aShop()
  const woo = await connected(shop, 'woocommerce')
  const statusOf = async () => (await shop.table('orders'))[0]?.status
  await woo.deliver(message('order.created', wooOrder(1, minute(1))))
  const deletion = message('order.deleted', { id: 1 })
  await woo.deliver(deletion)
  expect(await statusOf()).toBe('cancelled')
  await woo.deliver(message('order.restored', wooOrder(1, minute(1))))
  expect(await statusOf()).toBe('paid')
  // The same delivery again is not a second deletion.
  await woo.deliver(deletion)
  expect(await statusOf()).toBe('paid')
})

it('a message whose body does not fit its topic deletes nothing', async () => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  const product = message('products/create', shopifyProduct(1, 'tea', minute(1)))
  await shopify.deliver(product)
  const before = await itemsOf(shop)
  for (const topic of ['products/delete', 'orders/delete', 'shop/redact', 'customers/redact']) {
    expect((await shopify.deliver({ ...product, topic })).body.ignored).toMatch(/^The body/)
  }
  expect(await itemsOf(shop)).toEqual(before)
})

it.each(['known', 'not yet known'])('a product that is deleted while %s is not published', async (when) => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  const created = message('products/create', shopifyProduct(1, 'tea', minute(1)))
  const deleted = message('products/delete', { id: 1 }, minute(2))
  for (const sent of when === 'known' ? [created, deleted] : [deleted, created]) await shopify.deliver(sent)
  expect((await itemsOf(shop)).map(({ item_id, published }) => [item_id, published])).toEqual([['tea', 0]])
})

it('a product with a new handle is one item, and the old one is unpublished', async () => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  await shopify.deliver(message('products/create', shopifyProduct(1, 'tea', minute(1))))
  await shopify.deliver(message('products/update', shopifyProduct(1, 'green-tea', minute(2))))
  const rows = (await itemsOf(shop)).map(({ item_id, published }) => [item_id, published])
  expect(rows).toEqual([
    ['green-tea', 1],
    ['tea', 0],
  ])
})

const level = (location_id: number, available: number | null, at: number): Sent =>
  message('inventory_levels/update', {
    inventory_item_id: 12,
    location_id,
    available,
    updated_at: minute(at),
  })
const teaAt = (at: number, inventory_quantity: number): Sent =>
  message(
    'products/update',
    shopifyProduct(1, 'tea', minute(at), { variants: [shopifyVariant(11, { inventory_quantity })] }),
  )

it.each([
  ['a place counted since', [teaAt(1, 5), level(1, 0, 2)], [0, 'out_of_stock']],
  ['the sum of places', [teaAt(1, 5), level(1, 2, 2), level(2, 3, 3)], [5, 'in_stock']],
  ['a product counted since', [teaAt(1, 5), level(1, 0, 2), teaAt(3, 8)], [8, 'in_stock']],
  ['a place that does not count', [teaAt(1, 0), level(1, null, 2)], [undefined, 'in_stock']],
])('the stock follows %s, in any order', async (_name, messages, expected) => {
  for (const sent of [messages, [...messages].reverse(), [...messages, ...messages]]) {
    const shop = await aShop()
    const shopify = await connected(shop, 'shopify')
    for (const one of sent) await shopify.deliver(one)
    const [variant] = await variantsOf(shop)
    expect([variant.stock, variant.availability]).toEqual(expected)
  }
})

it('an older message changes nothing that a whole catalogue has set since; a newer one does', async () => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  await shop.give('items', plainItems(['tea']))
  const before = await itemsOf(shop)
  await shopify.deliver(message('products/update', shopifyProduct(1, 'tea', minute(1), { title: 'Old' })))
  await shopify.deliver(level(1, 0, 2))
  expect(await itemsOf(shop)).toEqual(before)
  const later = new Date(Date.now() + 60_000).toISOString()
  await shopify.deliver(message('products/update', shopifyProduct(1, 'tea', later, { title: 'New' }), later))
  expect((await itemsOf(shop))[0]?.title).toBe('New')
})

it('an item that a whole catalogue left out is not published again by an older message', async () => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  await shop.give('items', plainItems(['mug']))
  await shopify.deliver(message('products/create', shopifyProduct(1, 'tea', minute(1))))
  expect((await itemsOf(shop)).map(({ item_id }) => item_id)).toEqual(['mug'])
})

it('an order from a file that came later stays as in the file', async () => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  await shop.give(
    'orders',
    'Name,Lineitem quantity,Lineitem name,Lineitem sku,Financial Status\n#1001,1,Tea,TEA-1,voided',
  )
  const before = await shop.table('orders')
  await shopify.deliver(order(1))
  await shopify.deliver(
    message('refunds/create', { id: 5, order_id: 1001, created_at: minute(2), refund_line_items: [] }),
  )
  expect(await shop.table('orders')).toEqual(before)
})

it('variations of WooCommerce are added and deleted by their own messages', async () => {
  const shop = await aShop()
  const woo = await connected(shop, 'woocommerce')
  const parent = wooProduct(2, minute(1), { type: 'variable', variations: [21, 22], price: '6.00' })
  const one = (id: number, at: number) =>
    wooProduct(id, minute(at), {
      type: 'variation',
      parent_id: 2,
      name: `The 2 - ${id}`,
      attributes: [{ name: 'Size', option: String(id) }],
    })
  const ids = async () => (await variantsOf(shop)).map(({ variant_id }: { variant_id: string }) => variant_id)
  await woo.deliver(message('product.created', parent))
  expect(await ids()).toEqual(['2'])
  await woo.deliver(message('product.created', one(22, 2)))
  await woo.deliver(message('product.created', one(21, 2)))
  expect(await ids()).toEqual(['21', '22'])
  // Orders of a variation without a SKU of its own name that of the product.
  expect((await shop.table('items')).map(({ aliases }) => aliases)).toEqual(['["W-2"]'])
  await woo.deliver(message('product.deleted', { id: 22 }))
  expect(await ids()).toEqual(['21'])
  await woo.deliver(message('product.updated', one(22, 3)))
  expect(await ids()).toEqual(['21'])
})

it('a product that makes no valid item is refused with the name of the field', async () => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  const long = shopifyProduct(1, 'tea', minute(1), { title: 'x'.repeat(501) })
  expect((await shopify.deliver(message('products/create', long))).body.ignored).toMatch(/"title"/)
  expect(await shop.table('platform_records')).toEqual([])
})

it('ten new orders, or one per cent, request a new model; items do not', async () => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  await shop.give('items', plainItems(['tea', 'mug']))
  await shop.give('orders', ordersFile(times(30, 'tea mug')))
  const models = async () => (await shop.call('/v1/models')).body.items
  const [first] = await models()
  // One model of the catalogue only, and one with the orders.
  expect([(await models()).length, first.status]).toEqual([2, 'live'])
  const later = new Date(Date.now() + 60_000).toISOString()
  await shopify.deliver(message('products/update', shopifyProduct(1, 'tea', later), later))
  for (let n = 1; n < 10; n += 1) await shopify.deliver(order(n))
  await shopify.deliver(order(1))
  expect(await models()).toHaveLength(2)
  await shopify.deliver(order(10))
  const [queued] = await models()
  expect([queued.cause, (await models()).length]).toEqual(['orders', 3])
  await shop.settle()
  expect((await models())[0].status).toBe('live')
  expect((await shop.table('slots'))[0]?.new_orders).toBe(0)
  await shopify.deliver(order(11))
  expect([(await models()).length, (await shop.table('slots'))[0]?.new_orders]).toEqual([3, 1])
})

it('a shop whose model has no orders gets a new model with its first order', async () => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  await shop.give('items', plainItems(['tea', 'mug']))
  await shopify.deliver(order(1))
  expect((await shop.call('/v1/models')).body.items.map(({ cause }: { cause: string }) => cause)).toEqual([
    'orders',
    'import',
  ])
})

it('an erased person is deleted from every table, and no later file adds the person again', async () => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  await shopify.deliver(order(1))
  await shopify.deliver(order(2))
  await shopify.deliver(order(3, minute(3), { email: 'other@shop.example' }))
  const [hash] = (await shop.table('orders')).map(({ customer }) => String(customer))
  expect((await shopify.deliver(redaction(1, { orders_to_redact: [1003, 1009] }))).body).toEqual({
    taken: true,
  })
  const customers = async () => (await plainRows(shop, 'orders')).map(({ customer }) => customer)
  expect(await customers()).toEqual([null, 'buyer1002@shop.example', null])
  const { erasures: _, ...rows } = await shop.rows()
  expect(JSON.stringify(rows)).not.toContain(hash)
  // By a newer message, a delayed message, JSON and a file.
  await shopify.deliver(message('orders/updated', shopifyOrder(1001, minute(8))))
  await shopify.deliver(order(9))
  await shopify.deliver(
    message('orders/updated', shopifyOrder(1003, minute(8), { email: 'other@shop.example' })),
  )
  const line = { item_id: 'tea' }
  await shop.call('/v1/orders', 'POST', {
    orders: [{ order_id: 'j', customer_email: 'buyer1001@shop.example', lines: [line] }],
  })
  expect(await customers()).toEqual([null, 'buyer1002@shop.example', null, null, null])
  const { items } = (await shop.call('/v1/privacy-requests')).body
  expect(items).toMatchObject([{ kind: 'redact', order_ids: [], orders: 2 }])
})

it('a data request lists the orders under the person’s key, until the person is erased', async () => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  await shopify.deliver(order(1))
  await shopify.deliver(order(2))
  const asked = message('customers/data_request', {
    shop_id: 1,
    shop_domain: 'corner.myshopify.com',
    orders_requested: [1001],
    customer: { id: 6001, email: 'Buyer1001@shop.example ', phone: '555' },
    data_request: { id: 77 },
  })
  await shopify.deliver(asked)
  await shopify.deliver(asked)
  const requests = async () => (await shop.call('/v1/privacy-requests')).body.items
  expect(await requests()).toMatchObject([
    { request_id: 'shopify data_request 77', kind: 'data_request', order_ids: ['#1001'], orders: 1 },
  ])
  await shopify.deliver(redaction(1))
  expect((await requests()).map(({ order_ids }: { order_ids: string[] }) => order_ids)).toEqual([[], []])
})

it('erased customers and closed accounts of WooCommerce are unknown', async () => {
  const shop = await aShop()
  const woo = await connected(shop, 'woocommerce')
  const placed = (id: number, email: string, customer_id: number) =>
    woo.deliver(message('order.created', wooOrder(id, minute(1), { billing: { email }, customer_id })))
  await placed(1, 'deleted@site.invalid', 0)
  await placed(2, '', 12)
  await placed(3, '', 13)
  await woo.deliver(message('customer.deleted', { id: 12 }))
  await placed(4, '', 12)
  expect((await shop.table('orders')).map(({ customer }) => customer !== null)).toEqual([
    false,
    false,
    true,
    false,
  ])
})

it('a closed account is also erased by its e-mail: in its orders, in files, and in later messages', async () => {
  const shop = await aShop()
  const woo = await connected(shop, 'woocommerce')
  const placed = (id: number, email: string, customer_id: number) =>
    woo.deliver(message('order.created', wooOrder(id, minute(1), { billing: { email }, customer_id })))
  await placed(1, 'ann@shop.example', 12)
  await placed(2, 'bob@shop.example', 13)
  const file = (id: string) =>
    shop.give('orders', `order_id,item_id,customer_email\n${id},tea,ann@shop.example`)
  await file('f1')
  const [hash] = (await shop.table('orders')).map(({ customer }) => String(customer))
  await woo.deliver(message('customer.deleted', { id: 12 }))
  const { erasures: _, ...rows } = await shop.rows()
  expect(JSON.stringify(rows)).not.toContain(hash)
  await placed(3, 'ann@shop.example', 12)
  await placed(4, 'ann@new.example', 12)
  await file('f2')
  expect((await shop.table('orders')).map(({ order_id, customer }) => [order_id, customer !== null])).toEqual(
    [
      ['1', false],
      ['2', true],
      ['3', false],
      ['4', false],
      ['f1', false],
      ['f2', false],
    ],
  )
  expect((await shop.call('/v1/privacy-requests')).body.items).toMatchObject([{ kind: 'redact', orders: 2 }])
})

it('when the platform reports the end of a shop, the shop is deleted, unless the secret is too new to trust', async () => {
  const [shop, neighbour] = [await aShop(), await aShop()]
  const shopify = await connected(shop, 'shopify')
  await shop.give('items', plainItems(['tea', 'mug']))
  await neighbour.give('items', plainItems(['tea', 'mug']))
  const beside = await neighbour.rows()
  const ended = message('shop/redact', { shop_id: 1, shop_domain: 'corner.myshopify.com' })
  // Whoever has the secret key can set a secret of their own, and a secret key must not be enough.
  expect((await shopify.deliver(ended)).body).toEqual({ taken: true })
  expect((await shop.call('/v1/items')).status).toBe(200)
  expect((await shop.call('/v1/privacy-requests')).body.items).toMatchObject([{ kind: 'shop_redact' }])
  const older = { changed_at: Date.now() - 2 * DAY }
  await shop.store.db.update(hooks).set(older).where(eq(hooks.shop_id, shop.shop_id))
  expect((await shopify.deliver(ended)).body).toEqual({ taken: true })
  expect((await shop.call('/v1/items')).status).toBe(401)
  // The rows are deleted when no worker can be running any more.
  const [job] = await shop.table('jobs')
  expect([job?.kind, Number(job?.lease_until) > Date.now()]).toEqual(['delete_shop', true])
  await shop.store.db.update(jobs).set({ lease_until: 0 }).where(eq(jobs.shop_id, shop.shop_id))
  await shop.settle()
  expect(await everythingOfShops()).not.toContain(shop.shop_id)
  expect(await neighbour.rows()).toEqual(beside)
})
