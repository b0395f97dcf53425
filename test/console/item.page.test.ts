import { lookAt } from './look-at.ts'
import { enter, expect, signIn, test } from './server.ts'

test('a relation is added on the page of an item, is there for shoppers, and is removed again', async ({
  server,
  visit,
}) => {
  const shop = await server.openFull('Fern & Kettle')
  const { page, faults } = await visit(await server.link(shop))
  await signIn(page)
  await page.goto(`${server.api}/console/catalogue/cone-dripper`)
  const card = page.getByRole('region', { name: 'Your relations' })
  await expect(card).toContainText('None.')
  await card.getByLabel('The other item is').selectOption('required_part')
  await card.getByLabel('Add a relation to another item').fill('descaler')
  const found = card.getByRole('button', { name: /^Add the relation: .*descaler/i }).first()
  const title = ((await found.getAttribute('aria-label')) ?? '').replace('Add the relation: ', '')
  await found.click()
  // What was found may still be shown beside it for a moment.
  await expect(card.getByRole('listitem').filter({ hasText: 'needed to use it' })).toBeVisible()
  // A relation comes before everything that the orders teach.
  const evidence = page.getByRole('region', { name: 'Why these' })
  await expect(evidence.getByRole('row').nth(1)).toContainText('Your relation')
  await expect(evidence.getByRole('row').nth(1)).toContainText(title)
  await card.getByRole('button', { name: `Remove the relation: ${title}` }).click()
  await expect(card).toContainText('None.')
  expect(faults).toEqual([])
})

test('the map of an item has its companions and theirs, as a picture and as a list', async ({
  server,
  visit,
}) => {
  const shop = await server.sharedShop()
  const { page, faults } = await visit(await server.link(shop))
  await signIn(page)
  await page.goto(`${server.api}/console/catalogue/cone-dripper`)
  const card = page.getByRole('region', { name: 'Map' })
  await card.getByText('Show the map').click()
  await expect(card.getByRole('listitem')).toHaveCount(6)
  await expect(card.getByRole('listitem').first()).toContainText('goes with')
  const nodes = await card.locator('svg .node').count()
  expect(nodes).toBeGreaterThan(7)
  const second = card.getByRole('listitem').nth(1).getByRole('link')
  const name = (await second.textContent()) ?? ''
  await second.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  expect(faults).toEqual([])
})

test('the figures of an item are those that its panel and itself have had', async ({
  server,
  visit,
  browser,
}) => {
  const { shop, page } = await enter(server, browser)
  const card = page.getByRole('region', { name: 'Figures', exact: true })
  await page.goto(`${server.api}/console/catalogue/cone-dripper`)
  await card.scrollIntoViewIfNeeded()
  await expect(card).toContainText('No panel was shown on its page or with it in this time.')
  const tag = `<script async src="${server.api}/pairwell.js" data-key="${shop.publishable_key}" data-consent="granted"></script>`
  server.paste(`${tag}<pairwell-panel placement="product" item-id="cone-dripper"></pairwell-panel>`)
  const { page: storefront } = await visit(`${server.shop}/cone-dripper`)
  await storefront.waitForRequest((request) => request.postData()?.includes('rec_viewable') ?? false)
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.now())
  await expect(async () => {
    await server.tick(Date.now())
    await page.goto(`${server.api}/console/catalogue/cone-dripper`)
    await card.scrollIntoViewIfNeeded()
    await expect(card.getByRole('row')).toHaveCount(2, { timeout: 5_000 })
  }).toPass()
  const row = card.getByRole('row', { name: 'on the page: panels beside it' })
  await expect(row.getByRole('cell')).toHaveText([
    ...['1', '1100% of shown', '0too early to say', '00% of seen', '00% of seen', '€0.00'],
  ])
  await expect(card).toContainText(`Counted since ${day}, UTC.`)
  // The panel is the widget's own view, which has tests of its own.
  await page.addStyleTag({ content: '.frame { display: none }' })
  await lookAt(page, 'item-figures')
})
