import { expect, signIn, test } from './server.ts'

test.describe.configure({ mode: 'default' })

test('a server that dies while something is saved: the page says so, keeps the change, and goes on', async ({
  server,
  visit,
}) => {
  const shop = await server.openFull('Interrupted')
  const { page } = await visit(await server.link(shop))
  await signIn(page)
  await page.getByRole('link', { name: 'Panels' }).click()
  await page.getByLabel('Title').fill('Goes with it')
  await page.route('**/v1/settings', (route) => route.abort('connectionreset'))
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('alert')).toContainText('The server does not answer')
  await expect(page.getByLabel('Title')).toHaveValue('Goes with it')
  await page.unroute('**/v1/settings')
  // The change survives a reload, too.
  await page.reload()
  await expect(page.getByLabel('Title')).toHaveValue('Goes with it')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Title')).toHaveValue('Goes with it')
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled()
})

test('the console asks no other origin for anything but the pictures of the shop', async ({
  server,
  visit,
}) => {
  const { page } = await visit(await server.link(await server.sharedShop()))
  const asked: { origin: string; type: string }[] = []
  page.on('request', (request) => {
    asked.push({ origin: new URL(request.url()).origin, type: request.resourceType() })
  })
  await signIn(page)
  for (const name of ['Data', 'Panels', 'Catalogue', 'Results', 'Experiments', 'Settings', 'Start']) {
    await page.getByRole('link', { name, exact: true }).first().click()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.waitForLoadState('networkidle')
  }
  const others = asked.filter(({ origin }) => origin !== server.api)
  expect(others.filter(({ origin, type }) => origin !== server.shop || type !== 'image')).toEqual([])
  expect(asked.length).toBeGreaterThan(20)
})

test('the page of the console has a strict policy, and every address below it leads to the app', async ({
  server,
}) => {
  for (const path of ['/console', '/console/uploads/imp_1', '/console/nothing/here']) {
    const answer = await fetch(`${server.api}${path}`)
    expect([path, answer.status]).toEqual([path, 200])
    const policy = answer.headers.get('Content-Security-Policy') ?? ''
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types offline-copies',
    ]) {
      expect(policy).toContain(part)
    }
    expect(policy).not.toMatch(/unsafe/)
    expect(answer.headers.get('Referrer-Policy')).toBe('no-referrer')
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
  }
  const old = await fetch(`${server.api}/console/assets/main-OLD.js`)
  expect([old.status, old.headers.get('Content-Type')]).toEqual([404, 'application/problem+json'])
})

test('an analyst reads everything, and is offered nothing that only others may do', async ({
  server,
  visit,
}) => {
  const shop = await server.openFull('Readers')
  const owner = await visit(await server.link(shop), { permissions: ['clipboard-read', 'clipboard-write'] })
  await signIn(owner.page)
  await owner.page.getByRole('link', { name: 'Settings' }).click()
  await owner.page.getByLabel('Name', { exact: true }).fill('Ann')
  await owner.page.getByLabel('Role', { exact: true }).selectOption('Analyst')
  await owner.page.getByRole('button', { name: 'Add a member' }).click()
  const dialog = owner.page.getByRole('dialog', { name: 'Sign-in link for Ann' })
  const link = (await dialog.locator('pre').innerText()).trim()
  const { page, faults } = await visit(link)
  await signIn(page)
  await page.getByRole('link', { name: 'Data' }).click()
  await expect(page.getByText('Your role (Analyst) does not allow this.')).toBeVisible()
  await page.getByRole('link', { name: 'Panels' }).click()
  await expect(page.getByLabel('Title')).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('region', { name: 'Keys' })).toHaveCount(0)
  await expect(page.getByRole('cell', { name: 'Ann (you)' })).toBeVisible()
  expect(faults).toEqual([])
})
