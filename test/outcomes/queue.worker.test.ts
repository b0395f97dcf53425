import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import type { ShopBeacon } from '../../schema/outcomes/events.ts'
import type { Env } from '../../worker/env.ts'
import worker, { app } from '../../worker/index.ts'
import { nextBeacons, readBeacons } from '../../worker/store/outcomes/beacons.ts'
import { aShop, type TestShop } from '../a-shop.ts'
import { aBeacon, addItems, anEvent, completed, count, report } from './a-beacon.ts'

/** Beacons that a shop may write directly per minute, as in vitest.config.ts; twice as many around a minute's start. */
const RATE = 20

declare global {
  namespace Cloudflare {
    interface Env {
      TEST_BEACONS: Queue<ShopBeacon>
      TEST_BEACON_RATE: RateLimit
    }
  }
}

/** The deployment with the queue and the rate bound. */
const queued: Env = { ...env, BEACONS: env.TEST_BEACONS, BEACON_RATE: env.TEST_BEACON_RATE }

const post = async ({ pk }: TestShop, body: string, deployed = queued): Promise<number> => {
  const init = { method: 'POST', body, headers: { 'Content-Type': 'text/plain' } }
  return (await app.request(`http://pairwell.test/p/${pk}/events`, init, deployed)).status
}

const someBeacons = (number: number) =>
  Array.from({ length: number }, (_, n) => {
    const items = [{ item_id: `item-${n % 7}`, index: 0, source: 'mined' }]
    const events = [anEvent('rec_viewable', { items }), anEvent('add_to_cart', { items })]
    return aBeacon(events, `visitor-of-the-flood-${n % 11}`)
  })

/** Sends beacons until the shop may write no more directly. */
async function flooded(shop: TestShop): Promise<void> {
  for (let n = 0; n <= 2 * RATE; n += 1) await env.TEST_BEACON_RATE.limit({ key: shop.shop_id })
}

const waiting = async (shop: TestShop) => (await shop.table('beacons')).length

async function waitFor(shop: TestShop, number: number): Promise<void> {
  while ((await waiting(shop)) < number) await scheduler.wait(50)
}

/** Returns all rows that events have written, without shop and time. */
async function counted(shop: TestShop): Promise<unknown[]> {
  const days = (await shop.table('event_days')).map(({ shop_id: _, ...row }) => row)
  const journeys = (await shop.table('journeys')).map(({ touches }) => JSON.parse(String(touches)).length)
  return [days, journeys.sort()]
}

it('a flood goes through the queue: all events are kept and counted as if written at once', async () => {
  const [slow, fast] = [await aShop(), await aShop()]
  const beacons = someBeacons(100)
  for (const beacon of beacons) await report(slow, beacon)
  for (const beacon of beacons) await addItems(fast, beacon)
  const completedBeacons = await Promise.all(beacons.map((beacon) => completed(fast, beacon)))
  const answers = await Promise.all(completedBeacons.map((beacon) => post(fast, JSON.stringify(beacon))))
  expect(new Set(answers)).toEqual(new Set([202]))
  const direct = await waiting(fast)
  expect(direct).toBeGreaterThanOrEqual(RATE)
  expect(direct).toBeLessThanOrEqual(2 * RATE)
  await waitFor(fast, 100)
  expect(await waiting(fast)).toBe(100)
  for (const shop of [slow, fast]) await count(shop)
  expect(await counted(fast)).toEqual(await counted(slow))
})

/** Delivers rows to the consumer as the queue does. */
async function deliver(rows: readonly ShopBeacon[], deployed: Env = env) {
  const messages = rows.map((body, n) => ({ id: `m${n}`, timestamp: Date.now(), attempts: 3, body }))
  const batch = createMessageBatch('pairwell-beacons', messages)
  const context = createExecutionContext()
  await worker.queue(batch, deployed)
  return await getQueueResult(batch, context)
}

/** The waiting beacons as the queue has them. */
async function waitingIn({ store }: TestShop, most: number): Promise<ShopBeacon[]> {
  const rows = await readBeacons(store, await nextBeacons(store, most))
  return rows.map(({ attempts: _, set_aside_at: __, ...row }) => row)
}

/** Returns waiting beacons of a new shop, and deletes them there. */
async function rowsOf(number: number): Promise<{ shop: TestShop; rows: ShopBeacon[] }> {
  const shop = await aShop()
  for (const beacon of someBeacons(number)) await report(shop, beacon)
  const rows = await waitingIn(shop, number)
  await env.DB.prepare('delete from beacons where shop_id = ?1').bind(shop.shop_id).run()
  return { shop, rows }
}

it('a batch of several shops is written once, however often it is delivered, also after it was counted', async () => {
  const [ours, theirs] = [await rowsOf(30), await rowsOf(20)]
  const mixed = [...ours.rows, ...theirs.rows].sort((a, b) => (a.beacon_id < b.beacon_id ? 1 : -1))
  for (let time = 0; time < 2; time += 1) {
    const { explicitAcks, retryMessages } = await deliver(mixed)
    expect([explicitAcks.length, retryMessages]).toEqual([50, []])
  }
  expect(await waitingIn(ours.shop, 100)).toEqual(ours.rows)
  expect(await waitingIn(theirs.shop, 100)).toEqual(theirs.rows)
  await count(ours.shop)
  const before = await counted(ours.shop)
  await deliver(mixed)
  await count(ours.shop)
  expect(await counted(ours.shop)).toEqual(before)
  expect(await waiting(ours.shop)).toBe(0)
})

it('a batch that cannot be written is retried later and blocks no other shop', async () => {
  const { shop, rows } = await rowsOf(3)
  const [first] = rows
  // Its database is not bound.
  const lost = { ...(first as ShopBeacon), shop_id: `9${shop.shop_id.slice(1)}` }
  const { explicitAcks, retryMessages } = await deliver([lost, ...rows])
  expect(explicitAcks).toEqual(['m1', 'm2', 'm3'])
  expect(retryMessages).toMatchObject([{ msgId: 'm0' }])
  expect(await waiting(shop)).toBe(3)
})

it('a queue that does not answer loses no events', async () => {
  const shop = await aShop()
  await flooded(shop)
  const broken = { ...env.TEST_BEACONS, send: () => Promise.reject(new Error('overloaded')) }
  const deployed: Env = { ...queued, BEACONS: broken }
  expect(await post(shop, JSON.stringify(someBeacons(1)[0]), deployed)).toBe(202)
  expect(await waiting(shop)).toBe(1)
})

it('without the bindings every beacon is written directly', async () => {
  const shop = await aShop()
  await flooded(shop)
  const one = () => JSON.stringify(someBeacons(1)[0])
  expect([await post(shop, one(), env), await waiting(shop)]).toEqual([202, 1])
  expect([await post(shop, one(), { ...env, BEACONS: env.TEST_BEACONS }), await waiting(shop)]).toEqual([
    202, 2,
  ])
})

it('a beacon that leaves the queue after its shop was deleted is dropped', async () => {
  const { shop, rows } = await rowsOf(1)
  await env.DB.prepare('delete from shops where shop_id = ?1').bind(shop.shop_id).run()
  expect((await deliver(rows)).explicitAcks).toEqual(['m0'])
  expect(await waiting(shop)).toBe(0)
})
