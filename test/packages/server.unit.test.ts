import { Buffer } from 'node:buffer'
import { createHmac } from 'node:crypto'
import { jwtVerify } from 'jose'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { drawIntervals } from '../../engine/measure/arms.ts'
import {
  customerToken,
  drawArm,
  newVisitorId,
  orderToken,
  verifyWebhook,
  WebhookError,
  type WebhookType,
} from '../../packages/server/src/index.ts'
import type { EventType, TEST_TYPE } from '../../vocabulary/alerts.ts'
import { armOf } from '../../widget/lazy/arms.ts'
import { subjectOf } from '../../worker/ingest/identity/customer-token.ts'
import { signedText } from '../../worker/ingest/identity/order-token.ts'
import { newSecret, signedHeaders } from '../../worker/webhooks/sign.ts'

const KEY = 'tk_0123456789abcdef'
const NOW = Date.UTC(2026, 10, 29)

describe('customer tokens', () => {
  it('are what the Worker verifies', async () => {
    const token = await customerToken(KEY, { customer_id: 4711, email: 'ann@example.com' }, { now: NOW })
    const how = { algorithms: ['HS256'], maxTokenAge: '1 hour', currentDate: new Date(NOW + 3_599_000) }
    const { payload } = await jwtVerify(token, new TextEncoder().encode(KEY), how)
    expect(payload).toEqual({
      sub: '4711',
      email: 'ann@example.com',
      iat: NOW / 1_000,
      exp: NOW / 1_000 + 3_600,
    })
    expect(subjectOf(token)).toBe('4711')
  })

  it('need a name, a token key, and at most an hour', async () => {
    await expect(customerToken(KEY, { email: '' })).rejects.toThrow(RangeError)
    await expect(customerToken('sk_a', { customer_id: '1' })).rejects.toThrow(TypeError)
    for (const expiresIn of [0, 3_601, Number.NaN]) {
      await expect(customerToken(KEY, { customer_id: '1' }, { expiresIn })).rejects.toThrow(RangeError)
    }
  })

  it('an order token is what the Worker computes', async () => {
    const right = createHmac('sha256', KEY).update(signedText('#1001')).digest('hex')
    expect(await orderToken(KEY, '#1001')).toBe(right)
  })
})

describe('webhooks', () => {
  const secret = newSecret()
  const body = JSON.stringify({ type: 'alert.began', timestamp: '2026-11-29', data: { shop_id: 'shop_ü' } })
  const signed = { message_id: 'msg_1', timestamp: NOW / 1_000, body }
  const options = { now: NOW }

  it('a message that the Worker signed is accepted, as text, as bytes, and with headers of either kind', async () => {
    const headers = await signedHeaders([secret], signed)
    const message = { id: 'msg_1', type: 'alert.began', data: { shop_id: 'shop_ü' } }
    expect(await verifyWebhook(secret, headers, body, options)).toMatchObject(message)
    const bytes = Buffer.from(body)
    expect(await verifyWebhook(secret, new Headers(headers), bytes, options)).toMatchObject(message)
  })

  it('during a rotation either secret is accepted', async () => {
    const old = newSecret()
    const headers = await signedHeaders([secret, old], signed)
    expect(await verifyWebhook(old, headers, body, options)).toMatchObject({ id: 'msg_1' })
    const single = await signedHeaders([old], signed)
    expect(await verifyWebhook([secret, old], single, body, options)).toMatchObject({ id: 'msg_1' })
  })

  it('the vector of the specification is accepted', async () => {
    const headers = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    }
    const known = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
    const text = '{"test": 2432232314}'
    const at = { now: 1_614_265_330_000 }
    expect(await verifyWebhook(known, headers, text, at)).toMatchObject({ test: 2_432_232_314 })
  })

  it.each([
    ['another body', { body: body.replace('began', 'ended') }, 'bad_signature'],
    ['another id', { headers: { 'webhook-id': 'msg_2' } }, 'bad_signature'],
    ['another time', { headers: { 'webhook-timestamp': String(NOW / 1_000 + 1) } }, 'bad_signature'],
    ['a signature of another version', { headers: { 'webhook-signature': 'v2,AAAA' } }, 'bad_signature'],
    ['a signature that is no base64', { headers: { 'webhook-signature': 'v1,§' } }, 'bad_signature'],
    ['no signature', { headers: { 'webhook-signature': '' } }, 'missing_header'],
    ['a time that is none', { headers: { 'webhook-timestamp': 'now' } }, 'too_old'],
    ['a message of six minutes ago', { now: NOW + 360_000 }, 'too_old'],
    ['a message of the future', { now: NOW - 360_000 }, 'too_new'],
  ])('%s is refused', async (_, changed: { body?: string; headers?: object; now?: number }, code) => {
    const headers = { ...(await signedHeaders([secret], signed)), ...changed.headers }
    const failure = await verifyWebhook(secret, headers, changed.body ?? body, {
      now: changed.now ?? NOW,
    }).catch((thrown) => thrown)
    expect(failure).toBeInstanceOf(WebhookError)
    expect(failure.code).toBe(code)
  })

  it('a key of another kind is a mistake of the caller', async () => {
    const headers = await signedHeaders([secret], signed)
    await expect(verifyWebhook('sk_live', headers, body, options)).rejects.toThrow(TypeError)
  })

  it('names the types that the Worker sends', () => {
    expectTypeOf<WebhookType>().toEqualTypeOf<EventType | typeof TEST_TYPE>()
  })
})

describe('arms', () => {
  const two = [
    { arm: 'a', share: 0.5, holdout: false },
    { arm: 'b', share: 0.5, holdout: true },
  ]

  it('are drawn as the page draws them, for every ramp', () => {
    for (const ramp of [1, 10, 50, 100]) {
      const experiment = { experiment_id: 'x_1', arms: drawIntervals({ arms: two, ramp }) }
      for (let n = 0; n < 500; n += 1) {
        const visitor_id = newVisitorId()
        const page = armOf({ experiment }, visitor_id).place
        const drawn = drawArm(experiment, { visitor_id })
        expect(drawn).toEqual(page && { arm: page.arm, holdout: page.holdout })
      }
    }
  })

  it('need an id, or where customers are drawn a signed-in customer', async () => {
    const experiment = { experiment_id: 'x_1', unit: 'customer' as const, arms: two }
    const visitor_id = newVisitorId()
    expect(visitor_id).toMatch(/^[0-9a-f]{32}$/)
    expect(drawArm({ experiment_id: 'x_1', arms: two }, {})).toBeUndefined()
    expect(drawArm(experiment, { visitor_id })).toBeUndefined()
    const customer_token = await customerToken(KEY, { email: 'Ann@Example.com' })
    expect(drawArm(experiment, { customer_token })).toEqual(
      drawArm({ experiment_id: 'x_1', arms: two }, { visitor_id: 'ann@example.com' }),
    )
  })

  it('a visitor outside of the shares is in no arm', () => {
    const arms = [{ arm: 'a', share: 0, holdout: false }]
    expect(drawArm({ experiment_id: 'x_1', arms }, { visitor_id: newVisitorId() })).toBeUndefined()
  })
})
