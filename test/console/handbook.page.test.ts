import { mkdirSync } from 'node:fs'
import { faultsOf } from './axe.ts'
import { expect, signIn, test } from './server.ts'

test.describe.configure({ mode: 'default' })

/** The pages of the console with the section of the handbook that they lead to; those with a picture in it have its name. */
const PAGES: readonly (readonly [path: string, anchor: string, picture?: string])[] = [
  ['', 'start', 'start'],
  ['/uploads', 'data'],
  ['/panels', 'panels', 'panels'],
  ['/catalogue', 'catalogue'],
  ['/rules', 'rules', 'rules'],
  ['/rules/new', 'rules'],
  ['/simulator?item_id=cone-dripper', 'simulator'],
  ['/model', 'model'],
  ['/results', 'results'],
  ['/experiments', 'experiments'],
  ['/offers', 'offers'],
  ['/offers/policy', 'offers'],
  ['/offers/segments', 'offers'],
  ['/offers/decisions', 'offers'],
  ['/campaigns', 'campaigns'],
  ['/campaigns/new', 'campaigns'],
  ['/campaigns/triggers', 'triggers'],
  ['/campaigns/triggers/new', 'triggers'],
  ['/customers', 'customers'],
  ['/accounts', 'accounts'],
  ['/accounts/learn', 'accounts'],
  ['/accounts/team', 'accounts'],
  ['/accounts/new', 'accounts'],
  ['/alerts', 'alerts', 'alerts'],
  ['/privacy', 'privacy', 'privacy'],
  ['/audit', 'changes'],
  ['/settings', 'settings'],
]

/** Where the pictures of the handbook are written with HANDBOOK_PICTURES=1; without it none is. */
const FOLDER = 'docs/handbook'
const TAKES_PICTURES = process.env.HANDBOOK_PICTURES === '1'

test('the “?” of each page leads to its section of the handbook', async ({ server, visit }) => {
  const shop = await server.sharedShop()
  const { page, faults } = await visit(await server.link(shop), {
    viewport: { width: 1000, height: 640 },
    reducedMotion: 'reduce',
    colorScheme: 'light',
  })
  await signIn(page)
  const handbook = await page.request.get(`${server.api}/console/handbook`)
  const text = await handbook.text()
  if (TAKES_PICTURES) mkdirSync(FOLDER, { recursive: true })
  for (const [path, anchor, picture] of PAGES) {
    await page.goto(`${server.api}/console${path}`)
    const help = page.getByRole('link', { name: 'Handbook: this page' })
    await expect(help).toHaveAttribute('href', `/console/handbook#${anchor}`)
    expect(text).toContain(` id="${anchor}"`)
    if (picture === undefined || !TAKES_PICTURES) continue
    await page.waitForLoadState('networkidle')
    await page.screenshot({ path: `${FOLDER}/${picture}.png`, animations: 'disabled' })
  }
  if (TAKES_PICTURES) {
    await page.goto(`${server.api}/console/catalogue/cone-dripper`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    await page.screenshot({ path: `${FOLDER}/catalogue.png`, animations: 'disabled' })
  }
  await page.goto(`${server.api}/console/settings`)
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: 'Handbook: this page' }).click(),
  ])
  await tab.waitForLoadState()
  expect(tab.url()).toBe(`${server.api}/console/handbook#settings`)
  expect(faults).toEqual([])
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the handbook is readable for everybody, has its pictures, and is not wider than the page, ${colorScheme}`, async ({
    server,
    visit,
  }) => {
    const { page, faults } = await visit(`${server.api}/console/handbook`, { colorScheme, bypassCSP: true })
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Handbook')
    expect(await faultsOf(page)).toEqual([])
    const pictures = page.getByRole('img')
    expect(await pictures.count()).toBeGreaterThan(4)
    for (const picture of await pictures.all()) {
      await picture.scrollIntoViewIfNeeded()
      await expect
        .poll(() => picture.evaluate((one: HTMLImageElement) => one.naturalWidth))
        .toBeGreaterThan(300)
    }
    const anchors = await page
      .locator('a[href^="#"]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))
    for (const anchor of anchors) await expect(page.locator(anchor)).toHaveCount(1)
    for (const width of [360, 768, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect([width, over]).toEqual([width, 0])
    }
    expect(faults).toEqual([])
  })
}
