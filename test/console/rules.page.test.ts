import type { Recommendation } from '../../schema/serving/recommendations.ts'
import { expect, type Server, signIn, type TestShop, test } from './server.ts'

const ITEM = 'cone-dripper'

/** What shoppers get on the page of the item, past every cache. */
async function shown({ api }: Server, { publishable_key }: TestShop): Promise<string[]> {
  const asked = `${api}/p/${publishable_key}/recommendations?placement=product&item_id=${ITEM}`
  const answer: Recommendation = await (await fetch(asked)).json()
  return answer.items.map(({ title }) => title)
}

test('an item is moved to the front on the picture of the panel, published, and the rule switched off again', async ({
  server,
  page,
}) => {
  const shop = await server.openFull('Fern & Kettle')
  const before = await shown(server, shop)
  const third = before[2] ?? ''
  await page.goto(await server.link(shop))
  await signIn(page)
  await page.goto(`${server.api}/console/catalogue/${ITEM}`)
  await page.getByRole('button', { name: `To the front: ${third}` }).click()
  await expect(page.getByText('Not published yet:')).toBeVisible()
  // The picture changes at once, the shop does not.
  await expect(page.locator('.steer li').first()).toContainText(third)
  expect(await shown(server, shop)).toEqual(before)
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByText('Published. Every page shows it')).toBeVisible()
  expect((await shown(server, shop))[0]).toBe(third)

  await page.getByRole('link', { name: 'Rules' }).click()
  const rule = page.getByRole('region', { name: `“${third}” at place 1` })
  await expect(rule).toContainText('Live')
  await rule.getByRole('button', { name: 'Switch off' }).click()
  await expect(rule).toContainText('Switch on')
  expect(await shown(server, shop)).toEqual(before)
})

test('an item that the panel does not have is found, hidden ones leave, and discarding undoes both', async ({
  server,
  page,
}) => {
  const shop = await server.openFull('Fern & Kettle')
  const before = await shown(server, shop)
  const [first = ''] = before
  await page.goto(await server.link(shop))
  await signIn(page)
  await page.goto(`${server.api}/console/catalogue/${ITEM}`)
  await page.getByRole('button', { name: `Hide here: ${first}` }).click()
  await expect(page.locator('ol.steer')).not.toContainText(first)
  await page.getByLabel('Add another item').fill('kettle')
  await page.getByRole('list', { name: 'Add another item' }).getByRole('button').first().click()
  await expect(page.locator('ol.steer li').first()).toContainText(/kettle/i)
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.locator('ol.steer li').first()).toContainText(first)
  expect(await shown(server, shop)).toEqual(before)
})

test('a rule for all pages hides a tag, and says what it names that the catalogue lacks', async ({
  server,
  page,
}) => {
  const shop = await server.openFull('Fern & Kettle')
  await page.goto(await server.link(shop))
  await signIn(page)
  await page.goto(`${server.api}/console/rules`)
  await page.getByLabel('With items of').selectOption('item_ids')
  await page.getByLabel('Which ones').fill('no-such-item')
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByText('The catalogue has no item no-such-item')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Never show no-such-item' })).toContainText('Live')
})
