import type { Page } from '@playwright/test'
import { COLOURS, faultsOf } from './axe.ts'
import { expect, type Server, signIn, test } from './server.ts'

test.describe.configure({ mode: 'default' })

const PAGES = [
  '',
  '/uploads',
  '/panels',
  '/catalogue',
  '/catalogue/cone-dripper',
  '/rules',
  '/rules/new',
  '/simulator?item_id=cone-dripper',
  '/model',
  '/results',
  '/experiments',
  '/campaigns',
  '/campaigns/new',
  '/campaigns/triggers',
  '/campaigns/triggers/new',
  '/alerts',
  '/privacy',
  '/audit',
  '/settings',
  '/parts',
]
const WIDTHS = [360, 768, 1280, 1920]

/** The session of a member of a shop with data; one for all tests of the file. */
let session: ReturnType<typeof beginSession> | undefined

async function beginSession(server: Server, page: Page) {
  await page.goto(await server.link(await server.sharedShop()))
  await signIn(page)
  return await page.context().cookies()
}

for (const path of PAGES) {
  test(`/console${path} has no fault for axe in both schemes, and nothing wider than the page`, async ({
    server,
    browser,
    page: first,
  }) => {
    session ??= beginSession(server, first)
    const cookies = await session
    // The policy of the page would keep axe from being injected.
    const context = await browser.newContext({ colorScheme: 'light', bypassCSP: true })
    await context.addCookies(cookies)
    const page = await context.newPage()
    await page.goto(`${server.api}/console${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await faultsOf(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await faultsOf(page, COLOURS)).toEqual([])
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 })
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect([width, over]).toEqual([width, 0])
    }
    // Text of twice the size (WCAG 2.2, 1.4.4).
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%'
    })
    for (const width of [768, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(['200 %', width, over]).toEqual(['200 %', width, 0])
    }
    await context.close()
  })
}
