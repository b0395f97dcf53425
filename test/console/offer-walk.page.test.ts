import { customerToken } from '../../packages/server/src/index.ts'
import { call } from '../../tools/demo-shop.ts'
import { buyersOf } from './buyers.ts'
import { enter, expect, test } from './server.ts'

const NAME = 'A pot for the kitchen'

test('one offer is the same for the rep, in a mail and on a page, and refused on the page it is gone everywhere', async ({
  server,
  browser,
}) => {
  const { page, context, shop } = await enter(server, browser)
  const { secret_key: key, publishable_key } = shop
  const patch = (json: object) =>
    call(server.api, '/v1/settings', key, { method: 'PATCH', body: JSON.stringify(json) })
  await patch({
    allowed_origins: [server.shop],
    contact_policy: { without_consent: ['email'], explore_share: 0 },
  })

  // The merchant writes the offer, approves it, and sets the policy.
  await page.goto(`${server.api}/console/offers/new`)
  await page.getByLabel('Name', { exact: true }).fill(NAME)
  await page.getByLabel('What', { exact: true }).selectOption('companion')
  await page.getByLabel('Headline').fill('For you: {item}')
  await page.getByRole('button', { name: 'Approve and make live' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.goto(`${server.api}/console/offers/policy`)
  await page.getByLabel('Quiet from').fill('08:00')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible()

  // The rep sees it on the page of the customer.
  const [buyer] = buyersOf(server)
  const customer_id = buyer?.customer_id ?? ''
  await page.goto(`${server.api}/console/customers`)
  await page.getByLabel('Customer id or e-mail address').fill(customer_id)
  await page.getByRole('button', { name: 'Show' }).click()
  const ask = async (channel: string) => {
    await page.getByLabel('Channel').selectOption(channel)
    await page.getByRole('button', { name: 'Ask' }).click()
  }
  await ask('rep')
  await page.getByRole('button', { name: 'Make this offer' }).click()
  const made = async () => (await call(server.api, '/v1/decisions?limit=1', key)).items
  await expect.poll(made).toHaveLength(1)
  const [{ decision_id, content, customer }] = await made()
  expect(content.title).toMatch(/^For you: \S/)
  await expect(page.getByText(content.title).first()).toBeVisible()

  // A mail has the same.
  const question = { customer, channel: 'email' }
  const mailed = await call(server.api, '/v1/decisions', key, {
    method: 'POST',
    body: JSON.stringify(question),
  })
  expect(mailed.decision.decision_id).toBe(decision_id)
  const { html, text } = await call(server.api, `/v1/decisions/${decision_id}/email`, key)
  expect(text).toContain(content.title)
  const mail = await context.newPage()
  await mail.setContent(html)
  await expect(mail.getByText(content.title)).toBeVisible()

  // So has the shop's page of the signed-in customer, who refuses it there.
  const { token_key } = await call(server.api, '/v1/token-keys', key, { method: 'POST' })
  const token = await customerToken(token_key, { customer_id })
  server.paste(`<div style="height:40px"></div><pairwell-offer style="display:block;min-height:160px"></pairwell-offer>
    <script>(window.pairwell ||= { q: [] }).q.push((api) => api.customer('${token}'))</script>
    <script async src="${server.api}/pairwell.js" data-key="${publishable_key}" data-consent="granted"></script>`)
  const visitor = await (await browser.newContext()).newPage()
  await visitor.goto(server.shop)
  const offer = visitor.getByRole('region', { name: content.title })
  await expect(offer).toBeVisible()
  await offer.getByRole('button', { name: 'Not for me' }).click()
  await expect(visitor.locator('pairwell-offer')).toBeHidden()

  // Gone everywhere: for the rep, at the till, in mails and on the page.
  const status = async () => (await call(server.api, `/v1/decisions/${decision_id}`, key)).status
  await expect.poll(status).toBe('rejected')
  for (const channel of ['rep', 'till', 'email', 'web']) {
    await ask(channel)
    await expect(page.getByText(`${NAME}: refused lately`)).toBeVisible()
  }
  await visitor.reload()
  await expect(visitor.locator('pairwell-offer')).toBeHidden()
  const refused = await fetch(`${server.api}/v1/decisions/${decision_id}/deliver`, {
    ...{ method: 'POST', body: JSON.stringify({ channel: 'email' }) },
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
  })
  expect(refused.status).toBe(409)
  await visitor.context().close()
  await context.close()
})
