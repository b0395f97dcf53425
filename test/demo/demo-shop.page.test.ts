import { globSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startShop } from '../../demo/shop/server.ts'
import { launchOptions } from '../../tools/chromium.ts'
import { call, openDemoShop, tellOrder } from '../../tools/demo-shop.ts'
import { type LocalWorker, migrate, startWorker } from '../../tools/worker.ts'

const VARS = { ADMIN_TOKEN: 'operator', MASTER_KEY: 'a-master-key-of-the-tests-with-more-than-32-characters' }
const state = mkdtempSync(join(tmpdir(), 'pairwell-demo-'))
let worker: LocalWorker
let secret_key: string
let shop: Awaited<ReturnType<typeof startShop>>
let browser: Browser

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** What `npm start` does, on ports of its own. */
beforeAll(async () => {
  await migrate(state)
  worker = await startWorker({ port: await freePort(), state, vars: VARS })
  const shopPort = await freePort()
  const keys = await openDemoShop(
    worker.url,
    `http://127.0.0.1:${shopPort}`,
    VARS.ADMIN_TOKEN,
    () => undefined,
  )
  secret_key = keys.secret_key
  shop = await startShop({
    ...{ port: shopPort, api: worker.url, publishableKey: keys.publishable_key },
    tell: tellOrder(worker.url, secret_key),
  })
  browser = await chromium.launch(launchOptions())
})

afterAll(async () => {
  await browser.close()
  await shop.close()
  await worker.stop()
  rmSync(state, { recursive: true, force: true })
})

type Seen = { page: Page; faults: string[] }

/** A page with its faults written down: thrown errors, console errors, breaches of the shop's policy. */
async function visit(path: string, context = browser.newContext()): Promise<Seen> {
  const page = await (await context).newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  await page.goto(`${shop.url}${path}`)
  return { page, faults }
}

/** The panel of companions: of a product page the first of two. */
const companions = (page: Page) => page.locator('pairwell-panel:not([intent])')
const cards = (page: Page) => companions(page).getByRole('listitem')

it('a product page shows four companions, each with a price and a reason', async () => {
  const { page, faults } = await visit('/p/cone-dripper')
  await companions(page).scrollIntoViewIfNeeded()
  await cards(page).first().waitFor()
  expect(await cards(page).count()).toBe(4)
  const texts = await cards(page).allInnerTexts()
  expect(texts.every((text) => /€\d/.test(text) && /buyers|shop|bought/.test(text))).toBe(true)
  expect(texts.join()).toContain('Cone filters 02')
  expect(faults).toEqual([])
})

it('adding from a card fills the cart, whose panel then goes with both', async () => {
  const { page, faults } = await visit('/p/cone-dripper')
  await page.getByRole('button', { name: 'Add to cart', exact: true }).first().click()
  await companions(page).scrollIntoViewIfNeeded()
  await page.getByRole('button', { name: 'Add Cone filters 02 to cart' }).click()
  await companions(page).getByRole('button', { name: /Added/ }).waitFor()
  await page.goto(`${shop.url}/cart`)
  await cards(page).first().waitFor()
  const names = await companions(page).getByRole('link').allInnerTexts()
  expect(names.length).toBe(3)
  expect(names.join()).not.toMatch(/Cone dripper|Cone filters 02/)
  expect(faults).toEqual([])
})

it('beside it stands what is worth the upgrade, and what it gives', async () => {
  const { page, faults } = await visit('/p/cone-dripper')
  const panel = page.locator('pairwell-panel[intent="upgrade"]')
  await panel.scrollIntoViewIfNeeded()
  await panel.getByRole('listitem').first().waitFor()
  expect(await panel.getByRole('heading', { level: 2 }).innerText()).toBe('Worth the upgrade')
  expect(await panel.getByRole('listitem').count()).toBeLessThanOrEqual(2)
  expect(await panel.getByRole('listitem').first().innerText()).toMatch(/rather than|more/)
  expect(faults).toEqual([])
})

it.each(readdirSync('widget/releases'))(
  'release %s still shows what today’s API answers',
  async (release) => {
    const [file = ''] = globSync(`widget/releases/${release}/pairwell-????????????????.js`)
    const page = await (await browser.newContext()).newPage()
    await page.route('**/pairwell.js', (route) =>
      route.fulfill({ path: file, contentType: 'text/javascript' }),
    )
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(`${shop.url}/p/cone-dripper`)
    await companions(page).scrollIntoViewIfNeeded()
    await cards(page).first().waitFor()
    expect(await cards(page).count()).toBe(4)
    await page.getByRole('button', { name: 'Add Cone filters 02 to cart' }).click()
    await companions(page).getByRole('button', { name: /Added/ }).waitFor()
    expect(faults).toEqual([])
  },
)

it('the front page shows best sellers, and the order’s page goes on from the order', async () => {
  const { page, faults } = await visit('/')
  await companions(page).scrollIntoViewIfNeeded()
  await cards(page).first().waitFor()
  expect(await cards(page).count()).toBe(4)
  await page.goto(`${shop.url}/p/cone-dripper`)
  await page.getByRole('button', { name: 'Add to cart', exact: true }).first().click()
  await page.goto(`${shop.url}/cart`)
  await page.getByRole('button', { name: 'Place order' }).click()
  await page.waitForURL('**/thank-you')
  await companions(page).scrollIntoViewIfNeeded()
  await page.getByRole('heading', { name: 'Goes well with your order' }).waitFor()
  expect(faults).toEqual([])
})

const PLATFORMS = 'plain tag-manager shopify shopify-cart woocommerce magento react vue'.split(' ')

it.each(PLATFORMS)(
  '/install leads to the page for %s, whose panel its snippet alone makes',
  async (platform) => {
    const { page, faults } = await visit('/install')
    const links = page.locator('main a[href^="/install/"]')
    expect(await links.count()).toBe(PLATFORMS.length)
    await page.locator(`main a[href="/install/${platform}"]`).click()
    await page.locator('pairwell-panel').first().waitFor({ state: 'attached' })
    for (const panel of await page.locator('pairwell-panel').all()) {
      await panel.scrollIntoViewIfNeeded()
      await panel.getByRole('listitem').nth(1).waitFor()
    }
    expect(await page.locator('script[src$="/pairwell.js"]').count()).toBe(1)
    expect(faults).toEqual([])
  },
)

/** Colour and height of a button. */
const LOOKS: Record<string, [string, string]> = {
  dark: ['rgb(226, 184, 100)', '44px'],
  serif: ['rgb(255, 250, 242)', '44px'],
  dense: [expect.any(String), '32px'],
}

it.each(Object.keys(LOOKS))('a %s shop has the panel in its own look', async (look) => {
  const { page, faults } = await visit(`/p/cone-dripper?look=${look}`)
  await companions(page).scrollIntoViewIfNeeded()
  await cards(page).first().waitFor()
  const style = (name: string) =>
    companions(page)
      .locator('[part="add"]')
      .first()
      .evaluate((button, name) => getComputedStyle(button).getPropertyValue(name), name)
  expect([await style('color'), await style('min-height')]).toEqual(LOOKS[look])
  expect(faults).toEqual([])
})

it('a phone sees the same without sideways scrolling', async () => {
  const { page } = await visit(
    '/p/house-blend',
    browser.newContext({ viewport: { width: 360, height: 740 } }),
  )
  await companions(page).scrollIntoViewIfNeeded()
  await cards(page).first().waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
})

it('closes the loop: what was seen, added from a panel and bought stands in the report', async () => {
  const report = async (name: string) => (await call(worker.url, `/v1/reports/${name}`, secret_key)).rows
  const { page, faults } = await visit('/p/cone-dripper')
  const told = (event: string) => page.waitForRequest((sent) => (sent.postData() ?? '').includes(event))
  const viewable = told('rec_viewable')
  await companions(page).scrollIntoViewIfNeeded()
  await viewable
  await page.getByRole('button', { name: 'Add Cone filters 02 to cart' }).click()
  await companions(page).getByRole('button', { name: /Added/ }).waitFor()
  await page.goto(`${shop.url}/cart`)
  const purchase = told('purchase')
  await page.getByRole('button', { name: 'Place order' }).click()
  await page.waitForURL('**/thank-you')
  await purchase
  // What the cron does every minute.
  await fetch(`${worker.url}/cdn-cgi/handler/scheduled`)
  // Other visitors have seen panels before; this one is the first to buy from one.
  const bought = { placement: 'product', bought: 1, revenue: 590 }
  await expect.poll(() => report('funnel')).toContainEqual(expect.objectContaining(bought))
  const product = (await report('funnel')).find((row: { placement: string }) => row.placement === 'product')
  expect([product.seen > 0, product.added > 0]).toEqual([true, true])
  // One pack of filters at 5.90 that cost 1.90, whatever the model: there was one touch.
  const credited = { placement: 'product', intent: 'complementary', revenue_last: 590, margin_shapley: 400 }
  expect(await report('attribution')).toEqual([expect.objectContaining(credited)])
  expect(faults).toEqual([])
})

// The last one: it stops the Worker for good.
it('with the API stopped the page is whole and silent', async () => {
  const { page } = await visit('/p/cone-dripper')
  await worker.stop()
  const whole = await page.locator('main').innerText()
  const { page: after, faults } = await visit('/p/cone-dripper')
  await after.waitForLoadState('networkidle')
  expect(await after.locator('main').innerText()).toBe(whole)
  expect(await cards(after).count()).toBe(0)
  await after.getByRole('button', { name: 'Add to cart', exact: true }).first().click()
  await after.locator('[data-cart-count]', { hasText: '1' }).waitFor()
  // The browser's own line about the script that did not come is all there is.
  expect(faults.filter((fault) => !fault.startsWith('Failed to load resource'))).toEqual([])
})
