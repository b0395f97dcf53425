import { expect, signIn, test } from './server.ts'

test('an owner deletes the shop after typing its name, and is signed out', async ({ server, visit }) => {
  const shop = await server.openFull('Last Day')
  const { page, faults } = await visit(await server.link(shop))
  await signIn(page)
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Delete the shop' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete Last Day?' })
  const press = dialog.getByRole('button', { name: 'Delete the shop' })
  await expect(press).toBeDisabled()
  await dialog.getByLabel('Type the name of the shop').fill('last day')
  await expect(press).toBeDisabled()
  await dialog.getByLabel('Type the name of the shop').fill('Last Day')
  await press.click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  const asked = `${server.api}/p/${shop.publishable_key}/recommendations?placement=product&item_id=cone-dripper`
  expect((await fetch(asked)).status).toBe(401)
  expect(faults).toEqual([])
})

test('two members cannot have one e-mail address, and the page says why', async ({ server, visit }) => {
  const { page } = await visit(await server.link(await server.open('Members')))
  await signIn(page)
  await page.getByRole('link', { name: 'Settings' }).click()
  const members = page.getByRole('region', { name: 'Members' })
  for (const name of ['Ann', 'Bea']) {
    await members.getByLabel('Name').fill(name)
    await members.getByLabel(/E-mail/).fill('both@example.com')
    await members.getByRole('button', { name: 'Add a member' }).click()
    if (name === 'Ann') await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  }
  await expect(members.getByRole('alert')).toContainText(
    'Another member of this shop has this e-mail address',
  )
})
