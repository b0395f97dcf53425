import { expect, signIn, test } from './server.ts'

test('the catalogue is searched while typing, filtered, and says why an item is not shown', async ({
  server,
  page,
}) => {
  const shop = await server.openFull('Fern & Kettle')
  await page.goto(await server.link(shop))
  await signIn(page)
  await page.goto(`${server.api}/console/catalogue`)
  const items = page.getByRole('region', { name: 'Items' })
  const count = items.getByRole('status')
  const all = Number((await count.textContent())?.split(' ')[0])
  expect(all).toBeGreaterThan(20)
  await page.getByLabel('Search', { exact: true }).fill('cone-dripper')
  // The item of that id, before another one whose title begins in the same way.
  await expect(items.getByRole('link')).toHaveText([/cone-dripper ·/, /^Cone dripper, /])
  await expect(count).toHaveText('2 items')
  await page.getByLabel('Search', { exact: true }).fill('no such "thing')
  await expect(items).toContainText('No item matches.')
  await page.getByLabel('Search', { exact: true }).fill('')
  await expect(count).toHaveText(`${all} items`)

  const api = { headers: { Authorization: `Bearer ${shop.secret_key}`, 'Content-Type': 'application/json' } }
  const hidden = { exclusions: [{ item_id: 'cone-dripper', status: 'excluded' }] }
  await fetch(`${server.api}/v1/exclusions`, { method: 'PUT', body: JSON.stringify(hidden), ...api })
  await page.getByText('Filters', { exact: true }).click()
  const before = await page.getByLabel('Shown to shoppers').locator('option', { hasText: 'taken out by you' })
  await expect(before).toHaveText('Not shown: taken out by you (1)')
  await page.getByLabel('Shown to shoppers').selectOption('excluded')
  await expect(items.getByRole('link')).toHaveCount(1)
  await expect(items.getByRole('link')).toContainText('Not shown: taken out by you')
  await page.getByRole('button', { name: 'Remove all filters' }).click()
  await page.getByLabel('Price from (EUR)').fill('1000000')
  await expect(items).toContainText('No item matches.')
})

test('an answer that was overtaken is never shown, and a failed search can be repeated', async ({
  server,
  page,
}) => {
  await page.goto(await server.link(await server.sharedShop()))
  await signIn(page)
  await page.goto(`${server.api}/console/catalogue`)
  const search = page.getByLabel('Search', { exact: true })
  const items = page.getByRole('region', { name: 'Items' })
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/v1/items?*q=mug*', async (route) => {
    await held
    await route.continue().catch(() => {})
  })
  const asked = page.waitForRequest(/q=mug/)
  await search.fill('mug')
  await asked
  await search.fill('cone-dripper')
  await expect(items.getByRole('link')).toHaveCount(2)
  release()
  await expect(items.getByRole('link')).toHaveText([/cone/i, /cone/i])
  await page.route('**/v1/items?*q=kettle*', (route) => route.abort())
  await search.fill('kettle')
  await expect(page.getByRole('alert')).toContainText('The server does not answer.')
  await page.unroute('**/v1/items?*q=kettle*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(items.getByRole('link').first()).toContainText(/kettle/i)
})

test('a picture that cannot be loaded leaves a plain square, and not the sign of the browser', async ({
  server,
  page,
}) => {
  const shop = await server.sharedShop()
  await page.route('**/*', (route) =>
    route.request().resourceType() === 'image' ? route.abort() : route.continue(),
  )
  await page.goto(await server.link(shop))
  await signIn(page)
  await page.goto(`${server.api}/console/catalogue`)
  // Pictures far below are not asked for yet.
  for (const row of [0, 1, 2])
    await expect(page.locator('.thumb').nth(row)).toHaveJSProperty('tagName', 'SPAN')
})
