import { lookAt } from '../console/look-at.ts'
import { expect, test } from '../console/server.ts'

test('the documentation is read, searched and copied from, on a deployment of its own', async ({
  server,
  browser,
}) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  await page.goto(`${server.api}/docs/embed`)
  await expect(
    page.getByRole('navigation', { name: 'Documentation' }).getByRole('link', { name: 'Handbook' }),
  ).toBeVisible()
  await lookAt(page, 'docs-embed')

  const search = page.getByRole('searchbox', { name: 'Search' })
  const found = page.getByRole('region', { name: 'Search results' })
  await search.fill('webhook replay')
  await expect(found.getByRole('link').first()).toBeVisible()
  await lookAt(page, 'docs-search')
  await search.fill('zzzz')
  await expect(found.getByRole('status')).toHaveText('Nothing is found for “zzzz”.')
  await search.fill('get_recommendations')
  await found.getByRole('link', { name: 'Agents: Shoppers' }).first().click()
  await expect(page).toHaveURL(/\/docs\/agents#shoppers-agents$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Agents')

  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const block = page.locator('main pre').first()
  await page.getByRole('button', { name: 'Copy' }).first().click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await block.textContent())
  await page.getByRole('link', { name: 'Handbook' }).click()
  const pictures = page.locator('main img')
  await expect(pictures.first()).toHaveJSProperty('complete', true)
  expect(await pictures.first().evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  // The page of the API is sandboxed, which Playwright's own scripts do not like.
  expect(faults).toEqual([])
  await page.getByRole('link', { name: 'API reference' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pairwell API')
  await context.close()
})
