import { createHmac } from 'node:crypto'
import type { Page } from '@playwright/test'
import { call, liveModel, upload } from '../../tools/demo-shop.ts'
import { lookAt } from './look-at.ts'
import { expect, type Server, signIn, type TestShop, test } from './server.ts'

test.describe.configure({ mode: 'default' })

/** Items of the demo shop, and one that is named like a fee. */
function withFee(items: string): string {
  const [header = ''] = items.split('\n')
  const fee: Readonly<Record<string, string>> = {
    id: 'protect-1',
    title: 'Shipping protection',
    link: 'http://127.0.0.1/p/protect-1',
    image_link: 'http://127.0.0.1/pictures/protect-1.svg',
    price: '9.80',
    currency: 'EUR',
    availability: 'in_stock',
  }
  const cells = header.split(',').map((name) => fee[name] ?? '')
  return `${items.trimEnd()}\n${cells.join(',')}\n`
}

async function openShop(server: Server, page: Page, items: string): Promise<TestShop> {
  const shop = await server.open('Fern & Kettle')
  await upload(server.api, shop.secret_key, 'items', items)
  await upload(server.api, shop.secret_key, 'orders', server.files.orders)
  await liveModel(server.api, shop.secret_key)
  await page.goto(await server.link(shop))
  return shop
}

const enterInGerman = async (page: Page) => {
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
  await page.getByRole('navigation', { name: 'Seiten' }).waitFor({ state: 'attached' })
}

test('what looks like no goods is named in the language of the reader, and one press makes it goods', async ({
  server,
  browser,
}) => {
  const context = await browser.newContext({ locale: 'de-DE', bypassCSP: true })
  const page = await context.newPage()
  const shop = await openShop(server, page, withFee(server.files.items))
  await enterInGerman(page)
  // A view of a page: the shop is set up.
  server.paste(
    `<script async src="${server.api}/pairwell.js" data-key="${shop.publishable_key}"></script>
    <pairwell-panel placement="product" item-id="cone-dripper"></pairwell-panel>`,
  )
  const visitor = await context.newPage()
  await visitor.goto(server.shop)
  const steps = page.getByRole('region', { name: 'Was als Nächstes zu tun ist' })
  const step = steps.getByRole('listitem').filter({ hasText: 'Porto' })
  await expect(step).toContainText('deshalb nicht gezeigt werden: 1.', { timeout: 60_000 })
  await expect(steps).not.toContainText('/v1/')
  await lookAt(page, 'next-steps')
  await step.getByRole('link', { name: 'Zur Seite Katalog' }).click()

  const doubtful = page.getByRole('region', { name: 'Artikel, die nicht wie Ware aussehen' })
  await expect(doubtful.getByRole('listitem')).toContainText('der Name ist der einer Gebühr oder Leistung')
  await lookAt(page, 'no-goods')
  await doubtful.getByRole('link', { name: 'Shipping protection' }).click()
  await expect(page.getByText('Wird nicht empfohlen, weil es nicht wie Ware aussieht')).toBeVisible()
  await lookAt(page, 'no-goods-item')
  await page.goBack()
  await doubtful.getByRole('button', { name: 'Ist Ware: Shipping protection' }).click()
  await expect(doubtful).toHaveCount(0)
  const { items } = await call(server.api, '/v1/exclusions?item_id=protect-1', shop.secret_key)
  expect(items).toMatchObject([{ item_id: 'protect-1', status: 'allowed' }])
  await page.goto(`${server.api}/console/catalogue/protect-1`)
  await expect(page.getByText('Sie haben gesagt, dass dieser Artikel Ware ist.')).toBeVisible()
  await page.getByRole('button', { name: 'Der Prüfung überlassen' }).click()
  await expect(page.getByText('Sie haben gesagt, dass dieser Artikel Ware ist.')).toHaveCount(0)
  await context.close()
})

test('customers who share a name are separated, and joined again', async ({ server, browser }) => {
  const context = await browser.newContext({ bypassCSP: true })
  const page = await context.newPage()
  const shop = await server.open('Office')
  await upload(server.api, shop.secret_key, 'items', server.files.items)
  const orders = [
    'order_id,item_id,quantity,order_date,customer_id,customer_email',
    'o1,cone-dripper,1,2026-11-01,K-17,office@example.com',
    'o2,cone-dripper,1,2026-11-02,K-18,office@example.com',
  ]
  await upload(server.api, shop.secret_key, 'orders', orders.join('\n'))
  await page.goto(await server.link(shop))
  await signIn(page)
  await page.goto(`${server.api}/console/customers`)
  const names = page.getByRole('region', { name: 'Names that several customers share' })
  const name = names.getByRole('listitem').filter({ hasText: 'E-mail address of' })
  await expect(name).toContainText(/K-1[78], K-1[78].*one person/)
  await lookAt(page, 'shared-names')
  await name.getByRole('button', { name: /^Separate them/ }).click()
  await expect(name).toContainText('several people')
  await page.reload()
  await expect(name).toContainText('several people')
  await name.getByRole('button', { name: /^They are one person/ }).click()
  await expect(name.getByRole('button', { name: /^Separate them/ })).toBeVisible()
  await context.close()
})

test('where no date of a file tells day and month apart, the merchant says it before the upload', async ({
  server,
  browser,
}) => {
  const context = await browser.newContext({ bypassCSP: true })
  const page = await context.newPage()
  const shop = await server.open('Fern & Kettle')
  await upload(server.api, shop.secret_key, 'items', server.files.items)
  await page.goto(await server.link(shop))
  await signIn(page)
  await page.goto(`${server.api}/console/uploads`)
  const rows = [
    'order_id,item_id,quantity,order_date',
    'o1,cone-dripper,1,3/4/2026',
    'o2,cone-dripper,1,5/6/2026',
  ]
  const choose = async () => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Choose files' }).click(),
    ])
    await chooser.setFiles([
      { name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) },
    ])
    await page.getByRole('button', { name: 'Columns' }).click()
  }
  await choose()
  const order = page.getByLabel('Dates like 3/4/2026')
  await expect(order).toHaveValue('')
  // What was recognised wrongly is put right here as well.
  await page.getByRole('button', { name: 'Change how columns are read' }).click()
  await page.getByLabel('quantity', { exact: true }).selectOption('quantity')
  await expect(page.getByLabel('order_date', { exact: true })).toHaveValue('order_date')
  await page.getByRole('button', { name: 'Use these columns' }).click()
  await lookAt(page, 'date-order')
  await order.selectOption('MDY')
  await expect(order).toHaveValue('MDY')
  await page.getByRole('button', { name: 'Upload file', exact: true }).click()
  await page.getByRole('link', { name: 'See the report' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('orders', { ignoreCase: true })
  const order_1 = await call(server.api, '/v1/orders/o1', shop.secret_key)
  // The shop's zone is Berlin.
  expect(new Date(order_1.ordered_at).toISOString()).toBe('2026-03-03T23:00:00.000Z')
  await context.close()
})

test('a WooCommerce shop is connected in the console: its signed message is taken, and can be stopped', async ({
  server,
  browser,
}) => {
  const context = await browser.newContext({ bypassCSP: true })
  const page = await context.newPage()
  const shop = await server.open('Corner')
  await page.goto(await server.link(shop))
  await signIn(page)
  await page.goto(`${server.api}/console/uploads`)
  const live = page.getByRole('region', { name: 'Live changes from your shop system' })
  await live.getByRole('button', { name: 'Connect WooCommerce' }).click()
  await page.getByRole('button', { name: 'Take messages' }).click()
  const shown = page.getByRole('dialog').locator('pre')
  await expect(shown).toHaveCount(2)
  const [address = '', secret = ''] = await shown.allTextContents()
  expect([new URL(address).pathname, secret]).toEqual([
    `/hooks/${shop.shop_id}/woocommerce`,
    expect.stringMatching(/^[0-9a-f]{32}$/),
  ])
  await lookAt(page, 'live-dialog')
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(live).toContainText('Connected. No message has come yet.')
  const body = JSON.stringify({
    ...{ id: 7, name: 'Tea', type: 'simple', status: 'publish', catalog_visibility: 'visible', sku: 'T-7' },
    ...{ date_modified_gmt: '2026-11-01T10:00:00', price: '4.50', manage_stock: false, stock_quantity: null },
    ...{ stock_status: 'instock', backorders: 'no', parent_id: 0, categories: [], tags: [], images: [] },
    ...{ attributes: [], variations: [] },
  })
  const sent = await fetch(`${server.api}${new URL(address).pathname}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-WC-Webhook-Topic': 'product.created',
      'X-WC-Webhook-Signature': createHmac('sha256', secret).update(body).digest('base64'),
    },
    body,
  })
  expect(sent.status).toBe(200)
  await page.reload()
  await expect(live).toContainText('Messages taken: 1.')
  await lookAt(page, 'live')
  await live.getByRole('button', { name: 'Disconnect: WooCommerce' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()
  await expect(live.getByRole('button', { name: 'Disconnect: WooCommerce' })).toHaveCount(0)
  await context.close()
})

test('a shop that was opened with another language and zone takes those of the browser by one press', async ({
  server,
  browser,
}) => {
  const context = await browser.newContext({
    ...{ locale: 'de-DE', timezoneId: 'Europe/Vienna', bypassCSP: true },
  })
  const page = await context.newPage()
  await page.goto(await server.link(await server.open('Teehaus')))
  await enterInGerman(page)
  await expect(page.getByText('Ihr Browser sagt: de-DE · Europe/Vienna.')).toBeVisible()
  await lookAt(page, 'setup')
  await page.getByRole('button', { name: 'Übernehmen' }).click()
  await expect(page.getByText('Teehaus · EUR · de-DE · Europe/Vienna')).toBeVisible()
  await expect(page.getByText('Ihr Browser sagt')).toHaveCount(0)
  await context.close()
})
