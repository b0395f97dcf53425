import { expect, type Server, signIn, type TestShop, test } from './server.ts'

async function give(server: Server, { secret_key }: TestShop, path: string, method: string, body: object) {
  const headers = { Authorization: `Bearer ${secret_key}`, 'Content-Type': 'application/json' }
  const { ok } = await fetch(`${server.api}${path}`, { method, headers, body: JSON.stringify(body) })
  expect(ok).toBe(true)
}

test('who was looked up cannot be erased under a name that was typed meanwhile', async ({
  server,
  visit,
}) => {
  const shop = await server.open('Hasty')
  const customers = ['ann', 'bea'].map((name) => ({
    customer_email: `${name}@example.com`,
    attributes: { club: 'gold' },
  }))
  await give(server, shop, '/v1/customers', 'PUT', { customers })
  const { page } = await visit(await server.link(shop))
  await signIn(page)
  await page.getByRole('link', { name: 'Privacy' }).click()
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
  await page.route('**/v1/customers/*/data', async (route) => {
    await answered
    await route.continue()
  })
  const asked = page.waitForRequest('**/v1/customers/*/data')
  await page.getByLabel('E-mail address').fill('ann@example.com')
  await page.getByRole('button', { name: 'Look up' }).click()
  await asked
  await page.getByLabel('E-mail address').fill('bea@example.com')
  answer()
  await expect(page.getByRole('button', { name: 'Look up' })).toBeEnabled()
  await expect(page.getByRole('cell', { name: 'Looked up' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Erase this person' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Look up' }).click()
  await expect(page.getByRole('button', { name: 'Erase this person' })).toBeVisible()
})

test('what was lost can be sent again behind twenty newer messages', async ({ server, visit }) => {
  const shop = await server.open('Behind')
  await give(server, shop, '/v1/webhooks', 'PUT', { url: 'https://example.com/hook' })
  const { page } = await visit(await server.link(shop))
  await signIn(page)
  const items = Array.from({ length: 20 }, (_, at) => ({
    ...{ message_id: `msg_${at}`, type: 'alert.began', status: 'delivered', created_at: at, attempts: [] },
  }))
  await page.route('**/messages?limit=20', (route) => route.fulfill({ json: { items, next: 'msg_19' } }))
  await page.getByRole('link', { name: 'Alerts' }).click()
  await page.getByText('Last messages').click()
  await page.getByRole('button', { name: 'Send again what did not arrive' }).click()
  await expect(page.getByText('Messages that are being sent again: 0.')).toBeVisible()
})

test('two names that nothing connects are told to be of two people, before both are erased', async ({
  server,
  visit,
}) => {
  const shop = await server.open('Two')
  const customers = [
    { customer_email: 'ann@example.com', attributes: { club: 'gold' } },
    { customer_id: 'B-1', attributes: { club: 'silver' } },
  ]
  await give(server, shop, '/v1/customers', 'PUT', { customers })
  const { page } = await visit(await server.link(shop))
  await signIn(page)
  await page.getByRole('link', { name: 'Privacy' }).click()
  const told = page.getByText(/may be of two people/)
  await page.getByLabel('E-mail address').fill('ann@example.com')
  await page.getByRole('button', { name: 'Look up' }).click()
  await expect(page.getByRole('button', { name: 'Erase this person' })).toBeVisible()
  await expect(told).toHaveCount(0)
  await page.getByLabel('Customer id').fill('B-1')
  await page.getByRole('button', { name: 'Look up' }).click()
  await expect(told).toBeVisible()
})
