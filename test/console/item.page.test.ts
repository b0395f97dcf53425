import { expect, signIn, test } from './server.ts'

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
  await expect(card.getByRole('listitem')).toContainText('needed to use it')
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
  const shop = await server.openFull('Fern & Kettle')
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
