import { faultsOf } from './axe.ts'
import { expect, OPERATOR_TOKEN, signIn, test } from './server.ts'

test.describe.configure({ mode: 'default' })

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the operator's page has no fault for axe, and nothing wider than the page, ${colorScheme}`, async ({
    server,
    visit,
  }) => {
    await server.open('The corner shop')
    const { page, faults } = await visit(`${server.api}/console/operator`, { colorScheme, bypassCSP: true })
    const axe = async () => {
      const found = await faultsOf(page)
      for (const width of [360, 768, 1280, 1920]) {
        await page.setViewportSize({ width, height: 900 })
        found.push(
          ...(await page.evaluate(() =>
            document.documentElement.scrollWidth > innerWidth ? [innerWidth] : [],
          )),
        )
      }
      return found
    }
    await page.getByLabel('Operator token').waitFor()
    expect(await axe()).toEqual([])
    await page.getByLabel('Operator token').fill(OPERATOR_TOKEN)
    await page.keyboard.press('Enter')
    await page.getByRole('cell', { name: 'The corner shop' }).first().waitFor()
    expect(await axe()).toEqual([])
    await page.getByRole('button', { name: 'Delete: The corner shop' }).first().click()
    expect(await axe()).toEqual([])
    expect(faults).toEqual([])
  })
}

test('with the token, and by keyboard: open a shop, pause and resume it, get a link, delete it by its name', async ({
  server,
  visit,
}) => {
  const { page, faults } = await visit(`${server.api}/console/operator`)
  await page.getByLabel('Operator token').fill('a guess')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toHaveText('This is not the operator token.')
  await page.getByLabel('Operator token').fill(OPERATOR_TOKEN)
  await page.keyboard.press('Enter')
  await page.getByLabel('Name of the shop').fill('Short-lived')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Sign-in link for the owner of Short-lived' })
  const first = (await dialog.locator('pre').innerText()).trim()
  expect(first).toMatch(/\/console\/sign-in#sl_/)
  await page.keyboard.press('Escape')
  await page.getByLabel('Search by name or id').fill('short-l')
  const row = page.getByRole('row').filter({ hasText: 'Short-lived' })
  await expect(row).toHaveCount(1)
  await page.getByRole('button', { name: 'Pause: Short-lived' }).press('Enter')
  await expect(row.getByText('Paused')).toBeVisible()
  await page.getByRole('button', { name: 'Resume: Short-lived' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Pause: Short-lived' })).toBeVisible()
  expect(await row.innerText()).not.toContain('Paused')
  await page.getByRole('button', { name: 'Sign-in link: Short-lived' }).press('Enter')
  const second = (await dialog.locator('pre').innerText()).trim()
  expect(second).not.toBe(first)
  await dialog.getByRole('button', { name: 'Close' }).press('Enter')
  const owner = await visit(second)
  await signIn(owner.page)
  await expect(owner.page.getByRole('heading', { level: 1 })).toHaveText('Short-lived')

  await page.getByRole('button', { name: 'Delete: Short-lived' }).press('Enter')
  const sure = page.getByRole('dialog', { name: 'Delete Short-lived?' })
  const yes = sure.getByRole('button', { name: 'Delete' })
  await sure.getByLabel(/^Type the name of the shop/).fill('short-lived')
  await expect(yes).toBeDisabled()
  await page.keyboard.press('Enter')
  await sure.getByLabel(/^Type the name of the shop/).fill('Short-lived')
  await expect(yes).toBeEnabled()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Short-lived is being deleted.')).toBeVisible()
  await owner.page.reload()
  await expect(owner.page.getByRole('heading', { level: 1 })).toHaveText('Sign in')
  expect(faults).toEqual([])
})

test('the token is in no storage and no cookie, and a reload asks for it again', async ({
  server,
  visit,
}) => {
  const { page } = await visit(`${server.api}/console/operator`)
  await page.getByLabel('Operator token').fill(OPERATOR_TOKEN)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 2, name: 'Shops' }).waitFor()
  const kept = await page.evaluate(() =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      location.href,
      history.state,
    ]),
  )
  expect(kept).not.toContain(OPERATOR_TOKEN)
  expect(await page.context().cookies()).toEqual([])
  await page.reload()
  await expect(page.getByLabel('Operator token')).toHaveValue('')
})
