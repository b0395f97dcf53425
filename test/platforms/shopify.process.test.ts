import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lifeOfShopify } from '../../bench/platforms/shopify.ts'
import { type Ask, VARS } from '../../bench/platforms/store.ts'
import { type RawWorker, startRawWorker } from '../../tools/raw-worker.ts'
import { Shopify } from './simulated/a-shopify.ts'
import { APP_SECRET, ShopifyHost } from './simulated/shopify-host.ts'
import { deliverToApp, signedInOwner } from './simulated/shopify-messages.ts'
import { ShopifyStore } from './simulated/shopify-store.ts'

/** An installed app, as its page sees it. */
type Session = {
  install: { domain: string; sync: Record<string, number> & { phase: string; problem: string | null } }
  warnings: string[]
}

const folder = mkdtempSync(join(tmpdir(), 'pairwell-shopify-'))
let worker: RawWorker
const host = new ShopifyHost()
let number = 0

const start = async () => {
  worker = await startRawWorker(folder, { ...VARS, ...host.vars })
}

beforeAll(async () => {
  await host.start()
  await start()
})
afterAll(async () => {
  await worker.kill()
  await host.end()
  rmSync(folder, { recursive: true, force: true })
})

function aStore(products = 40, orders = 60) {
  number += 1
  const store = new ShopifyStore({ products, orders })
  return { store, shopify: new Shopify(host, store, `corner-${number}.myshopify.com`) }
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
type Answer = { status: number; body: any }

const call = async (shopify: Shopify, path: string, method = 'POST', token?: string): Promise<Answer> => {
  const headers = { Authorization: `Bearer ${token ?? (await shopify.sessionToken())}` }
  const response = await fetch(`${worker.url}/shopify${path}`, { method, headers })
  return { status: response.status, body: await response.json() }
}

/** Waits until the sync has ended; the app's page asks in the same way. */
async function ended(shopify: Shopify): Promise<Session['install']['sync']> {
  for (;;) {
    const { body } = await call(shopify, '/session', 'GET')
    const { sync } = (body as Session).install
    if (sync.phase === 'done' || sync.phase === 'failed') return sync
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Delivers a message of the store; `more` replaces headers. */
const deliver = (
  shopify: Shopify,
  topic: string,
  body: object,
  more: Record<string, string> = {},
): Promise<Answer> => deliverToApp(worker.url, shopify, topic, body, more)

/** Asks the merchant's API as the owner of the store's shop. */
const asOwner = (shopify: Shopify) => signedInOwner(worker.url, shopify)

const listed = async (ask: Ask, path: string) => {
  // biome-ignore lint/suspicious/noExplicitAny: rows of several lists
  const rows: any[] = []
  for (let after = ''; ; ) {
    const { items, next } = await ask(`${path}?limit=200&after=${encodeURIComponent(after)}`)
    rows.push(...items)
    if (next === null) return rows
    after = next
  }
}

it('installs by a session token, tells the theme and the pixel the key, and sends products, relations and orders', async () => {
  const { store, shopify } = aStore()
  const { status, body } = await call(shopify, '/session')
  expect(status).toBe(200)
  expect(body).toMatchObject({ warnings: [], install: { domain: shopify.domain } })
  const sync = await ended(shopify)
  expect(sync).toMatchObject({
    phase: 'done',
    items: 40,
    orders: 60,
    refused: 0,
    problem: null,
    relations: 4,
  })
  const ask = await asOwner(shopify)
  const shop = await ask('/v1/shop')
  expect(shop).toMatchObject({ name: 'Corner', currency: 'EUR', time_zone: 'Europe/Berlin' })
  expect(shopify.metafields.map(({ key, value }) => [key, value])).toEqual([
    ['publishable_key', shop.publishable_keys[0]],
    ['endpoint', worker.url],
  ])
  expect(JSON.parse(shopify.pixel ?? '')).toEqual({
    publishable_key: shop.publishable_keys[0],
    endpoint: worker.url,
  })
  const item = await ask('/v1/items/thing-10')
  expect(item).toMatchObject({
    ...{
      platform_id: '10',
      collections: ['Everything'],
      category: 'Home & Garden > Kitchen > Kettles',
      brand: 'Fern',
    },
    variants: [
      { platform_id: '100', title: 'Red', sku: 'SKU-10-0', stock: store.products.get(10)?.stock },
      { platform_id: '101', title: 'Blue' },
    ],
  })
  const half = (Number(store.products.get(10)?.price) / 2).toFixed(2)
  expect(item.variants[0].cost).toBe(Math.round(Number(half) * 100))
  expect(await listed(ask, '/v1/relations')).toMatchObject([
    { item_id: 'thing-10', related_item_id: 'thing-11', relationship_type: 'often_bought_with' },
    { item_id: 'thing-20' },
    { item_id: 'thing-30' },
    { item_id: 'thing-40', related_item_id: 'thing-1' },
  ])
  const orders = await listed(ask, '/v1/orders')
  expect(orders.length).toBe(60)
  const [first] = [...store.orders.values()]
  expect(orders.find(({ order_id }) => order_id === first?.name)).toMatchObject({
    ...{ currency: 'EUR', channel: 'web', market: 'DE', shipping: 490, tax_included: true },
    subtotal: first && store.goodsOf(first),
  })
  const status_ = await ask('/v1/status')
  expect(status_.apps).toMatchObject([
    { platform: 'shopify', domain: shopify.domain, sync: { phase: 'done' } },
  ])
  // Opened again, it is the same shop, and nothing is sent again.
  expect((await call(shopify, '/session')).body.install.sync.began_at).toBe(sync.began_at)
})

it('refuses session tokens that Shopify has not issued for this app and store', async () => {
  const { shopify } = aStore(3, 3)
  const tokens = {
    'another secret': await shopify.sessionToken({}, 'another-secret-of-another-app-at-shopify'),
    'another app': await shopify.sessionToken({ aud: 'another-client' }),
    expired: await shopify.sessionToken({}, APP_SECRET, '-60s'),
    'two stores': await shopify.sessionToken({ iss: 'https://other.myshopify.com/admin' }),
    'no store of Shopify': await shopify.sessionToken({
      dest: 'https://evil.example',
      iss: 'https://evil.example/admin',
    }),
    'no token': 'abc',
  }
  for (const [name, token] of Object.entries(tokens)) {
    expect([name, (await call(shopify, '/session', 'POST', token)).status]).toEqual([name, 401])
  }
  expect(shopify.requests).toBe(0)
  const page = (query: string) => fetch(`${worker.url}/shopify?${query}`)
  const query = `host=abc&shop=${shopify.domain}&timestamp=1`
  const hmac = createHmac('sha256', APP_SECRET).update(query).digest('hex')
  const good = await page(`${query}&hmac=${hmac}`)
  expect(good.status).toBe(200)
  expect(good.headers.get('Content-Security-Policy')).toContain(
    `frame-ancestors https://${shopify.domain} https://admin.shopify.com`,
  )
  expect((await page(`${query}&hmac=${hmac.replace(/^./, 'z')}`)).status).toBe(401)
  expect((await page(`${query.replace('abc', 'abd')}&hmac=${hmac}`)).status).toBe(401)
})

it('goes on when Shopify is limited or down, withdraws a token, fails an export, breaks a connection, and deletes an export', async () => {
  const { shopify } = aStore(250, 300)
  await call(shopify, '/session')
  shopify.faults.push('throttled', 'down', 'revoked', 'failed', 'cut', 'cut', 'gone')
  expect(await ended(shopify)).toMatchObject({ phase: 'done', orders: 300, refused: 0, relations: 25 })
  expect(shopify.faults).toEqual([])
  const ask = await asOwner(shopify)
  expect((await listed(ask, '/v1/items')).length).toBe(250)
  expect((await listed(ask, '/v1/orders')).length).toBe(300)
})

it('refreshes a token that ends while the store is exported', async () => {
  const { shopify } = aStore(20, 20)
  // Less than the five minutes before its end at which a token is replaced.
  shopify.tokenLife = 200
  await call(shopify, '/session')
  expect(await ended(shopify)).toMatchObject({ phase: 'done', items: 20, orders: 20 })
})

it('goes on after a Worker that was killed, without losing or doubling anything', async () => {
  const { shopify } = aStore(900, 1_200)
  await call(shopify, '/session')
  for (;;) {
    const { body } = await call(shopify, '/session', 'GET')
    if (body.install.sync.items >= 300) break
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  await worker.kill()
  await start()
  // The next request of the merchant continues the shop's work; its lease has to end first.
  const ask = await asOwner(shopify)
  for (;;) {
    const [app] = (await ask('/v1/status')).apps
    if (app.sync.phase === 'done') break
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  expect((await listed(ask, '/v1/items')).length).toBe(900)
  expect((await listed(ask, '/v1/orders')).length).toBe(1_200)
})

it('takes messages of the store, also those that overtake the export, and none that is not signed or of another store', async () => {
  const { shopify } = aStore(20, 20)
  await call(shopify, '/session')
  const product = (title: string, at: number) => ({
    ...{ id: 3, handle: 'thing-3', title, updated_at: new Date(at).toISOString(), status: 'active' },
    ...{ published_at: '2026-01-01T00:00:00Z', tags: '', vendor: 'Fern', product_type: 'Kettles' },
    variants: [
      {
        id: 30,
        price: '3.33',
        sku: 'SKU-3-0',
        inventory_policy: 'deny',
        inventory_quantity: 7,
        inventory_item_id: 30,
      },
    ],
  })
  expect((await deliver(shopify, 'products/update', product('Newer', Date.now() + 60_000))).body).toEqual({
    taken: true,
  })
  await ended(shopify)
  const ask = await asOwner(shopify)
  expect(await ask('/v1/items/thing-3')).toMatchObject({ title: 'Newer', variants: [{ price: 333 }] })
  // What the export has read already is late.
  expect((await deliver(shopify, 'products/update', product('Older', 1_000))).body).toEqual({ late: true })
  const bad = await deliver(shopify, 'products/update', product('Forged', Date.now()), {
    'X-Shopify-Hmac-Sha256': 'AAAA',
  })
  expect(bad).toMatchObject({ status: 401 })
  const other = await deliver(shopify, 'products/update', product('Other', Date.now()), {
    'X-Shopify-Shop-Domain': 'other.myshopify.com',
  })
  expect(other.body).toEqual({ ignored: 'No shop has the app under this domain.' })
  const redact = { shop_id: 1, shop_domain: 'other.myshopify.com' }
  expect((await deliver(shopify, 'shop/redact', redact)).status).toBe(401)
  // A stock level finds its variant by the export alone.
  const level = {
    inventory_item_id: 50,
    location_id: 1,
    available: 99,
    updated_at: new Date(Date.now() + 60_000).toISOString(),
  }
  await deliver(shopify, 'inventory_levels/update', level)
  expect((await ask('/v1/items/thing-5')).variants[0].stock).toBe(99)
})

it('ends with the app: no token, no sync; 48 hours later the store asks for the deletion', async () => {
  const { shopify } = aStore(20, 20)
  shopify.looks = 1_000_000
  await call(shopify, '/session')
  expect(
    (await deliver(shopify, 'app/uninstalled', { id: 1, myshopify_domain: shopify.domain })).body,
  ).toEqual({ taken: true })
  expect((await call(shopify, '/session', 'GET')).status).toBe(404)
  // Installed again, it is the same shop.
  shopify.looks = 0
  expect((await call(shopify, '/session')).status).toBe(200)
  expect(await ended(shopify)).toMatchObject({ phase: 'done', orders: 20 })
  await deliver(shopify, 'app/uninstalled', { id: 1, myshopify_domain: shopify.domain })
  const buyer = {
    shop_id: 1,
    shop_domain: shopify.domain,
    customer: { id: 9, email: 'buyer9@store.example' },
    orders_to_redact: [],
  }
  expect((await deliver(shopify, 'customers/redact', buyer)).body).toEqual({ taken: true })
  expect((await deliver(shopify, 'shop/redact', { shop_id: 1, shop_domain: shopify.domain })).body).toEqual({
    taken: true,
  })
  // Every row of the shop is deleted, so a new installation opens another one.
  for (;;) {
    const { body } = await deliver(shopify, 'orders/delete', { id: 1 })
    if (body.ignored === 'No shop has the app under this domain.') break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
})

it('keeps every price and status of a small store through a whole life of the app', async () => {
  const { parts, ...found } = await lifeOfShopify(
    { url: worker.url, host },
    { products: 200, orders: 300, day: 12 },
  )
  expect(found).toEqual({ different: 0, items: 200, orders: 312 })
  expect(parts.map(({ what, result }) => [what, result])).toEqual([
    ['install (requests to Shopify)', 'installed, key in theme and pixel'],
    [
      'first sync (bytes that the server of the exports wrote, the rest of each broken-off reading included)',
      'done: 200 items, 20 relations, 300 orders, 0 refused',
    ],
    ['a day of messages', '{"200":48}'],
    ['customers/redact', expect.stringMatching(/^\{"taken":true\}; redact \(\d+ orders\)$/)],
    ['app/uninstalled', '{"taken":true}; token deleted'],
    ['shop/redact', '{"taken":true}; every row deleted'],
  ])
})
