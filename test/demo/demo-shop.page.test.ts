import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContextOptions, expect, type Page, test as pageTest } from '@playwright/test'
import { startShop } from '../../demo/shop/server.ts'
import { call, DEMO_PANELS, openDemoShop, tellOrder } from '../../tools/demo-shop.ts'
import { integrityOf, RELEASES, type Release } from '../../tools/release.ts'
import { migrate } from '../../tools/server/migrations.ts'
import { freePort, startWorker } from '../../tools/worker.ts'

const VARS = { ADMIN_TOKEN: 'operator', MASTER_KEY: 'a-master-key-of-the-tests-with-more-than-32-characters' }

/** The demo shop and its Worker, started as by `npm start`. */
type Demo = {
  shop: { url: string }
  api: string
  publishable_key: string
  secret_key: string
  /** Sets how panels look. */
  setPanels: (panels: object) => Promise<void>
}
/** A page with its faults: exceptions, console errors, violations of the content security policy. */
type Seen = { page: Page; faults: string[] }
type Visit = (path: string, options?: BrowserContextOptions, prepare?: (page: Page) => void) => Promise<Seen>

const test = pageTest.extend<{ visit: Visit }, { demo: Demo }>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures this one needs
    async ({}, use) => {
      const state = mkdtempSync(join(tmpdir(), 'pairwell-demo-'))
      await migrate(state)
      const worker = await startWorker({ port: await freePort(), state, vars: VARS, assets: 'dist/assets' })
      const shopPort = await freePort()
      const base = `http://127.0.0.1:${shopPort}`
      const keys = await openDemoShop(worker.url, base, VARS.ADMIN_TOKEN, () => undefined)
      const shop = await startShop({
        ...{ port: shopPort, api: worker.url, publishableKey: keys.publishable_key },
        tell: tellOrder(worker.url, keys.secret_key),
      })
      const setPanels = async (panels: object) => {
        const body = JSON.stringify({ panels })
        await call(worker.url, '/v1/settings', keys.secret_key, { method: 'PATCH', body })
      }
      await use({ ...keys, shop, api: worker.url, setPanels })
      await shop.close()
      await worker.stop()
      rmSync(state, { recursive: true, force: true })
    },
    // The limit only ends a start that hangs.
    { scope: 'worker', timeout: 600_000 },
  ],
  visit: async ({ browser, demo }, use) => {
    const pages: Page[] = []
    await use(async (path, options = {}, prepare = () => {}) => {
      const page = await (await browser.newContext(options)).newPage()
      pages.push(page)
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text())
      })
      prepare(page)
      await page.goto(new URL(path, demo.shop.url).href)
      return { page, faults }
    })
    await Promise.all(pages.map((page) => page.context().close()))
  },
})

// One Worker and one demo shop serve all tests of the file, one test after the other.
test.describe.configure({ mode: 'default' })

/** Returns the panel of companions: on a product page the first of two. */
const companions = (page: Page) => page.locator('pairwell-panel:not([intent])')
const cards = (page: Page) => companions(page).getByRole('listitem')

test('a product page shows four companions, each with a price and a reason', async ({ visit }) => {
  const { page, faults } = await visit('/p/cone-dripper')
  await companions(page).scrollIntoViewIfNeeded()
  await expect(cards(page)).toHaveCount(4)
  const texts = await cards(page).allInnerTexts()
  expect(texts.every((text) => /€\d/.test(text) && /buyers|shop|bought/.test(text))).toBe(true)
  expect(texts.join()).toContain('Cone filters 02')
  expect(faults).toEqual([])
})

test('adding from a card fills the cart, whose panel then shows companions of both items', async ({
  visit,
  demo,
}) => {
  const { page, faults } = await visit('/p/cone-dripper')
  await page.getByRole('button', { name: 'Add to cart', exact: true }).first().click()
  await companions(page).scrollIntoViewIfNeeded()
  await page.getByRole('button', { name: 'Add to cart: Cone filters 02' }).click()
  await companions(page).getByRole('button', { name: /Added/ }).waitFor()
  await page.goto(`${demo.shop.url}/cart`)
  await cards(page).first().waitFor()
  const names = await companions(page).getByRole('link').allInnerTexts()
  expect(names.length).toBe(3)
  expect(names.join()).not.toMatch(/Cone dripper|Cone filters 02/)
  expect(faults).toEqual([])
})

test('the product page also shows an upgrade and its gains', async ({ visit }) => {
  const { page, faults } = await visit('/p/cone-dripper')
  const panel = page.locator('pairwell-panel[intent="upgrade"]')
  await panel.scrollIntoViewIfNeeded()
  await panel.getByRole('listitem').first().waitFor()
  expect(await panel.getByRole('heading', { level: 2 }).innerText()).toBe('Worth the upgrade')
  expect(await panel.getByRole('listitem').count()).toBeLessThanOrEqual(2)
  expect(await panel.getByRole('listitem').first().innerText()).toMatch(/instead of|more/)
  expect(faults).toEqual([])
})

/** Versions to which a page can be pinned by hash: every release, oldest first, and the current build. */
const PINNED: { name: string; read: () => Pick<Release, 'script' | 'parts'> }[] = [
  ...readdirSync(RELEASES)
    .map((version): Release => JSON.parse(readFileSync(`${RELEASES}/${version}/release.json`, 'utf8')))
    .sort((a, b) => a.date.localeCompare(b.date))
    .map((release) => ({ name: `release ${release.version}`, read: () => release })),
  { name: 'the build of today', read: buildOfToday },
]

function buildOfToday(): Pick<Release, 'script' | 'parts'> {
  const assets = 'dist/assets'
  const stored = (file: string) => ({ file, integrity: integrityOf(readFileSync(`${assets}/${file}`)) })
  const evergreen = readFileSync(`${assets}/pairwell.js`)
  const parts = readdirSync(assets).filter((file) => {
    const hash = /^pairwell-[a-z]+-(\w+)\.js$/.exec(file)?.[1]
    return hash !== undefined && evergreen.includes(hash)
  })
  const [script = ''] = readdirSync(assets).filter(
    (file) => /^pairwell-\w{16}\.js$/.test(file) && readFileSync(`${assets}/${file}`).equals(evergreen),
  )
  return { script: stored(script), parts: parts.map(stored) }
}

/** Starts a server in front of a shop that replaces a text in each page. */
async function replaceInPages(shop: string, from: string, to: string) {
  const front = createServer(async (request, response) => {
    const found = await fetch(`${shop}${request.url}`)
    // Pictures of the catalogue keep their URLs, so the content security policy must allow them.
    const policy = found.headers.get('Content-Security-Policy')?.replace('img-src', `img-src ${shop}`)
    response.writeHead(found.status, {
      'Content-Type': found.headers.get('Content-Type') ?? '',
      'Content-Security-Policy': policy ?? '',
    })
    // Every file of the demo shop is text, including pictures.
    response.end((await found.text()).replace(from, to))
  })
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
  const { port } = front.address() as AddressInfo
  const close = () => {
    front.close()
    front.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${port}`, close }
}

const CAROUSEL = {
  product: { layout: 'carousel', not_for_me: true },
  cart: { free_shipping: { amount: 4_500 } },
}

for (const { name, read } of PINNED) {
  test(`a page pinned to ${name} shows the answers of the current Worker, and adds from it`, async ({
    demo,
    visit,
  }) => {
    const { script, parts } = read()
    const loaded: Record<string, number> = {}
    const pinned = `src="${demo.api}/${script.file}" integrity="${script.integrity}" crossorigin`
    const pinnedShop = await replaceInPages(demo.shop.url, `src="${demo.api}/pairwell.js"`, pinned)
    await demo.setPanels(CAROUSEL)
    try {
      const { page, faults } = await visit(`${pinnedShop.url}/p/cone-dripper`, {}, (page) => {
        page.on('response', (response) => {
          const { origin, pathname } = new URL(response.url())
          if (origin === demo.api && pathname.endsWith('.js')) loaded[pathname.slice(1)] = response.status()
        })
      })
      await companions(page).scrollIntoViewIfNeeded()
      await expect(companions(page).locator('li')).toHaveCount(4)
      // Release 0.1.0 is one script without parts, and shows a carousel as the grid that it knows.
      const region = companions(page).getByRole('region')
      if (parts.length > 0) await expect(region).toHaveAttribute('aria-roledescription', 'carousel')
      await page.getByRole('button', { name: 'Add to cart: Cone filters 02' }).click()
      await companions(page).getByRole('button', { name: /Added/ }).waitFor()
      // Only the pinned script and its own parts were loaded, without errors.
      const files = [script, ...parts].map(({ file }) => file)
      expect(Object.keys(loaded).filter((file) => !files.includes(file))).toEqual([])
      expect([...new Set(Object.values(loaded))]).toEqual([200])
      const needed = parts.map(({ file }) => file).filter((file) => /-(layouts|press)-/.test(file))
      expect(Object.keys(loaded)).toEqual(expect.arrayContaining([script.file, ...needed]))
      // This page has an origin that the shop does not name, so its beacons are refused.
      expect(faults.filter((fault) => !fault.includes('403'))).toEqual([])
    } finally {
      await demo.setPanels(DEMO_PANELS)
      pinnedShop.close()
    }
  })
}

test('the home page shows best sellers, and the order page shows companions of the order', async ({
  visit,
  demo,
}) => {
  const { page, faults } = await visit('/')
  await companions(page).scrollIntoViewIfNeeded()
  await expect(cards(page)).toHaveCount(4)
  await page.goto(`${demo.shop.url}/p/cone-dripper`)
  await page.getByRole('button', { name: 'Add to cart', exact: true }).first().click()
  await page.goto(`${demo.shop.url}/cart`)
  await page.getByRole('button', { name: 'Place order' }).click()
  await page.waitForURL('**/thank-you')
  await companions(page).scrollIntoViewIfNeeded()
  await page.getByRole('heading', { name: 'Goes well with your order' }).waitFor()
  expect(faults).toEqual([])
})

const PLATFORMS = 'plain tag-manager shopify shopify-cart woocommerce magento react vue'.split(' ')

for (const platform of PLATFORMS) {
  test(`/install links to the page for ${platform}, whose panel comes from its snippet alone`, async ({
    visit,
  }) => {
    const { page, faults } = await visit('/install')
    await expect(page.locator('main a[href^="/install/"]')).toHaveCount(PLATFORMS.length)
    await page.locator(`main a[href="/install/${platform}"]`).click()
    await page.locator('pairwell-panel').first().waitFor({ state: 'attached' })
    for (const panel of await page.locator('pairwell-panel').all()) {
      await panel.scrollIntoViewIfNeeded()
      await panel.getByRole('listitem').nth(1).waitFor()
    }
    await expect(page.locator('script[src$="/pairwell.js"]')).toHaveCount(1)
    expect(faults).toEqual([])
  })
}

/** Colour and height of a button. */
const LOOKS: Record<string, [unknown, string]> = {
  dark: ['rgb(226, 184, 100)', '44px'],
  serif: ['rgb(255, 250, 242)', '44px'],
  dense: [expect.any(String), '32px'],
}

for (const look of Object.keys(LOOKS)) {
  test(`a ${look} shop has the panel in its own look`, async ({ visit }) => {
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
}

test('a phone shows the same without horizontal scrolling', async ({ visit }) => {
  const { page } = await visit('/p/house-blend', { viewport: { width: 360, height: 740 } })
  await companions(page).scrollIntoViewIfNeeded()
  await cards(page).first().waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
})

test('the whole loop works: views, additions from a panel and purchases are in the report', async ({
  visit,
  demo,
}) => {
  const report = async (name: string) => (await call(demo.api, `/v1/reports/${name}`, demo.secret_key)).rows
  const { page, faults } = await visit('/p/cone-dripper')
  const told = (event: string) => page.waitForRequest((sent) => (sent.postData() ?? '').includes(event))
  const viewable = told('rec_viewable')
  await companions(page).scrollIntoViewIfNeeded()
  await viewable
  await page.getByRole('button', { name: 'Add to cart: Cone filters 02' }).click()
  await companions(page).getByRole('button', { name: /Added/ }).waitFor()
  await page.goto(`${demo.shop.url}/cart`)
  const purchase = told('purchase')
  await page.getByRole('button', { name: 'Place order' }).click()
  await page.waitForURL('**/thank-you')
  await purchase
  // Run the cron, as every minute.
  await fetch(`${demo.api}/cdn-cgi/handler/scheduled`)
  // Other visitors have seen panels before; this one is the first to buy.
  const bought = { placement: 'product', bought: 1, revenue: 590 }
  await expect.poll(() => report('funnel')).toContainEqual(expect.objectContaining(bought))
  const product = (await report('funnel')).find((row: { placement: string }) => row.placement === 'product')
  expect([product.seen > 0, product.added > 0]).toEqual([true, true])
  // One pack of filters at 5.90 that cost 1.90, whatever the model: there was one touch.
  const credited = { placement: 'product', intent: 'complementary', revenue_last: 590, margin_shapley: 400 }
  expect(await report('attribution')).toEqual([expect.objectContaining(credited)])
  expect(faults).toEqual([])
})

test('with the API stopped the page is complete and has no errors', async ({ visit, demo }) => {
  const { page } = await visit('/p/cone-dripper')
  const whole = await page.locator('main').innerText()
  // The same shop with an API on an unused port: for a browser the API is stopped.
  const api = `http://127.0.0.1:${await freePort()}`
  const shop = await startShop({
    ...{ port: 0, api, publishableKey: demo.publishable_key },
    tell: tellOrder(api, demo.secret_key),
  })
  const { page: after, faults } = await visit(`${shop.url}/p/cone-dripper`)
  // The page has loaded, so the request for the tag's script has failed.
  await expect(after.locator(`script[src="${api}/pairwell.js"]`)).toHaveCount(1)
  expect(await after.evaluate(() => customElements.get('pairwell-panel') === undefined)).toBe(true)
  expect(await after.locator('main').innerText()).toBe(whole)
  await expect(cards(after)).toHaveCount(0)
  await after.getByRole('button', { name: 'Add to cart', exact: true }).first().click()
  await after.locator('[data-cart-count]', { hasText: '1' }).waitFor()
  await shop.close()
  // The only message is the browser's own about the missing script.
  expect(faults.filter((fault) => !fault.startsWith('Failed to load resource'))).toEqual([])
})
