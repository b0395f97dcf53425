import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { everything, send } from '../a-shop.ts'

let calls = 0
/** A call of the operator with a key of its own. */
const call = (key: string, method: string, path: string, body: object, token = env.ADMIN_TOKEN) =>
  send(path, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify(body),
  })
const aKey = () => {
  calls += 1
  return `call ${calls} of the operator`
}
const countShops = async () => (await send('/v1/shops', bearer)).body.items.length
const bearer = { headers: { Authorization: `Bearer ${env.ADMIN_TOKEN}` } }
const NEW = { name: 'Next door', currency: 'EUR' }

it('a shop that is created twice with one Idempotency-Key is created once', async () => {
  const key = aKey()
  const before = await countShops()
  const first = await call(key, 'POST', '/v1/shops', NEW)
  const again = await call(key, 'POST', '/v1/shops', NEW)
  expect([first.status, again.status, again.headers.get('Idempotent-Replayed')]).toEqual([201, 201, 'true'])
  expect(again.body).toEqual(first.body)
  expect(await countShops()).toBe(before + 1)
  // The secret key is in the kept response, and nobody who reads the database may find it.
  expect(await everything()).not.toContain(first.body.secret_key)
})

it('simultaneous repetitions create one shop', async () => {
  const key = aKey()
  const before = await countShops()
  const all = await Promise.all(Array.from({ length: 8 }, () => call(key, 'POST', '/v1/shops', NEW)))
  expect(all.filter(({ status }) => status !== 201 && status !== 409)).toEqual([])
  expect(await countShops()).toBe(before + 1)
})

it('another call with the same key is refused, and a stranger learns nothing from it', async () => {
  const key = aKey()
  await call(key, 'POST', '/v1/shops', NEW)
  expect(await call(key, 'POST', '/v1/shops', { ...NEW, name: 'Another' })).toMatchObject({
    ...{ status: 422, body: { code: 'other_request' } },
  })
  expect((await call(key, 'POST', '/v1/shops', NEW, 'a-strangers-token')).status).toBe(401)
})

it('a call that failed can be repeated, and responses are kept for a day', async () => {
  const key = aKey()
  expect((await call(key, 'PATCH', '/v1/shops/0none', { status: 'paused' })).status).toBe(404)
  expect((await call(key, 'PATCH', '/v1/shops/0none', { status: 'paused' })).status).toBe(404)
  await call(aKey(), 'POST', '/v1/shops', NEW)
  await env.DB.prepare(`update replies set created_at = created_at - 90000000 where shop_id = ''`).run()
  await call(aKey(), 'POST', '/v1/shops', NEW)
  const { results } = await env.DB.prepare(`select * from replies where shop_id = ''`).all()
  expect(results.length).toBe(1)
})
