import { createHmac } from 'node:crypto'
import { call } from '../../tools/demo-shop.ts'
import { expect, type TestShop, test } from '../console/server.ts'
import { type Example, startExample } from './an-example.ts'

// The examples as their commands start them, against a running Worker with the catalogue of the demo shop.
test.describe.configure({ mode: 'default' })

let shop: TestShop
let tokenKey = ''
test.beforeAll(async ({ server }) => {
  shop = await server.openFull('Fern & Kettle')
  tokenKey = (await call(server.api, '/v1/token-keys', shop.secret_key, { method: 'POST' })).token_key
})

const ITEM = 'cone-dripper'

test('hono: the server renders the panel, its cart takes a card, and the order is the buyer’s', async ({
  server,
  visit,
}) => {
  const example: Example = await startExample(() => ['examples/hono/server.ts'], {
    ...{ PAIRWELL_URL: server.api, PAIRWELL_PUBLISHABLE_KEY: shop.publishable_key },
    ...{ PAIRWELL_SECRET_KEY: shop.secret_key, PAIRWELL_TOKEN_KEY: tokenKey },
  })
  try {
    const written = await (await fetch(`${example.url}/items/${ITEM}`)).text()
    expect(written).toMatch(/<pairwell-panel[\s\S]*<template shadowrootmode="open"[\s\S]*part="card"/)

    const { page, faults } = await visit(`${example.url}/items/${ITEM}`)
    const card = page.locator('[part~="card"]').first()
    const title = await card.locator('[part~="name"]').innerText()
    await card.locator('[part~="add"]').click()
    await expect(card.locator('[part~="added"]')).toBeVisible()
    await page.getByRole('link', { name: 'Cart' }).click()
    await expect(page.locator('body > ul > li')).toHaveText([new RegExp(`^${title}: `)])
    await page.locator('[part~="card"]').first().waitFor()

    const beacons = page.waitForRequest((request) => request.postData()?.includes('"purchase"') === true)
    await page.getByRole('button', { name: 'Order' }).click()
    await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
    const { events } = JSON.parse((await beacons).postData() ?? '')
    const [purchase] = events.filter(({ name }: { name: string }) => name === 'purchase')
    const right = createHmac('sha256', tokenKey).update(`order:${purchase.transaction_id}`).digest('hex')
    expect(purchase).toMatchObject({ order_token: right, currency: 'EUR' })
    const { items } = await call(server.api, '/v1/orders?limit=200', shop.secret_key)
    expect(items.map(({ order_id }: { order_id: string }) => order_id)).toContain(purchase.transaction_id)
    // Proved by the token of the shop's server, the purchase is the panel's; the demo shop's page test closes the loop without a token.
    await fetch(`${server.api}/cdn-cgi/handler/scheduled`)
    const attributed = async () => (await call(server.api, '/v1/reports/attribution', shop.secret_key)).rows
    const ofPanel = { placement: 'product', intent: 'complementary' }
    await expect.poll(attributed).toContainEqual(expect.objectContaining(ofPanel))
    expect(faults).toEqual([])
  } finally {
    await example.stop()
  }
})

test('hono: without Pairwell the page is shown as it is', async ({ visit }) => {
  const example = await startExample(
    (port) => [
      '--input-type=module',
      '--eval',
      `import { serve } from '@hono/node-server'
       import { shopApp } from './examples/hono/app.ts'
       import { Shop } from './examples/hono/shop.ts'
       class Offline extends Shop {
         items = async () => []
         item = async (item_id) => ({ item_id, title: 'Dripper', variants: [{ variant_id: 'a', price: 1000, availability: 'in_stock' }] })
       }
       const shop = new Offline({ api: 'http://127.0.0.1:9', publishableKey: 'pk_a', secretKey: 'sk_a', tokenKey: 'tk_a' })
       serve({ fetch: shopApp(shop).fetch, port: ${port}, hostname: '127.0.0.1' })`,
    ],
    {},
  )
  try {
    const { page } = await visit(`${example.url}/items/${ITEM}`)
    await expect(page.getByRole('heading', { name: 'Dripper' })).toBeVisible()
    await page.getByRole('button', { name: 'Add this item' }).click()
    await expect(page.getByText('Dripper: €10.00')).toBeVisible()
  } finally {
    await example.stop()
  }
})

test('liquid: the theme shows the panel, and a card is sent to the cart by the form of the theme', async ({
  server,
  visit,
}) => {
  const example = await startExample(() => ['examples/liquid/server.ts'], {
    ...{ PAIRWELL_URL: server.api, PAIRWELL_PUBLISHABLE_KEY: shop.publishable_key },
    PAIRWELL_SECRET_KEY: shop.secret_key,
  })
  try {
    const { page, faults } = await visit(`${example.url}/products/${ITEM}`)
    const card = page.locator('[part~="card"]').first()
    const title = await card.locator('[part~="name"]').innerText()
    const sent = page.waitForRequest(`${example.url}/cart/add`)
    await card.locator('[part~="add"]').click()
    expect(new URLSearchParams((await sent).postData() ?? '').get('properties[_rec_id]')).toMatch(/\w{8}/)
    await expect(page.locator('#cart-count')).toHaveText('1')
    await page.getByRole('link', { name: 'Cart' }).click()
    await expect(page.locator('body > ul > li')).toHaveText([new RegExp(`^${title}: €`)])
    await page.locator('pairwell-panel[placement="cart"] [part~="card"]').first().waitFor()
    expect(faults).toEqual([])

    const form = new URLSearchParams({ handle: 'no-such-item', id: 'a' })
    const refused = await fetch(`${example.url}/cart/add`, { method: 'POST', body: form })
    expect([refused.status, await refused.text()]).toEqual([422, 'This item is not for sale.'])
  } finally {
    await example.stop()
  }
})

test('plain: the page shows the panel, takes a card into its cart, and the panel of the cart follows', async ({
  server,
  visit,
}) => {
  const vite = ['node_modules/vite/bin/vite.js', 'examples/plain', '--host', '127.0.0.1', '--strictPort']
  const example = await startExample((port) => [...vite, '--port', String(port)], {
    VITE_PAIRWELL_URL: server.api,
    VITE_PAIRWELL_PUBLISHABLE_KEY: shop.publishable_key,
  })
  try {
    const { page, faults } = await visit(example.url)
    const card = page.locator('pairwell-panel[placement="product"] [part~="card"]').first()
    const title = await card.locator('[part~="name"]').innerText()
    await card.locator('[part~="add"]').click()
    await expect(page.locator('#cart')).toHaveText(title)
    await page.locator('pairwell-panel[placement="cart"] [part~="card"]').first().waitFor()
    expect(faults).toEqual([])
  } finally {
    await example.stop()
  }
})
