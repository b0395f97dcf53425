import { env } from 'cloudflare:workers'
import { afterEach, expect, it, vi } from 'vitest'
import { MOST_BEACONS, MOST_IN_FLIGHT } from '../../worker/http/shed.ts'
import { aShop, plainItems, send, type TestShop } from '../a-shop.ts'
import { aBeacon, anEvent } from '../outcomes/a-beacon.ts'

afterEach(async () => {
  vi.useRealTimers()
  await env.DB.prepare('drop trigger if exists broken').run()
})

/** Lets every row that is added to a table fail with a message of the database. */
const breakTable = (table: string, message: string) =>
  env.DB.prepare(
    `create trigger broken before insert on ${table} begin select raise(abort, '${message}'); end`,
  ).run()

/** A call that writes. */
const exclude = (shop: TestShop) =>
  shop.call('/v1/exclusions', 'PUT', { exclusions: [{ item_id: 'pot', status: 'excluded' }] })

it('answers what it can and refuses the rest at once', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug']))
  const answers = await Promise.all(
    Array.from({ length: 10 * MOST_IN_FLIGHT }, () => shop.ask('placement=product&item_id=tea')),
  )
  const refused = answers.filter(({ status }) => status === 503)
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(MOST_IN_FLIGHT)
  expect(refused.length).toBeGreaterThan(0)
  expect(answers.length).toBe(answers.filter(({ status }) => status === 200).length + refused.length)
  for (const { body, headers } of refused) {
    expect([body.code, headers.get('Retry-After'), headers.get('Cache-Control')]).toEqual([
      'busy',
      '2',
      'no-store',
    ])
  }
  // Every place was given back.
  const after = Array.from({ length: MOST_IN_FLIGHT }, () => shop.ask('placement=product&item_id=tea'))
  expect((await Promise.all(after)).map(({ status }) => status)).toEqual(after.map(() => 200))
})

it('as many agents as are let in are answered: the routes that they ask have places of their own', async () => {
  const shop = await aShop()
  const ask = (path: string, name: string, headers = {}) =>
    send(path, {
      method: 'POST',
      headers,
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: {} } }),
    })
  const rush = (count: number, ...asked: Parameters<typeof ask>) =>
    Promise.all(Array.from({ length: count }, () => ask(...asked)))
  const merchants = await rush(MOST_IN_FLIGHT, '/v1/mcp', 'list_alerts', {
    Authorization: `Bearer ${shop.sk}`,
  })
  expect(new Set(merchants.map(({ body }) => body.result?.isError))).toEqual(new Set([false]))
  const path = `/p/${shop.pk}/mcp`
  const shoppers = await rush(4 * MOST_IN_FLIGHT, path, 'get_recommendations')
  expect(new Set(shoppers.map(({ status }) => status))).toEqual(new Set([200, 503]))
})

it('a rush of pages closes no other door, and slow bodies keep no place', async () => {
  const shop = await aShop()
  const slow = Array.from({ length: MOST_BEACONS + 4 }, (_, at) => {
    const { readable, writable } = new TransformStream()
    const writer = writable.getWriter()
    const headers = { 'CF-Connecting-IP': `203.0.113.${at}` }
    const answer = send(`/p/${shop.pk}/events`, { method: 'POST', body: readable, headers })
    return { answer, end: () => writer.close(), begun: writer.write(new TextEncoder().encode('{')) }
  })
  const rush = Promise.all(Array.from({ length: 4 * MOST_IN_FLIGHT }, () => shop.ask('placement=home')))
  const body = JSON.stringify(aBeacon([anEvent('select_item')]))
  expect((await send(`/p/${shop.pk}/events`, { method: 'POST', body })).status).toBe(202)
  expect((await shop.call('/v1/status')).status).toBe(200)
  await rush
  for (const { end } of slow) await end()
  const ended = await Promise.all(slow.map(({ answer }) => answer))
  expect(new Set(ended.map(({ body: { code } }) => code))).toEqual(new Set(['invalid_json']))
})

it.each([
  ['D1_ERROR: Exceeded maximum DB size', 'storage_full'],
  ['database or disk is full', 'storage_full'],
  ['database disk image is malformed', 'storage_corrupt'],
  ['D1 DB is overloaded. Requests queued for too long.', 'busy'],
  ['D1 DB is overloaded. Too many requests queued.', 'busy'],
  ['database is locked', 'busy'],
  ['D1 DB storage operation exceeded timeout which caused object to be reset.', 'unavailable'],
  ['Network connection lost.', 'unavailable'],
  ['disk I/O error', 'unavailable'],
])('a write that fails with "%s" is answered with %s', async (message, code) => {
  // At a time of its own: the isolate remembers a fault for a minute, and tests of other files ask it.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_000_000 })
  const shop = await aShop()
  await breakTable('exclusions', message)
  const { status, body, headers } = await exclude(shop)
  expect([status, body.code]).toEqual([503, code])
  expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0)
})

it('a defect of ours stays one', async () => {
  const shop = await aShop()
  await breakTable('exclusions', 'malformed JSON')
  const { status, body } = await exclude(shop)
  expect([status, body.code]).toEqual([500, 'internal'])
  // What happened inside is in the log only.
  expect(JSON.stringify(body)).not.toMatch(/malformed|exclusions|stack|worker\//)
})

it('GET /ready tries a write and names the reason why it fails', async () => {
  let now = Date.now()
  const later = () => {
    now += 100_000
    vi.setSystemTime(now)
  }
  vi.useFakeTimers({ toFake: ['Date'], now })
  later()
  expect(await send('/ready')).toMatchObject({ status: 200, body: { status: 'ready' } })
  await breakTable('replies', 'database or disk is full')
  expect((await send('/ready')).status).toBe(200)
  later()
  expect(await send('/ready')).toMatchObject({ status: 503, body: { code: 'storage_full' } })
  await env.DB.prepare('drop trigger broken').run()
  later()
  expect((await send('/ready')).status).toBe(200)
  expect((await env.DB.prepare(`select * from replies where shop_id = ''`).all()).results).toEqual([])
})

it('GET /ready tells of a damaged database that a request met', async () => {
  const shop = await aShop()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1_000_000 })
  expect((await send('/ready')).status).toBe(200)
  await breakTable('exclusions', 'database disk image is malformed')
  await exclude(shop)
  expect(await send('/ready')).toMatchObject({ status: 503, body: { code: 'storage_corrupt' } })
  vi.setSystemTime(Date.now() + 100_000)
  expect((await send('/ready')).status).toBe(200)
})

it('a fault that was noted before the clock was set back ends with it', async () => {
  const shop = await aShop()
  const now = Date.now()
  vi.useFakeTimers({ toFake: ['Date'], now: now + 20_000_000 })
  await breakTable('exclusions', 'database disk image is malformed')
  await exclude(shop)
  expect((await send('/ready')).status).toBe(503)
  vi.setSystemTime(now)
  expect((await send('/ready')).status).toBe(200)
})
