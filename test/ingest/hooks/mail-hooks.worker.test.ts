import { expect, it } from 'vitest'
import { send, type TestShop } from '../../a-shop.ts'
import { anOffer, aPolicyShop, ask } from '../../decisions/a-policy-shop.ts'

const SECRET = 'a secret of the mail tool'
const UNSUBSCRIBED = [{ event: 'unsubscribe', email: 'ann@example.com', timestamp: 1_767_225_600 }]

/** A shop whose customer Ann agreed to mails, with a mail tool. */
async function aMailingShop(): Promise<{ shop: TestShop; ann: string; address: string }> {
  const shop = await aPolicyShop({ windows: [] })
  await shop.call('/v1/offers', 'POST', anOffer('pot'))
  const consents = { email: { given: true, at: 1_700_000_000_000 } }
  await shop.call('/v1/customers', 'PUT', {
    customers: [{ customer_id: 'ann', customer_email: 'ann@example.com', consents }],
  })
  const { customer } = (await shop.call('/v1/customers/lookup', 'POST', { customer_id: 'ann' })).body
  const { address } = (await shop.call('/v1/hooks/mail', 'PUT', { secret: SECRET })).body
  return { shop, ann: customer, address: new URL(address).pathname }
}

const tell = (address: string, body: unknown, more: Record<string, string> = {}, query = '') =>
  send(`${address}${query}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...more },
  })

const bearer = { Authorization: `Bearer ${SECRET}` }

it('whoever unsubscribes in the mail tool gets no offer by e-mail, and others by page', async () => {
  const { shop, ann, address } = await aMailingShop()
  expect((await ask(shop, ann, 'email', { trial: true })).decision).not.toBeNull()
  expect((await tell(address, UNSUBSCRIBED, bearer)).body).toEqual({ taken: true })
  const { considered } = await ask(shop, ann, 'email')
  expect(considered[0].blocked_by.code).toBe('no_consent')
  expect((await ask(shop, ann, 'web')).decision).not.toBeNull()
  const { consents } = (await shop.call(`/v1/customers/${ann}/data`)).body.details
  expect(consents.email).toEqual({ given: false, at: 1_767_225_600_000, source: 'mail tool: unsubscribe' })
})

it('an older word, sent late or again, changes nothing', async () => {
  const { shop, ann, address } = await aMailingShop()
  await tell(address, UNSUBSCRIBED, bearer)
  const consents = async () => (await shop.call(`/v1/customers/${ann}/data`)).body.details.consents
  const before = await consents()
  await tell(address, [{ event: 'subscribe', email: 'ann@example.com', timestamp: 1_750_000_000 }], bearer)
  await tell(address, UNSUBSCRIBED, bearer)
  expect(await consents()).toEqual(before)
  await tell(address, [{ event: 'subscribe', email: 'ann@example.com', timestamp: 1_790_000_000 }], bearer)
  expect((await ask(shop, ann, 'email')).decision).not.toBeNull()
})

it('a new subscription without a time undoes no refusal', async () => {
  const { shop, ann, address } = await aMailingShop()
  await tell(address, UNSUBSCRIBED, bearer)
  for (const at of [undefined, '30.11.2026 10:00']) {
    await tell(address, { events: [{ event: 'subscribed', email: 'ann@example.com', at }] }, bearer)
  }
  expect((await ask(shop, ann, 'email')).considered[0].blocked_by.code).toBe('no_consent')
})

it('the secret may stand where the tool can put it: a token, a password or the address', async () => {
  const { shop, address } = await aMailingShop()
  const basic = { Authorization: `Basic ${btoa(`anybody:${SECRET}`)}` }
  const answers = [
    await tell(address, UNSUBSCRIBED, bearer),
    await tell(address, UNSUBSCRIBED, basic),
    await tell(address, UNSUBSCRIBED, {}, `?key=${encodeURIComponent(SECRET)}`),
  ]
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  for (const wrong of [{}, { Authorization: 'Bearer wrong' }, { Authorization: 'Basic !' }] as Record<
    string,
    string
  >[]) {
    const { status, body } = await tell(address, UNSUBSCRIBED, wrong)
    expect([status, body.code]).toEqual([401, 'bad_signature'])
  }
  // A shop without a mail tool, and one that has turned it off.
  expect((await tell('/hooks/0nobody/mail', UNSUBSCRIBED, bearer)).status).toBe(401)
  await shop.call('/v1/hooks/mail', 'DELETE')
  expect((await tell(address, UNSUBSCRIBED, bearer)).status).toBe(401)
})

it('what came is counted by event, and a body that is not understood is said', async () => {
  const { shop, address } = await aMailingShop()
  const opened = ['open', 'click', 'something', 'open'].map((event) => ({ event, email: 'ann@example.com' }))
  expect((await tell(address, [...UNSUBSCRIBED, ...opened], bearer)).body).toEqual({ taken: true })
  expect((await tell(address, 'no mail tool writes this', bearer)).status).toBe(200)
  const [hook] = (await shop.call('/v1/hooks')).body.items
  expect(hook).toMatchObject({
    platform: 'mail',
    counts: { taken: { unsubscribe: 1 }, ignored: { open: 2, click: 1, other: 1 }, refused: 1 },
  })
  expect(hook.problem).toMatch(/known mail tool/)
  expect(JSON.stringify(hook)).not.toContain(SECRET)
})

it('somebody who was erased stays unknown, and somebody new is known by the refusal alone', async () => {
  const { shop, address } = await aMailingShop()
  await shop.call('/v1/privacy-requests', 'POST', { kind: 'redact', customer_email: 'ann@example.com' })
  await tell(address, UNSUBSCRIBED, bearer)
  expect(await shop.table('customer_details')).toEqual([])
  await tell(address, [{ event: 'unsubscribe', email: 'new@example.com' }], bearer)
  expect(await shop.table('customer_details')).toHaveLength(1)
})

it('a mail tool that looks whether the address answers gets an answer', async () => {
  const { address } = await aMailingShop()
  expect((await send(address)).status).toBe(200)
})
