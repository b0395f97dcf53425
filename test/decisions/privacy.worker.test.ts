import { env } from 'cloudflare:workers'
import { SignJWT } from 'jose'
import { expect, it } from 'vitest'
import { codeOf } from '../../engine/choice/probability-codes.ts'
import { DAY } from '../../vocabulary/time.ts'
import { tick } from '../../worker/jobs/tick.ts'
import { writePropensities, writePropensityModel } from '../../worker/store/customers/propensities.ts'
import { everythingOfShops, send, type TestShop } from '../a-shop.ts'
import { aCustomer, anOffer, answer, aPolicyShop, ask } from './a-policy-shop.ts'

/** A token of the shop's server for a customer. */
async function tokenFor(shop: TestShop, sub: string): Promise<string> {
  const { token_key } = (await shop.call('/v1/token-keys', 'POST')).body
  return await new SignJWT({ sub })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(token_key))
}

const onPage = (shop: TestShop, path: string, body: object, headers: Record<string, string> = {}) =>
  send(`/p/${shop.pk}/decision${path}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'text/plain',
      'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
      ...headers,
    },
    body: JSON.stringify(body),
  })

it('a page gets the offer of its signed-in customer, only what they read, and their answer counts everywhere', async () => {
  const shop = await aPolicyShop()
  await shop.call(
    '/v1/offers',
    'POST',
    anOffer('pot', { incentive: { type: 'percent', percent: 5, code: 'POT5' } }),
  )
  const customer = await aCustomer(shop, 'ann')
  const byMail = (await ask(shop, customer, 'email')).decision
  const customer_token = await tokenFor(shop, 'ann')
  const { status, body } = await onPage(shop, '', { customer_token })
  expect(status).toBe(200)
  expect(body.decision).toEqual({
    ...{ decision_id: byMail.decision_id, title: 'For you: Tea pot at €30.00', body: '', url: '/i/pot' },
    ...{ image_url: '/i/pot.png', code: 'POT5', disclosure: null, expires_at: byMail.expires_at },
    ...{ accept: 'View', refuse: 'Not for me', accepted: 'Thank you, we have your answer.' },
    ...{ locale: 'en', dir: 'ltr' },
  })
  const refusal = { customer_token, decision_id: byMail.decision_id, response: 'rejected' }
  expect((await onPage(shop, '/response', refusal)).status).toBe(202)
  expect((await ask(shop, customer, 'sms')).considered[0].blocked_by.code).toBe('rejected_lately')
  expect((await onPage(shop, '', { customer_token })).body).toEqual({ decision: null })
})

it('the words of a service’s buttons are in the language of its text: that of the page, else of the customer', async () => {
  const shop = await aPolicyShop()
  const texts = [
    { title: 'A repair?', locale: 'en' },
    { title: 'Eine Reparatur?', locale: 'de' },
  ]
  const proposal = { type: 'service', name: 'Repair' }
  await shop.call('/v1/offers', 'POST', anOffer('pot', { proposal, texts, margin: 500 }))
  const customer = await aCustomer(shop, 'ann')
  await shop.call('/v1/customers', 'PUT', { customers: [{ customer, locale: 'de' }] })
  const customer_token = await tokenFor(shop, 'ann')
  const { decision } = (await onPage(shop, '', { customer_token })).body
  expect(decision).toMatchObject({
    ...{ title: 'Eine Reparatur?', url: null, locale: 'de' },
    ...{ accept: 'Ja, gern', refuse: 'Nichts für mich', accepted: 'Danke, Ihre Antwort ist angekommen.' },
  })
  expect((await onPage(shop, '', { customer_token, locale: 'en-GB' })).body.decision).toMatchObject({
    ...{ decision_id: decision.decision_id, title: 'A repair?' },
    ...{ accept: 'Yes, please', refuse: 'Not for me', locale: 'en' },
  })
  const acceptance = { customer_token, decision_id: decision.decision_id, response: 'accepted' }
  expect((await onPage(shop, '/response', acceptance)).status).toBe(202)
})

it('nothing about a customer comes through the publishable key alone, nor through another customer’s token', async () => {
  const shop = await aPolicyShop()
  await shop.call('/v1/offers', 'POST', anOffer('pot'))
  const { decision } = await ask(shop, await aCustomer(shop, 'ann'), 'web')
  const customer_token = await tokenFor(shop, 'ann')
  const other = await tokenFor(shop, 'eve')
  for (const token of ['unsigned', `${customer_token}x`]) {
    expect((await onPage(shop, '', { customer_token: token })).body).toEqual({ decision: null })
  }
  const objects = { 'Sec-GPC': '1' }
  expect((await onPage(shop, '', { customer_token }, objects)).body).toEqual({ decision: null })
  const robbed = { customer_token: other, decision_id: decision.decision_id, response: 'accepted' }
  const refused = await onPage(shop, '/response', robbed)
  expect([refused.status, refused.body.code]).toEqual([404, 'unknown_decision'])
  expect((await shop.call(`/v1/decisions/${decision.decision_id}`)).body.status).toBe('open')
})

it('a person gets everything that is known and concluded, and leaves no trace when erased', async () => {
  const shop = await aPolicyShop()
  await shop.call('/v1/offers', 'POST', anOffer('pot'))
  const customer = await aCustomer(shop, 'ann')
  await aCustomer(shop, 'bob')
  const { decision } = await ask(shop, customer, 'email')
  await answer(shop, decision.decision_id, 'rejected', { note: 'Too heavy for me', reason: 'product_fit' })
  await shop.call('/v1/segments', 'POST', { name: 'Mails', condition: { consent: 'email' } })
  await shop.call('/v1/segments', 'POST', { name: 'Regulars', condition: { number: 'orders', from: 2 } })
  const row = { job_id: 'job_1', fitted_at: 1, scored_to: null, fitted: 1, scored: 1, families: ['Tea'] }
  await writePropensityModel(shop.store, { ...row, model: { features: 'none', window_days: 30 } })
  const score = async () => {
    const scores = { person: customer, day: 1, buys: 0.5, codes: codeOf(0.2), best: [], items: [] }
    await writePropensities(shop.store, 'job_1', [scores], customer)
  }
  await score()
  const { body } = await shop.call(`/v1/customers/${customer}/data`)
  expect(body).toMatchObject({
    details: { consents: { email: { given: true } } },
    ...{ propensities: [{ family: 'Tea' }], segments: ['Mails'] },
    decisions: [{ decision_id: decision.decision_id, status: 'rejected', parts: { value: 2_000 } }],
    responses: [{ response: 'rejected', reason: 'product_fit', note: 'Too heavy for me' }],
  })
  // An objection forgets the score, and nothing scores them again.
  await shop.call('/v1/customers', 'PUT', { customers: [{ customer, objects_to_profiling: true }] })
  expect(await shop.table('propensities')).toEqual([])
  await score()
  expect(await shop.table('propensities')).toEqual([])
  await shop.call('/v1/privacy-requests', 'POST', { kind: 'redact', customer_id: 'ann' })
  const left = await everythingOfShops()
  expect(left).not.toContain(decision.decision_id)
  expect(left).not.toContain('Too heavy')
  expect(await shop.table('person_turns')).toHaveLength(1)
  // The next file or call does not bring them back.
  const again = { customers: [{ customer, group: 'trade' }] }
  expect((await shop.call('/v1/customers', 'PUT', again)).body).toEqual({ written: 0, erased: 1 })
  expect((await shop.call('/v1/decisions', 'POST', { customer, channel: 'web' })).body.code).toBe(
    'no_such_customer',
  )
})

it('the customer’s own words are deleted after 30 days', async () => {
  const shop = await aPolicyShop()
  await shop.call('/v1/offers', 'POST', anOffer('pot'))
  const { decision } = await ask(shop, await aCustomer(shop, 'ann'), 'web')
  await answer(shop, decision.decision_id, 'rejected', { note: 'Too heavy' })
  const long_ago = Date.now() - 31 * DAY
  await env.DB.prepare('update responses set at = ?1').bind(long_ago).run()
  await env.DB.prepare(`update duties set due_at = 0 where duty = 'sweep'`).run()
  await tick(env, Date.now())
  expect(await shop.table('responses')).toMatchObject([{ response: 'rejected', note: null }])
})
