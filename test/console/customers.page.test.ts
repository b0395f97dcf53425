import { buyersOf } from './buyers.ts'
import { lookAt } from './look-at.ts'
import { enter, expect, signIn, test } from './server.ts'

const NAME = 'Customer id or e-mail address'

test('a customer is found by the shop’s own id, and the page shows purchases and what to expect', async ({
  server,
  browser,
}) => {
  const { page, context } = await enter(server, browser, await server.sharedShop())
  const [most] = buyersOf(server).sort((a, b) => b.orders.size - a.orders.size)
  const { customer_id: customer = '', orders } = most ?? {}
  await page.goto(`${server.api}/console/customers`)
  await page.getByLabel(NAME).fill(customer)
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByRole('heading', { name: 'What to expect' })).toBeVisible()
  const value = (term: string) => page.locator(`dt:text-is("${term}") + dd`)
  await expect(value('Orders')).toHaveText(String(orders?.size))
  // How customers buy is fitted after the model is published, so the page may have come before it.
  await expect(async () => {
    await page.reload()
    await expect(value('Probably still buys here')).toHaveText(/%$/, { timeout: 5_000 })
  }).toPass()
  await expect(value('Purchases in the next year')).toHaveText(/\d/)
  expect(page.url()).not.toContain(encodeURIComponent(customer))
  await lookAt(page, 'customer')
  await context.close()
})

test('somebody unknown is said to be unknown', async ({ server, page }) => {
  await page.goto(await server.link(await server.open('Corner shop')))
  await signIn(page)
  await page.goto(`${server.api}/console/customers`)
  await page.getByLabel(NAME).fill('nobody@example.com')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByRole('alert')).toContainText('knows no such customer')
})

test('customers are scored, and the best of a family lead to what each is likely to buy', async ({
  server,
  browser,
}) => {
  const { page, context } = await enter(server, browser)
  await page.goto(`${server.api}/console/customers`)
  await page.getByRole('link', { name: 'Target lists' }).click()
  await page.getByRole('button', { name: 'Score now' }).click()
  await expect(page.getByText('All customers are scored.')).toBeVisible()
  const best = page.getByRole('region', { name: 'Best customers' }).first()
  await expect(best.getByRole('link').first()).toBeVisible()
  await lookAt(page, 'targets')
  const file = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download all as CSV' }).click()
  expect((await file).suggestedFilename()).toMatch(/\.csv$/)
  await best.getByRole('link').first().click()
  const likely = page.getByRole('region', { name: 'Likely to buy next' }).first()
  await expect(likely.getByRole('listitem').first()).toContainText('%')
  await lookAt(page, 'likely')
  await context.close()
})
