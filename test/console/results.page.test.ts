import { expect, signIn, test } from './server.ts'

test('the clicks are drawn over time, with the same figures in a table, and only that page loads the drawing', async ({
  server,
  visit,
}) => {
  const shop = await server.openFull('Fern & Kettle')
  const tag = `<script async src="${server.api}/pairwell.js" data-key="${shop.publishable_key}" data-consent="granted"></script>`
  server.paste(`${tag}<pairwell-panel placement="product" item-id="cone-dripper"></pairwell-panel>`)
  const { page: storefront } = await visit(`${server.shop}/cone-dripper`)
  await storefront.waitForRequest((request) => request.postData()?.includes('rec_viewable') ?? false)

  const { page, faults } = await visit(await server.link(shop))
  const files: string[] = []
  page.on('request', (request) => files.push(request.url()))
  await signIn(page)
  const drawings = () => files.filter((address) => /uPlot/.test(address))
  expect(drawings()).toEqual([])
  const card = page.getByRole('region', { name: 'Clicks over time' })
  await expect(async () => {
    await page.goto(`${server.api}/console/results`)
    await expect(card.locator('canvas')).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await card.getByText('The figures of the picture').click()
  await expect(card.getByRole('row')).toHaveCount(2)
  await expect(card.getByRole('cell')).toHaveText(/^0% \(0% – \d/)
  expect(new Set(drawings()).size).toBe(1)
  expect(faults).toEqual([])
})
