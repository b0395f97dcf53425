import { readFileSync } from 'node:fs'
import { upload } from '../../tools/demo-shop.ts'
import { HOUR } from '../../vocabulary/time.ts'
import { receiver } from '../alerts/receiver.ts'
import { faultsOf } from './axe.ts'
import { expect, type Server, signIn, type TestShop, test } from './server.ts'

test.describe.configure({ mode: 'default' })

/** Calls the API with the shop's secret key. */
async function call(server: Server, shop: TestShop, path: string, method = 'GET', body?: object) {
  const response = await fetch(`${server.api}${path}`, {
    method,
    headers: { Authorization: `Bearer ${shop.secret_key}`, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  return response.status === 204 ? undefined : await response.json()
}

/** A shop whose feed has failed twice, as the cron of an hour later finds. */
async function failing(server: Server, name: string): Promise<TestShop> {
  const shop = await server.open(name)
  const { feed_id } = await call(server, shop, '/v1/feeds', 'PUT', {
    url: 'https://127.0.0.1:1/f',
    kind: 'items',
  })
  const failures = async () => (await call(server, shop, '/v1/feeds')).items[0].failures
  await expect.poll(failures, { timeout: 60_000 }).toBe(1)
  await call(server, shop, `/v1/feeds/${feed_id}/fetch`, 'POST')
  await expect.poll(failures, { timeout: 60_000 }).toBe(2)
  await server.tick(Date.now() + 2 * HOUR)
  const open = async () => (await call(server, shop, '/v1/alerts?state=open')).items.length
  await expect.poll(open, { timeout: 60_000 }).toBe(1)
  return shop
}

test('a failing feed is a banner on each page, leads to the alerts, and can be hidden in this tab', async ({
  server,
  visit,
}) => {
  const shop = await failing(server, 'Alerted')
  const { page, faults } = await visit(await server.link(shop), { bypassCSP: true })
  await signIn(page)
  const banner = page.getByRole('region', { name: 'Alerts', exact: true })
  await expect(banner).toContainText('A feed cannot be fetched.')
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('link', { name: 'Show alerts' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Alerts')
  await expect(page.getByRole('heading', { level: 3 })).toHaveText('A feed cannot be fetched')
  await expect(banner).toHaveCount(0)
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('link', { name: 'Go to Data' }).click()
  await banner.getByRole('button', { name: 'Hide' }).click()
  await expect(banner).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Data')
  await page.waitForLoadState('networkidle')
  await expect(banner).toHaveCount(0)
  expect(faults).toEqual([])
})

test('a webhook is added, tested, shows its log and secret once, fails visibly, and is deleted', async ({
  server,
  visit,
}) => {
  const { origin, close } = await receiver()
  const shop = await server.open('Told')
  const { page, faults } = await visit(await server.link(shop), { bypassCSP: true })
  await signIn(page)
  await page.getByRole('link', { name: 'Alerts' }).click()
  await expect(page.getByText('Nothing is wrong.')).toBeVisible()
  await page.getByLabel('Address').fill('https://10.0.0.7/x')
  await page.getByRole('button', { name: 'Add the address' }).click()
  await expect(page.getByRole('alert')).toContainText('not on the public internet')
  await page.getByLabel('Address').fill(`${origin}/messages`)
  await page.getByLabel('Imports that are finished').check()
  await page.getByRole('button', { name: 'Add the address' }).click()
  const secret = page.getByRole('dialog', { name: 'Secret' })
  await expect(secret.locator('pre')).toHaveText(/^whsec_[\w+/]{43}=$/)
  await secret.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: /^Send a test/ }).click()
  await expect(page.getByText(/The server accepted the test \(status 204/)).toBeVisible()
  await page.getByText('Last messages').click()
  await expect(page.getByRole('cell', { name: 'Accepted' })).toBeVisible()
  expect(await faultsOf(page)).toEqual([])
  await fetch(`${origin}/messages`, { method: 'PUT', body: JSON.stringify([{ status: 500 }]) })
  await page.getByRole('button', { name: /^Send a test/ }).click()
  await expect(page.getByText('The test did not arrive. The server answered with status 500.')).toBeVisible()
  await expect(page.getByText(/^Fails since/)).toBeVisible()
  // A receiver that says "gone" is switched off, and gets what it missed when somebody asks for it.
  await fetch(`${origin}/messages`, {
    method: 'PUT',
    body: JSON.stringify([{ status: 410 }, { status: 200 }]),
  })
  await upload(server.api, shop.secret_key, 'items', 'id,title\ntea,Tea\n')
  const switchOn = page.getByRole('button', { name: /^Switch on/ })
  await expect(async () => {
    await page.reload()
    await expect(switchOn).toBeVisible({ timeout: 3_000 })
  }).toPass()
  await switchOn.click()
  await page.getByText('Last messages').click()
  await page.getByRole('button', { name: 'Send again what did not arrive' }).click()
  await expect(page.getByText('Messages that are being sent again: 1.')).toBeVisible()
  await page.getByRole('button', { name: /^Switch off/ }).click()
  await expect(page.getByText(/^Switched off\./)).toBeVisible()
  await page.getByRole('button', { name: /^Delete/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('No address receives messages yet.')).toBeVisible()
  const bodies: { body: string }[] = await (await fetch(`${origin}/messages`)).json()
  expect(bodies.map(({ body }) => JSON.parse(body).type)).toEqual([
    ...['webhook.test', 'webhook.test'],
    ...['import.finished', 'import.finished'],
  ])
  await close()
  expect(faults).toEqual([])
})

test('a person is looked up, handed out as a file, and erased; the record names nobody', async ({
  server,
  visit,
}) => {
  const shop = await server.open('Private')
  const line = [{ item_id: 'tea' }]
  const orders = ['1', '2'].map((order_id) => ({ order_id, customer_email: 'ann@example.com', lines: line }))
  await call(server, shop, '/v1/orders', 'POST', { orders })
  await call(server, shop, '/v1/customers', 'PUT', {
    customers: [
      { customer_email: 'ann@example.com', attributes: { club: 'gold' } },
      { customer_email: 'bea@example.com', attributes: { club: 'silver' } },
    ],
  })
  const { page, faults } = await visit(await server.link(shop), { bypassCSP: true })
  await signIn(page)
  await page.getByRole('link', { name: 'Privacy' }).click()
  await page.getByLabel('E-mail address').fill('nobody@example.com')
  await page.getByRole('button', { name: 'Look up' }).click()
  await expect(page.getByText('Nothing is stored about this person.')).toBeVisible()
  await page.getByLabel('E-mail address').fill('ann@example.com')
  await page.getByRole('button', { name: 'Look up' }).click()
  await expect(page.getByText('2 orders belong to this person.')).toBeVisible()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download their data' }).click(),
  ])
  const saved = JSON.parse(readFileSync(await file.path(), 'utf8'))
  expect(saved.orders.map(({ order_id }: { order_id: string }) => order_id).sort()).toEqual(['1', '2'])
  expect(saved.about).toMatchObject([{ details: { attributes: { club: 'gold' } }, profile: { orders: 2 } }])
  await page.getByRole('button', { name: 'Erase this person' }).click()
  const sure = page.getByRole('dialog', { name: /Erase this person\?/ })
  await sure.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Erase this person' }).click()
  await sure.getByRole('button', { name: 'Erase this person' }).click()
  await expect(page.getByText('The person was erased. 2 orders are anonymous now.')).toBeVisible()
  await expect(page.getByRole('cell', { name: 'Erased' })).toBeVisible()
  await expect(page.getByRole('cell', { name: 'Looked up' })).toHaveCount(2)
  expect(await page.getByRole('table').innerText()).not.toContain('ann')
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Look up' }).click()
  await expect(page.getByText('Nothing is stored about this person.')).toBeVisible()
  // Somebody of whom only the merchant has said something can be erased as well.
  await page.getByLabel('E-mail address').fill('bea@example.com')
  await page.getByRole('button', { name: 'Look up' }).click()
  await page.getByRole('button', { name: 'Erase this person' }).click()
  await sure.getByRole('button', { name: 'Erase this person' }).click()
  await expect(page.getByText('The person was erased. 0 orders are anonymous now.')).toBeVisible()
  await page.getByRole('button', { name: 'Look up' }).click()
  await expect(page.getByText('Nothing is stored about this person.')).toBeVisible()
  expect(faults).toEqual([])
})

test('the log of changes is filtered by who, what and when, and comes as a file', async ({
  server,
  visit,
}) => {
  const shop = await server.open('Logged')
  await call(server, shop, '/v1/settings', 'PATCH', { price_days: 4 })
  const { page, faults } = await visit(await server.link(shop), { bypassCSP: true })
  await signIn(page)
  await page.getByRole('link', { name: 'Changes' }).click()
  const rows = page.getByRole('row')
  await expect(page.getByText('Opened the shop')).toHaveCount(2)
  await page.getByLabel('Who').selectOption('Secret key')
  await expect(rows).toHaveCount(2)
  await page.getByRole('cell').getByText('Changed settings').click()
  await expect(page.getByText('"price_days": 4')).toBeVisible()
  expect(await faultsOf(page)).toEqual([])
  await page.getByLabel('From').fill('2031-01-01')
  await expect(page.getByText('Nothing was changed that matches.')).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await page.getByLabel('What', { exact: true }).selectOption('Changed settings')
  await expect(rows).toHaveCount(2)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download as CSV' }).click(),
  ])
  expect(file.suggestedFilename()).toBe('pairwell-audit.csv')
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain('PATCH /v1/settings')
  await page.getByRole('button', { name: 'Check the last month' }).click()
  await expect(page.getByText('No day is signed yet.')).toBeVisible()
  expect(await faultsOf(page)).toEqual([])
  // Days are signed by the daily sweep, so here they are made up.
  const day = { from_at: Date.UTC(2026, 0, 1), until_at: Date.UTC(2026, 0, 2), signature: '' }
  const intact = { ...day, number: 1, entries: 1_200, data_entries: 50, data_checked: false, state: 'intact' }
  const digests = [{ ...intact, number: 2, data_checked: true }, intact]
  await page.route('**/v1/audit/digests', (route) => route.fulfill({ json: { items: digests, next: null } }))
  const check = async () => {
    await page.reload()
    await page.getByRole('button', { name: 'Check the last month' }).click()
  }
  await check()
  await expect(page.getByText('2,450 entries until Jan 2, 2026: as they were written.')).toBeVisible()
  digests[1] = { ...intact, state: 'entries_changed' }
  await check()
  await expect(page.getByRole('listitem').filter({ hasText: 'an entry was changed' })).toHaveCount(1)
  expect(await faultsOf(page)).toEqual([])
  expect(faults).toEqual([])
})

test('every table of the shop can be downloaded', async ({ server, visit }) => {
  const shop = await server.sharedShop()
  const { page, faults } = await visit(await server.link(shop))
  await signIn(page)
  await page.getByRole('link', { name: 'Data' }).click()
  const links = page.getByRole('region', { name: 'Take everything along', exact: true }).getByRole('link')
  await expect(links).toHaveCount(32)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Items as CSV' }).click(),
  ])
  expect(readFileSync(await file.path(), 'utf8')).toContain('cone-dripper')
  const names = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))
  for (const name of names) {
    expect([name, (await page.request.get(`${server.api}${name}`)).status()]).toEqual([name, 200])
  }
  expect(faults).toEqual([])
})
