import { chromium, type Page } from '@playwright/test'
import { launchOptions } from './chromium.ts'
import { call } from './demo-shop.ts'

/**
 * Takes the pictures of docs/ from a running demo shop: `node tools/screenshot.ts http://127.0.0.1:8788`. With an API, a
 * shop's secret key it takes a picture of every layout: `… <api> <secret_key> <folder>`.
 */
const [shop = 'http://127.0.0.1:8788', api, secret_key = '', folder = 'docs'] = process.argv.slice(2)
/** Space around a panel in a picture, in pixels. */
const MARGIN = 20
const WIDTHS = [360, 768, 1280]

const browser = await chromium.launch(launchOptions())

async function shoot(page: Page, panel: string, path: string): Promise<void> {
  const there = page.locator(panel)
  await there.scrollIntoViewIfNeeded()
  await there.getByRole('listitem').first().waitFor()
  await page.waitForLoadState('networkidle')
  const box = await there.getByRole('region').boundingBox()
  if (!box)
    throw new Error(
      'The panel is not visible, so no picture was taken. Does the demo shop run, and does its panel show?',
    )
  const { x, width, height } = box
  // `boundingBox` counts from the top of the view, a picture of the whole page from the top of the page.
  const y = box.y + (await page.evaluate(() => window.scrollY))
  const clip = {
    x: Math.max(0, x - MARGIN),
    y: y - MARGIN,
    width: width + 2 * MARGIN,
    height: height + 2 * MARGIN,
  }
  await page.screenshot({ path, clip, fullPage: true })
}

if (api) await everyLayout(api)
else {
  const page = await browser.newPage({ viewport: { width: 1000, height: 900 } })
  await page.goto(`${shop}/p/cone-dripper`)
  await shoot(page, 'pairwell-panel:not([intent])', 'docs/demo-panel.png')
}
await browser.close()

async function everyLayout(api: string): Promise<void> {
  for (const layout of ['grid', 'list', 'carousel', 'bundle']) {
    const panels = { product: { layout, not_for_me: true, free_shipping: { amount: 4500 } } }
    await call(api, '/v1/settings', secret_key, { method: 'PATCH', body: JSON.stringify({ panels }) })
    // A context of its own, so that no answer with another layout is in its cache.
    const page = await (await browser.newContext()).newPage()
    for (const look of ['', 'dark', 'serif', 'dense']) {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 })
        await page.goto(`${shop}/p/cone-dripper?look=${look}`)
        await shoot(
          page,
          'pairwell-panel:not([intent])',
          `${folder}/${layout}-${look || 'light'}-${width}.png`,
        )
      }
    }
  }
}
