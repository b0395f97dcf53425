import { addOffers } from '../../tools/demo-offers.ts'
import { buyersOf } from './buyers.ts'
import { lookAt } from './look-at.ts'
import { enter, expect, signIn, test } from './server.ts'

test('the demo shop is entered with one press from an empty shop, looked at, and left again', async ({
  server,
  visit,
}) => {
  const demo = await server.openFull('Fern & Kettle')
  const own = await server.open('Mine')
  await server.kill()
  await server.start({ DEMO_SHOP: demo.shop_id })
  try {
    const { page, faults } = await visit(await server.link(own))
    await signIn(page)
    const heading = page.getByRole('heading', { level: 1 })
    await expect(heading).toHaveText('Mine')
    await page.getByRole('button', { name: 'Look at the demo shop' }).click()
    const banner = page.getByRole('region', { name: 'Demo shop' })
    await expect(banner).toContainText('Nothing can be changed here')
    await expect(page.getByRole('banner').getByText('Fern & Kettle')).toBeVisible()
    await expect(heading).toHaveText('Start')
    await page.getByRole('link', { name: 'Catalogue' }).click()
    const searched = page.waitForResponse(/\/v1\/items\?.*q=cone/)
    await page.getByLabel('Search', { exact: true }).fill('cone drip')
    await searched
    await expect(page.locator('[aria-busy="false"] > .items')).toBeVisible()
    await page.getByRole('link', { name: 'Cone dripper cone-dripper' }).click()
    await expect(page.getByRole('cell', { name: /of [\d,]+ orders/ }).first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Publish' })).toHaveCount(0)
    await page.goto(`${server.api}/console/offers/decisions`)
    await expect(page.getByRole('main').getByLabel('Channel')).toBeVisible()
    await page.getByRole('link', { name: 'Settings' }).click()
    await expect(heading).toHaveText('Settings')
    await banner.getByRole('button', { name: 'Leave the demo shop' }).click()
    await expect(heading).toHaveText('Mine')
    await expect(banner).toHaveCount(0)
    expect(faults).toEqual([])
  } finally {
    await server.kill()
    await server.start()
  }
})

test('the demo shop has offers, segments, decisions, a campaign with its plan and a trigger to look at', async ({
  server,
  browser,
}) => {
  const { shop, page } = await enter(server, browser)
  const said: string[] = []
  await addOffers(
    server.api,
    shop.secret_key,
    buyersOf(server).map(({ customer_id }) => customer_id),
    (text) => said.push(text),
  )
  expect(said).toEqual([
    expect.stringMatching(/^offers: 4 live, [3-9]\d\d customers .*, (1[2-9]|[2-9]\d|1\d\d) decisions/),
  ])
  const open = (path: string) => page.goto(`${server.api}/console/${path}`)
  await open('offers')
  for (const name of ['Goes with what they have', 'Running out', 'We miss you', 'Tea time box'])
    await expect(page.getByRole('heading', { name })).toBeVisible()
  await lookAt(page, 'demo-offers')
  await open('offers/segments')
  await expect(page.getByRole('main')).toContainText('Tea lovers')
  await open('offers/decisions')
  for (const status of ['Accepted', 'Refused', 'Open'])
    await expect(page.getByRole('main').getByText(`· ${status}`).first()).toBeVisible()
  // A person gets the offer that is worth most, so not everybody gets the same.
  const titles = page.getByRole('main').locator('summary')
  await expect(titles.filter({ hasNotText: 'goes well with your last order' })).not.toHaveCount(0)
  await lookAt(page, 'demo-decisions')
  await open('campaigns')
  await page.getByRole('link', { name: 'Tea time, before the holidays' }).click()
  await expect(page.getByRole('region', { name: 'The plan', exact: true })).toContainText('contact')
  await lookAt(page, 'demo-campaign')
  await open('campaigns/triggers')
  await page.getByRole('link', { name: 'Cart that was left' }).click()
  // The job of the triggers runs each quarter of an hour.
  await expect(async () => {
    await server.tick(Date.now() + 60 * 60_000)
    await page.reload()
    await expect(page.getByRole('row')).not.toHaveCount(0, { timeout: 3_000 })
  }).toPass()
  await lookAt(page, 'demo-trigger')
})
