import { expect, type Server, signIn, type TestShop, test } from './server.ts'

const ITEM = 'cone-dripper'

const callApi = async (
  { api }: Server,
  { secret_key }: TestShop,
  path: string,
  method: string,
  body?: unknown,
) =>
  await (
    await fetch(`${api}${path}`, {
      method,
      headers: { Authorization: `Bearer ${secret_key}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  ).json()

test('a draft is tried on a page and on the most viewed pages before it is live, and nothing changes for shoppers', async ({
  server,
  page,
}) => {
  const shop = await server.openFull('Fern & Kettle')
  const panel = `/v1/recommendations?placement=product&item_id=${ITEM}`
  const before = (await callApi(server, shop, panel, 'GET')).items
  const [first] = before
  const rule = { name: 'Not this one', action: { kind: 'hide', items: { item_ids: [first.item_id] } } }
  await callApi(server, shop, '/v1/rules', 'POST', rule)
  await page.goto(await server.link(shop))
  await signIn(page)
  await page.goto(`${server.api}/console/catalogue/${ITEM}`)
  await page.getByRole('link', { name: 'Open in the simulator' }).click()
  const candidates = page.getByRole('region', { name: 'All candidates', exact: true })
  const row = candidates.getByRole('row', { name: new RegExp(first.title) }).first()
  await expect(row).toContainText('Shown')
  await expect(row).toContainText(/of [\d,]+ orders/)
  await page.getByLabel('Not this one').check()
  await expect(row).toContainText('Hidden')
  await expect(row).toContainText('by the rule “Not this one”')
  await expect(page.getByRole('region', { name: 'As it is now' })).toBeVisible()
  await page.getByRole('button', { name: 'Compare' }).click()
  const compared = page.getByRole('region', { name: 'On the most viewed pages' })
  await expect(compared.getByRole('status')).toContainText(/^[1-9]\d* of \d+ pages change/)
  await expect(compared).toContainText(`${first.title} leaves`)
  expect((await callApi(server, shop, panel, 'GET')).items).toEqual(before)
})

test('a cart is put together by search, and the boost of a rule is named at the items that it moves', async ({
  server,
  page,
}) => {
  const shop = await server.openFull('Fern & Kettle')
  const boost = { kind: 'boost', items: { brands: ['Fern & Kettle'] }, strength: 'moderate' }
  await callApi(server, shop, '/v1/rules', 'POST', { name: 'Own brand', status: 'live', action: boost })
  await page.goto(await server.link(shop))
  await signIn(page)
  await page.goto(`${server.api}/console/simulator`)
  await expect(page.getByText('Choose the item of the page first.')).toBeVisible()
  await page.getByLabel('Page', { exact: true }).selectOption('cart')
  for (const item of ['cone-dripper', 'cone-filters']) {
    await page.getByRole('searchbox', { name: 'Items of the cart: search' }).fill(item)
    await page
      .getByRole('button', { name: /^Add: / })
      .first()
      .click()
  }
  await expect(
    page.getByRole('list', { name: 'Items of the cart', exact: true }).getByRole('listitem'),
  ).toHaveCount(2)
  const candidates = page.getByRole('region', { name: 'All candidates', exact: true })
  await expect(candidates.getByText('earlier by “Own brand” (score × 2)').first()).toBeVisible()
  await page.getByLabel('Own brand').check()
  await expect(candidates.getByText('earlier by “Own brand”')).toHaveCount(0)
})
