import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { decodeProtectedHeader } from 'jose'
import { expect, it } from 'vitest'
import { keyIdOf } from '../../worker/auth/master-key.ts'
import type { Env } from '../../worker/env.ts'
import worker from '../../worker/index.ts'
import { advance } from '../../worker/jobs/advance.ts'
import { tick } from '../../worker/jobs/tick.ts'
import { aShop, plainItems, type TestShop } from '../a-shop.ts'
import { message, minute, shopifyOrder, shopifyRequest } from '../ingest/hooks/bodies.ts'
import { connected, SECRET } from '../ingest/hooks/platforms.ts'
import { aBeacon, anEvent } from '../outcomes/a-beacon.ts'
import { aToken, newTokenKey } from '../outcomes/a-token.ts'
import { withApp } from '../routes.ts'

const NEW_KEY = 'the-next-master-key-of-the-tests-with-more-than-32-characters'
const OLD_KEY = env.MASTER_KEY

/** The deployment at the steps of a rotation: both keys are known before the new one seals, and until everything is sealed with it. */
const STEPS = {
  before: { ...env, MASTER_KEY: OLD_KEY },
  announced: { ...env, MASTER_KEY: OLD_KEY, MASTER_KEY_OTHER: NEW_KEY },
  rotating: { ...env, MASTER_KEY: NEW_KEY, MASTER_KEY_OTHER: OLD_KEY },
  after: { ...env, MASTER_KEY: NEW_KEY },
} satisfies Record<string, Env>

/** Sends a request to the deployment at that step. */
async function sendTo(deployment: Env, path: string, init: RequestInit) {
  const context = createExecutionContext()
  const request = new Request(`http://pairwell.test${path}`, init)
  const response = await worker.fetch(request, deployment, context)
  const text = await response.text()
  await waitOnExecutionContext(context)
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}

/** A shop with everything that is sealed: hooks, webhooks, token keys and customer ids, of more customers than one portion. */
async function aSealedShop() {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug']))
  await connected(shop, 'shopify', 'the-first-secret-of-the-platform')
  await connected(shop, 'shopify')
  const { token_key } = await newTokenKey(shop)
  const { webhook_id } = (await shop.call('/v1/webhooks', 'PUT', { url: 'https://127.0.0.1:1/messages' }))
    .body
  await shop.call(`/v1/webhooks/${webhook_id}/rotate`, 'POST')
  await withApp(shop)
  const rows = Array.from({ length: 700 }, (_, n) => `o${n},2026-10-01,c${n},a${n % 600}@example.com,tea`)
  await shop.give('orders', ['order_id,order_date,customer_id,customer_email,item_id', ...rows].join('\n'))
  return { shop, token_key }
}

/** What needs a secret of the shop: a message, a token, the history of a customer, and the ids of customers. */
async function works(deployment: Env, shop: TestShop, token_key: string, at: number): Promise<void> {
  const order = shopifyOrder(7_000 + at, minute(at), {
    email: `hook${at}@shop.example`,
    customer: { id: 8_000 + at },
  })
  const signed = shopifyRequest(message('orders/create', order), SECRET)
  expect((await sendTo(deployment, `/hooks/${shop.shop_id}/shopify`, signed)).status).toBe(200)
  const customer_token = await aToken(token_key, { sub: 'c7' })
  const body = JSON.stringify({
    ...aBeacon([anEvent('begin_checkout')], `browser-at-step-${at}-00`),
    customer_token,
  })
  expect((await sendTo(deployment, `/p/${shop.pk}/events`, { method: 'POST', body })).status).toBe(202)
  const as = { Authorization: `Bearer ${shop.sk}`, 'Content-Type': 'application/json' }
  const question = {
    customer: { customer_id: 'c7' },
    placement: 'home',
    panels: [{ intent: 'complementary' }],
  }
  const known = await sendTo(deployment, '/v1/recommendations', {
    method: 'POST',
    headers: as,
    body: JSON.stringify(question),
  })
  expect(known.status).toBe(200)
  const shared = await sendTo(deployment, '/v1/person-keys?limit=200', { headers: as })
  expect(shared.body.items).toHaveLength(100)
  for (const { customer_ids } of shared.body.items)
    expect(customer_ids).toEqual([expect.stringMatching(/^c\d+$/), expect.stringMatching(/^c\d+$/)])
}

/** Runs the cron and the jobs of the new deployment until the shop is sealed with its key. */
async function seal(shop: TestShop): Promise<void> {
  const isSealed = async () => (await shop.table('shops'))[0]?.sealed_with === keyIdOf(NEW_KEY)
  while (!(await isSealed()) || (await shop.table('jobs')).length > 0) {
    await tick(STEPS.rotating, Date.now())
    await advance(STEPS.rotating, shop.shop_id)
  }
}

/** The customer of every browser, whether its beacon is counted already or not. */
async function customersOfBrowsers({ rows }: TestShop): Promise<unknown[]> {
  const { beacons = [], journeys = [] } = await rows()
  return [...beacons, ...journeys].map(({ customer }) => customer)
}

/** Ids of the master keys with which the shop's secrets are sealed. */
async function sealedWith(shop: TestShop): Promise<Set<unknown>> {
  const {
    shops = [],
    hooks = [],
    webhooks = [],
    token_keys = [],
    installs = [],
    person_keys = [],
  } = await shop.rows()
  const texts = [
    ...[...hooks, ...webhooks].flatMap(({ secret, secret_before }) => [secret, secret_before]),
    ...token_keys.map(({ sealed }) => sealed),
    ...installs.map(({ token }) => token),
    ...shops.map(({ identity_key }) => identity_key),
  ]
  const ids = person_keys.flatMap(({ sealed }) => (sealed === null ? [] : String(sealed).split('.')[0]))
  return new Set([
    ...texts.map((text) => decodeProtectedHeader(String(text)).kid),
    ...ids,
    ...shops.map((row) => row.sealed_with),
  ])
}

it('a new MASTER_KEY seals everything again while messages, tokens and questions are answered', async () => {
  const { shop, token_key } = await aSealedShop()
  expect(await sealedWith(shop)).toEqual(new Set([keyIdOf(OLD_KEY)]))
  await works(STEPS.before, shop, token_key, 1)
  await works(STEPS.announced, shop, token_key, 2)
  // The new key seals while isolates of the deployment before it still answer.
  await works(STEPS.rotating, shop, token_key, 3)
  await seal(shop)
  expect(await sealedWith(shop)).toEqual(new Set([keyIdOf(NEW_KEY)]))
  // A late isolate of the old deployment seals a new customer with the old key: the shop is sealed again.
  await works(STEPS.announced, shop, token_key, 4)
  expect(await sealedWith(shop)).toEqual(new Set([keyIdOf(OLD_KEY), keyIdOf(NEW_KEY), null]))
  await works(STEPS.rotating, shop, token_key, 5)
  await seal(shop)
  expect(await sealedWith(shop)).toEqual(new Set([keyIdOf(NEW_KEY)]))
  await works(STEPS.after, shop, token_key, 7)
  // The same customer has the same key at every step.
  const known = await customersOfBrowsers(shop)
  expect([known.length >= 6, new Set(known).size, known.includes(null)]).toEqual([true, 1, false])
  await tick(STEPS.after, Date.now())
  expect((await shop.table('jobs')).filter(({ kind }) => kind === 'reseal')).toEqual([])
})

it('a shop sealed with a key that the deployment does not have says so, and nothing is lost', async () => {
  const { shop, token_key } = await aSealedShop()
  const before = await shop.rows()
  const as = { Authorization: `Bearer ${shop.sk}`, 'Content-Type': 'application/json' }
  const body = JSON.stringify({ orders: [{ order_id: 'x', customer_id: 'c7', lines: [{ item_id: 'tea' }] }] })
  const refused = await sendTo(STEPS.after, '/v1/orders', { method: 'POST', headers: as, body })
  expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } })
  expect(refused.body.detail).toContain('MASTER_KEY_OTHER')
  expect(await shop.rows()).toEqual(before)
  await works(STEPS.before, shop, token_key, 1)
})
