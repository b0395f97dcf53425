import { expect, signIn, test } from './server.ts'

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
    await page.getByLabel('Search', { exact: true }).fill('cone drip')
    await page.getByRole('link', { name: 'Cone dripper cone-dripper' }).click()
    await expect(page.getByRole('cell', { name: /of [\d,]+ orders/ }).first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Publish' })).toHaveCount(0)
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
