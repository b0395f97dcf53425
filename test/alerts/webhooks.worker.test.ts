import { env } from 'cloudflare:workers'
import { Buffer } from 'node:buffer'
import { createHmac } from 'node:crypto'
import { expect, inject, it } from 'vitest'
import type { MessageView } from '../../schema/shop/webhooks.ts'
import { DAY, SECOND } from '../../vocabulary/time.ts'
import { checkAlerts } from '../../worker/alerts/check.ts'
import { advance } from '../../worker/jobs/advance.ts'
import { batch } from '../../worker/store/batch.ts'
import { queueEvents } from '../../worker/store/shop/webhook-messages.ts'
import { listWebhooks } from '../../worker/store/shop/webhooks.ts'
import { MAX_FAILING, nextOf, PAUSES } from '../../worker/webhooks/deliver.ts'
import { BOTH_VALID, retryAfter } from '../../worker/webhooks/send.ts'
import { aShop, everything, ordersFile, plainItems, type TestShop, times } from '../a-shop.ts'
import type { Planned, Received } from './receiver.ts'

const ORIGIN = inject('webhookReceiver')
let addresses = 0

/** Returns a new address of the receiver, which answers in this order. */
async function anAddress(...plan: Planned[]) {
  addresses += 1
  const url = `${ORIGIN}/${addresses}`
  await fetch(url, { method: 'PUT', body: JSON.stringify(plan) })
  const received = async (): Promise<Received[]> => JSON.parse(await (await fetch(url)).text())
  return { url, received }
}

/** A shop with a webhook. */
async function listening(plan: Planned[] = [], types = ['alert.began', 'alert.ended']) {
  const shop = await aShop()
  const { url, received } = await anAddress(...plan)
  const { status, body } = await shop.call('/v1/webhooks', 'PUT', { url, types })
  expect(status).toBe(200)
  const messages = async (): Promise<MessageView[]> =>
    (await shop.call(`/v1/webhooks/${body.webhook_id}/messages`)).body.items
  return { shop, url, received, webhook_id: String(body.webhook_id), secret: String(body.secret), messages }
}

const set = (shop: TestShop, text: string, ...values: unknown[]) =>
  env.DB.prepare(text)
    .bind(shop.shop_id, ...values)
    .run()

/** Makes an alert begin (a refused model), or end. */
async function alert(shop: TestShop, refused = 1) {
  await set(shop, 'update slots set refused = ?2, refused_since = 5 where shop_id = ?1', refused)
  await checkAlerts(shop.store, Date.now())
  await advance(env, shop.shop_id)
}

/** Makes the waiting attempts due, and runs them. */
async function again(shop: TestShop) {
  await set(shop, 'update jobs set lease_until = 0 where shop_id = ?1')
  await set(shop, 'update webhook_messages set next_at = 0 where shop_id = ?1')
  await advance(env, shop.shop_id)
}

/** Verifies as a receiver does, with another implementation than that of the Worker. */
function verified({ headers, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const expected = `v1,${createHmac('sha256', key).update(text).digest('base64')}`
  return (headers['webhook-signature'] ?? '').split(' ').includes(expected)
}

it('an alert that begins and ends is sent, signed, once each', async () => {
  const { shop, received, secret, messages } = await listening()
  await alert(shop)
  await alert(shop)
  await alert(shop, 0)
  const [began, ended, ...others] = await received()
  expect(others).toEqual([])
  for (const request of [began, ended]) {
    expect(request && verified(request, secret)).toBe(true)
    expect(request?.headers['content-type']).toBe('application/json')
    expect(Math.abs(Number(request?.headers['webhook-timestamp']) * SECOND - Date.now())).toBeLessThan(
      60 * SECOND,
    )
  }
  const bodies = [began, ended].map((request) => JSON.parse(request?.body ?? ''))
  expect(bodies).toMatchObject([
    { type: 'alert.began', data: { shop_id: shop.shop_id, kind: 'model_refused', ended_at: null } },
    { type: 'alert.ended', data: { kind: 'model_refused', ended_at: expect.any(Number) } },
  ])
  expect(bodies[0].data.alert_id).toBe(bodies[1].data.alert_id)
  expect(Date.parse(bodies[0].timestamp)).toBeGreaterThan(Date.now() - 60 * SECOND)
  expect(
    (await messages()).map(({ type, status, attempts }) => [type, status, attempts.map((one) => one.status)]),
  ).toEqual([
    ['alert.ended', 'delivered', [204]],
    ['alert.began', 'delivered', [204]],
  ])
})

it('a message that fails is sent again after growing pauses, the same bytes under the same id', async () => {
  const { shop, received, secret, messages, webhook_id } = await listening([
    { status: 500 },
    { status: 302, headers: { Location: `${ORIGIN}/elsewhere` } },
    { status: 200 },
  ])
  await alert(shop)
  const waits = async () => Number((await shop.table('jobs'))[0]?.lease_until) - Date.now()
  expect(Math.abs((await waits()) - 5 * SECOND)).toBeLessThan(5 * SECOND)
  expect((await shop.call('/v1/webhooks')).body.items[0]).toMatchObject({
    webhook_id,
    enabled: true,
    problem: 'The server answered with status 500.',
    failing_since: expect.any(Number),
  })
  await again(shop)
  expect((await messages())[0]).toMatchObject({ status: 'waiting' })
  expect((await waits()) / SECOND).toBeGreaterThan(200)
  await again(shop)
  const requests = await received()
  expect(requests).toHaveLength(3)
  expect(new Set(requests.map(({ headers, body }) => `${headers['webhook-id']} ${body}`)).size).toBe(1)
  for (const request of requests) expect(verified(request, secret)).toBe(true)
  // A redirect is an answer, and is not followed.
  expect(await (await fetch(`${ORIGIN}/elsewhere`)).json()).toEqual([])
  const [message] = await messages()
  expect(message?.attempts.map(({ status }) => status)).toEqual([500, 302, 200])
  expect(message?.status).toBe('delivered')
  expect((await shop.call('/v1/webhooks')).body.items[0]).toMatchObject({
    problem: null,
    failing_since: null,
  })
  expect(await shop.table('jobs')).toEqual([])
})

it('the pauses grow for three days; then the message is given up, and after five days the webhook', () => {
  expect(PAUSES.every((pause, at) => at === 0 || pause > (PAUSES[at - 1] ?? 0))).toBe(true)
  const whole = PAUSES.reduce((sum, pause) => sum + pause, 0)
  expect([whole > 3 * DAY, whole < 4 * DAY]).toEqual([true, true])
  const attempt = { at: 10 * DAY, status: 500, milliseconds: 1, problem: 'no' }
  const after = (number: number, failing_since: number | null, status = 500) =>
    nextOf(
      { failing_since },
      { attempts: Array.from({ length: number }, () => attempt) },
      { ...attempt, status },
    )
  expect(after(0, null)).toEqual({ status: 'waiting', pause: 5 * SECOND, disable: false })
  expect(after(PAUSES.length, 7 * DAY)).toEqual({ status: 'given_up', disable: false })
  expect(after(0, 10 * DAY - MAX_FAILING)).toEqual({ status: 'given_up', disable: true })
  // 410 Gone: the receiver wants no more messages.
  expect(after(0, null, 410)).toEqual({ status: 'given_up', disable: true })
  expect(nextOf({ failing_since: 1 }, { attempts: [] }, { ...attempt, problem: null })).toEqual({
    status: 'delivered',
    disable: false,
  })
})

it.each([
  ['120', 120 * SECOND],
  [' 3 ', 3 * SECOND],
  ['9999999', DAY],
  ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
  ['Thu, 01 Jan 1970 00:20:00 GMT', 200 * SECOND],
  ['soon', undefined],
  ['-5', undefined],
  [null, undefined],
])('Retry-After: %s is a wait of %s milliseconds', (header, wait) => {
  const now = header?.includes('1970') ? 1_000 * SECOND : 10_000 * DAY
  expect(retryAfter(header, now)).toBe(wait)
})

it('a receiver that asks for time gets it, and nothing is sent earlier than planned', async () => {
  const { shop, received, messages } = await listening([
    { status: 429, headers: { 'Retry-After': '600' } },
    { status: 503, headers: { 'Retry-After': '1' } },
    { status: 204 },
  ])
  const dueIn = async () => {
    const [job] = (await shop.table('jobs')) as { lease_until: number }[]
    return (job?.lease_until ?? 0) - Date.now()
  }
  await alert(shop)
  expect((await messages())[0]?.attempts).toMatchObject([{ status: 429, retry_after: 600 * SECOND }])
  expect(Math.abs((await dueIn()) - 600 * SECOND)).toBeLessThan(30 * SECOND)
  await again(shop)
  // The second pause is five minutes, whatever the receiver allows.
  expect(Math.abs((await dueIn()) - (PAUSES[1] ?? 0))).toBeLessThan(30 * SECOND)
  await again(shop)
  expect((await messages())[0]?.status).toBe('delivered')
  expect(await received()).toHaveLength(3)
})

it('a webhook that fails for days is switched off, with an alert, and can be switched on again', async () => {
  const { shop, url, webhook_id, received, messages } = await listening([
    { status: 503 },
    { status: 503 },
    { status: 200 },
  ])
  await alert(shop)
  await set(shop, 'update webhooks set failing_since = ?2 where shop_id = ?1', Date.now() - MAX_FAILING)
  await again(shop)
  await checkAlerts(shop.store, Date.now())
  const [webhook] = (await shop.call('/v1/webhooks')).body.items
  expect(webhook).toMatchObject({ enabled: false, disabled_by: 'failures' })
  expect((await messages())[0]?.status).toBe('given_up')
  const kinds = async () =>
    (await shop.call('/v1/status')).body.alerts.map(({ kind }: { kind: string }) => kind)
  expect(await kinds()).toEqual(['webhook_disabled', 'model_refused'])
  const { body } = await shop.call('/v1/webhooks', 'PUT', { url })
  expect(body).toMatchObject({ webhook_id, enabled: true, failing_since: null, problem: null, secret: null })
  await checkAlerts(shop.store, Date.now())
  await advance(env, shop.shop_id)
  expect(await kinds()).toEqual(['model_refused'])
  const last = (await received()).at(-1)
  expect(JSON.parse(last?.body ?? '')).toMatchObject({
    type: 'alert.ended',
    data: { kind: 'webhook_disabled' },
  })
})

it('a webhook that is switched off while a message waits does not get it', async () => {
  const { shop, url, received, messages } = await listening([{ status: 500 }])
  await alert(shop)
  await shop.call('/v1/webhooks', 'PUT', { url, enabled: false })
  await again(shop)
  expect(await received()).toHaveLength(1)
  expect((await messages())[0]?.status).toBe('given_up')
  expect(await shop.table('jobs')).toEqual([])
})

it('after a rotation both secrets sign for a day, then only the new one', async () => {
  const { shop, received, secret, webhook_id } = await listening()
  const rotated = (await shop.call(`/v1/webhooks/${webhook_id}/rotate`, 'POST')).body.secret
  const test = async () => {
    expect((await shop.call(`/v1/webhooks/${webhook_id}/test`, 'POST')).body).toMatchObject({
      status: 204,
      problem: null,
    })
    return (await received()).at(-1) ?? { headers: {}, body: '' }
  }
  const both = await test()
  expect([verified(both, secret), verified(both, rotated)]).toEqual([true, true])
  await set(shop, 'update webhooks set rotated_at = ?2 where shop_id = ?1', Date.now() - BOTH_VALID)
  const fresh = await test()
  expect([verified(fresh, secret), verified(fresh, rotated)]).toEqual([false, true])
})

it('a test is sent at once, answers what happened, and is in the log', async () => {
  const { shop, received, webhook_id, messages } = await listening([{ status: 418 }])
  const { body } = await shop.call(`/v1/webhooks/${webhook_id}/test`, 'POST')
  expect(body).toMatchObject({ status: 418, problem: 'The server answered with status 418.' })
  expect(JSON.parse((await received())[0]?.body ?? '')).toMatchObject({ type: 'webhook.test' })
  expect(await messages()).toMatchObject([
    { type: 'webhook.test', status: 'given_up', attempts: [{ status: 418 }] },
  ])
  expect((await shop.call('/v1/webhooks/whk_other/test', 'POST')).body.code).toBe('no_such_webhook')
})

it('only the types that a webhook wants are sent: finished imports and published models', async () => {
  const { shop, received } = await listening([], ['import.finished', 'model.published'])
  await shop.give('items', plainItems(['tea', 'mug']))
  await shop.give('orders', ordersFile(times(8, 'tea mug')))
  await alert(shop)
  await shop.settle()
  const bodies = (await received()).map(({ body }) => JSON.parse(body))
  expect(bodies.filter(({ type }) => type === 'import.finished')).toMatchObject([
    { data: { kind: 'items', status: 'done', problem: null } },
    { data: { kind: 'orders', status: 'done' } },
  ])
  const published = bodies.filter(({ type }) => type === 'model.published')
  expect(published.at(-1)).toMatchObject({ data: { model_id: (await shop.model()).model_id, orders: 8 } })
  expect(new Set(bodies.map(({ type }) => type))).toEqual(new Set(['import.finished', 'model.published']))
})

it.each([
  'http://shop-of-tests.com/hook',
  'https://10.0.0.7/hook',
  'https://localhost/hook',
  'https://[::1]/hook',
  'https://shop-of-tests.com:8443/hook',
  'https://user:password@shop-of-tests.com/hook',
  'ftp://shop-of-tests.com/hook',
  'pairwell',
  'https://shop.internal/hook',
  'https://pairwell.test./hook',
])('the address %s is refused', async (url) => {
  const shop = await aShop()
  expect((await shop.call('/v1/webhooks', 'PUT', { url })).body.code).toBe('forbidden_address')
  expect(await shop.table('webhooks')).toEqual([])
})

it('a stored address that is private is not called: the check is repeated for each attempt', async () => {
  const { shop, webhook_id } = await listening()
  await set(shop, `update webhooks set url = 'https://169.254.169.254/x' where shop_id = ?1`)
  const { body } = await shop.call(`/v1/webhooks/${webhook_id}/test`, 'POST')
  expect(body).toMatchObject({ status: null, problem: expect.stringContaining('not on the public internet') })
})

it('a shop has at most five webhooks, of one address one, and only known types', async () => {
  const shop = await aShop()
  const put = async (n: number, more = {}) =>
    (await shop.call('/v1/webhooks', 'PUT', { url: `https://shop-of-tests.com/${n}`, ...more })).body
  for (let n = 0; n < 5; n += 1) await put(n)
  expect((await put(5)).code).toBe('too_many_webhooks')
  expect(await put(0, { types: ['model.published'] })).toMatchObject({
    types: ['model.published'],
    secret: null,
  })
  expect(await shop.table('webhooks')).toHaveLength(5)
  expect((await put(0, { types: ['alert.unknown'] })).code).toBe('invalid_input')
  expect((await put(0, { types: [] })).code).toBe('invalid_input')
})

it('secrets are stored sealed, and answers show them once', async () => {
  const { shop, secret, webhook_id } = await listening()
  const rotated = (await shop.call(`/v1/webhooks/${webhook_id}/rotate`, 'POST')).body.secret
  const stored = await everything()
  for (const one of [secret, rotated]) expect(stored.includes(one.slice('whsec_'.length))).toBe(false)
  expect(JSON.stringify((await shop.call('/v1/webhooks')).body)).not.toContain('whsec_')
})

it('a deleted webhook takes its messages and waiting attempts with it', async () => {
  const { shop, received, webhook_id } = await listening([{ status: 500 }])
  await alert(shop)
  expect(await shop.table('jobs')).toHaveLength(1)
  expect((await shop.call(`/v1/webhooks/${webhook_id}`, 'DELETE')).status).toBe(204)
  expect([await shop.table('jobs'), await shop.table('webhook_messages')]).toEqual([[], []])
  await advance(env, shop.shop_id)
  expect(await received()).toHaveLength(1)
  expect((await shop.call(`/v1/webhooks/${webhook_id}`, 'DELETE')).body.code).toBe('no_such_webhook')
})

it('a thousand messages are one job, sent in the order in which they came; a receiver that is down is asked once', async () => {
  const { shop, received, messages } = await listening([], ['decision.made'])
  const { store } = shop
  const receivers = await listWebhooks(store)
  const events = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => ({ type: 'decision.made' as const, data: { at: from + at } }))
  for (let from = 0; from < 1_000; from += 100) {
    await batch(store.d1, queueEvents(store, receivers, events(from, 100), Date.now()))
  }
  expect(await shop.table('jobs')).toHaveLength(1)
  await shop.settle()
  const got = (await received()).map(({ body }) => JSON.parse(body).data.at)
  expect(got).toHaveLength(1_000)
  expect(new Set(got).size).toBe(1_000)
  expect(await messages()).toHaveLength(50)
})

it('a receiver that is down is asked once, and not once for every message', async () => {
  const { shop, received } = await listening(
    [{ status: 503 }, { status: 503 }, { status: 204 }],
    ['decision.made'],
  )
  const { store } = shop
  const events = Array.from({ length: 20 }, (_, at) => ({ type: 'decision.made' as const, data: { at } }))
  await batch(store.d1, queueEvents(store, await listWebhooks(store), events, Date.now()))
  await advance(env, shop.shop_id)
  expect(await received()).toHaveLength(1)
  await again(shop)
  expect(await received()).toHaveLength(2)
  await again(shop)
  const got = (await received()).slice(2).map(({ body }) => JSON.parse(body).data.at)
  expect(got.sort((a, b) => a - b)).toEqual(events.map(({ data }) => data.at))
})

it('what was given up is sent again when asked for, under the same id, and tests are not', async () => {
  const { shop, received, webhook_id, messages } = await listening([
    { status: 500 },
    { status: 500 },
    { status: 200 },
  ])
  await shop.call(`/v1/webhooks/${webhook_id}/test`, 'POST')
  await alert(shop)
  await set(shop, "update webhook_messages set status = 'given_up' where shop_id = ?1")
  await again(shop)
  const replay = (body = {}) => shop.call(`/v1/webhooks/${webhook_id}/replay`, 'POST', body)
  expect((await replay({ message_ids: ['msg_other'] })).body).toEqual({ replayed: 0 })
  await again(shop)
  expect(await received()).toHaveLength(2)
  expect((await replay()).body).toEqual({ replayed: 1 })
  await again(shop)
  const [test, first, second, ...others] = await received()
  expect(others).toEqual([])
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
  expect(second?.body).toBe(first?.body)
  expect(JSON.parse(test?.body ?? '').type).toBe('webhook.test')
  expect((await messages()).map(({ status }) => status).sort()).toEqual(['delivered', 'given_up'])
  expect((await replay()).body).toEqual({ replayed: 0 })
  const { url } = (await shop.call('/v1/webhooks')).body.items[0]
  await shop.call('/v1/webhooks', 'PUT', { url, enabled: false })
  const refused = await replay()
  expect([refused.status, refused.body.code]).toEqual([409, 'webhook_off'])
})

it('a webhook that is switched on again receives what it received before', async () => {
  const { shop, url, webhook_id } = await listening([], ['import.finished', 'decision.made'])
  for (const enabled of [false, true]) await shop.call('/v1/webhooks', 'PUT', { url, enabled })
  const [webhook] = (await shop.call('/v1/webhooks')).body.items
  expect(webhook).toMatchObject({ webhook_id, enabled: true, types: ['import.finished', 'decision.made'] })
})
