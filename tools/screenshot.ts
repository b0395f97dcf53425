import { chromium } from 'playwright-core'

/** Takes the README's picture from a running demo shop: `node tools/screenshot.ts http://127.0.0.1:8788`. */
const [shop = 'http://127.0.0.1:8788'] = process.argv.slice(2)
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
})
const page = await browser.newPage({ viewport: { width: 1000, height: 900 } })
await page.goto(`${shop}/p/cone-dripper`)
const panel = page.locator('pairwell-panel')
await panel.scrollIntoViewIfNeeded()
await panel.getByRole('listitem').last().waitFor()
await page.waitForLoadState('networkidle')
const box = await panel.getByRole('region').boundingBox()
if (!box) throw new Error('The panel does not show.')
const margin = 20
await page.screenshot({
  path: 'docs/demo-panel.png',
  clip: {
    x: box.x - margin,
    y: box.y - margin,
    width: box.width + 2 * margin,
    height: box.height + 2 * margin,
  },
})
await browser.close()
