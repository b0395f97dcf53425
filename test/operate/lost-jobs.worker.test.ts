import { env } from 'cloudflare:workers'
import { and, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { type Job, jobs } from '../../schema/jobs.ts'
import { feeds } from '../../schema/shop/feeds.ts'
import type { Env, JobMessage } from '../../worker/env.ts'
import { advance } from '../../worker/jobs/advance.ts'
import { tick } from '../../worker/jobs/tick.ts'
import { acceptImport, addChunks, beginImport } from '../../worker/store/imports/imports.ts'
import { lostJobs, newJob, takeJob } from '../../worker/store/jobs.ts'
import { queueFold } from '../../worker/store/outcomes/events.ts'
import { aShop, plainItems, type TestShop } from '../a-shop.ts'
import { aBeacon, anEvent, report } from '../outcomes/a-beacon.ts'

const NOW = Date.UTC(2030, 0, 1)
const RECEIVED = { format: '', bytes: { sent: 0, unpacked: 0 }, rows: 0, rows_kept: 0, rows_dropped: {} }

/** A queue that delivers nothing, and its messages. */
function aQueue() {
  const messages: JobMessage[] = []
  const queue = {
    send: async (body: JobMessage) => void messages.push(body),
    sendBatch: async (batch: Iterable<{ body: JobMessage }>) =>
      void messages.push(...[...batch].map(({ body }) => body)),
  } as unknown as typeof env.JOBS
  const deployment: Env = { ...env, JOBS: queue, FEED_JOBS: queue, MINING_JOBS: queue, TUNING_JOBS: queue }
  return { messages, deployment }
}

/** A queue that refuses every message. */
const REFUSING: Env = (() => {
  const fail = async () => {
    throw new Error('Too many requests')
  }
  const queue = { send: fail, sendBatch: fail } as unknown as typeof env.JOBS
  return { ...env, JOBS: queue, FEED_JOBS: queue, MINING_JOBS: queue, TUNING_JOBS: queue }
})()

/** Adds the job and the row of an empty upload of orders, received at this time. */
async function anUpload({ store }: TestShop, import_id: string, now: number): Promise<void> {
  await beginImport(store, {
    ...{ import_id, kind: 'orders', dry_run: false },
    partial: false,
    strict: false,
    created_at: now,
  })
  await addChunks(store, import_id, [{ bucket: 0, seq: 0, fragments: '[]' }])
  await acceptImport(
    store,
    import_id,
    { received: RECEIVED, partial: false, buckets: 1, errors: 0, kept: [] },
    now,
  )
}

const statusOf = async (shop: TestShop, import_id: string) =>
  (await shop.table('imports')).find((row) => row.import_id === import_id)?.status

const add = async ({ store }: TestShop, kind: Job['kind'], now: number) =>
  await store.db.insert(jobs).values(newJob(store, kind, `subject-${now}`, now))

it('a job whose workers die each time fails finally, is visible, and holds up nothing behind it', async () => {
  const shop = await aShop()
  await anUpload(shop, 'imp_a', Date.now())
  await anUpload(shop, 'imp_b', Date.now() + 1)
  const first = and(eq(jobs.shop_id, shop.shop_id), eq(jobs.subject, 'imp_a'))
  // The last worker took it and ended without an exception, as when an isolate exceeds its memory.
  await shop.store.db.update(jobs).set({ attempts: 40, lease: 'dead', lease_until: 1 }).where(first)
  const { deployment } = aQueue()
  await advance(deployment, shop.shop_id, undefined, ['intake'])
  expect([await statusOf(shop, 'imp_a'), await statusOf(shop, 'imp_b')]).toEqual(['failed', 'done'])
  const { body } = await shop.call('/v1/status')
  expect(body.jobs.failed).toMatchObject([
    { kind: 'import', subject: 'imp_a', problem: 'It was interrupted 40 times before it could end.' },
  ])
})

it('counting that was interrupted often counts each beacon alone only until it has come further', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug']))
  const beacons = Array.from({ length: 120 }, () => aBeacon([anEvent('view_item_list')]))
  for (const [at, beacon] of beacons.entries()) {
    await report(shop, beacon, { 'CF-Connecting-IP': `192.0.2.${at}` })
  }
  await queueFold(shop.store, Date.now())
  const own = eq(jobs.shop_id, shop.shop_id)
  await shop.store.db.update(jobs).set({ attempts: 9, lease: 'dead', lease_until: 1 }).where(own)
  const { deployment } = aQueue()
  const attempts: (number | undefined)[] = []
  for (let invocations = 0; invocations < 3; invocations += 1) {
    await advance(deployment, shop.shop_id, undefined, ['events'])
    attempts.push((await shop.table('jobs'))[0]?.attempts as number | undefined)
  }
  // Alone until the first invocation had sent its statements, then all the others at once.
  expect(attempts).toEqual([0, undefined, undefined])
  const [{ shown }] = (await shop.call('/v1/reports/funnel?by=item')).body.rows
  expect(shown).toBe(120)
})

it('a job that waits for its retry holds up no other of its lane, and no two of a lane run at once', async () => {
  const shop = await aShop()
  for (const [at, kind] of (['learn', 'fold', 'watch'] as const).entries()) await add(shop, kind, NOW + at)
  const retried = and(eq(jobs.shop_id, shop.shop_id), eq(jobs.kind, 'learn'))
  await shop.store.db
    .update(jobs)
    .set({ lease_until: NOW + 60_000 })
    .where(retried)
  const take = async () => (await takeJob(shop.store, 'events', 'worker', NOW + 10, 5_000))?.kind
  expect([await take(), await take()]).toEqual(['fold', undefined])
})

it('mining is asked for when the last of several files is imported', async () => {
  const shop = await aShop()
  await anUpload(shop, 'imp_a', Date.now() - 1_000)
  await anUpload(shop, 'imp_b', Date.now() - 999)
  await add(shop, 'mine', Date.now() - 998)
  const { messages, deployment } = aQueue()
  await advance(deployment, shop.shop_id, undefined, undefined, ['intake'])
  expect([await statusOf(shop, 'imp_a'), await statusOf(shop, 'imp_b')]).toEqual(['done', 'done'])
  // The last message comes after the last file, so that the run is no longer held up by one.
  expect(messages.at(-1)).toEqual({ shop_id: shop.shop_id, lane: 'mining' })
})

it('a mining run waits while a file of its shop is being imported', async () => {
  const shop = await aShop()
  await add(shop, 'mine', NOW)
  await add(shop, 'import', NOW + 1)
  const take = async (lane: 'intake' | 'mining', at: number) =>
    (await takeJob(shop.store, lane, 'worker', NOW + at, 5_000))?.kind
  expect(await take('intake', 10)).toBe('import')
  expect(await take('mining', 20)).toBeUndefined()
  await shop.store.db.delete(jobs).where(and(eq(jobs.shop_id, shop.shop_id), eq(jobs.kind, 'import')))
  expect(await take('mining', 30)).toBe('mine')
})

it('a lost file is found before a backlog of mining runs, however long it is', async () => {
  const shops = await Promise.all(Array.from({ length: 50 }, () => aShop()))
  for (const shop of shops) await add(shop, 'mine', NOW)
  const [late] = shops
  if (late) await add(late, 'import', NOW + 1_000)
  const found = await lostJobs(env.DB, NOW + 10 * 60_000, 40)
  expect(found[0]).toEqual({ shop_id: late?.shop_id, lane: 'intake' })
  expect(found.filter(({ lane }) => lane === 'mining').length).toBe(40)
  for (const { store, shop_id } of shops) await store.db.delete(jobs).where(eq(jobs.shop_id, shop_id))
})

it('work goes on when the queue refuses every message, and a file that was accepted stays accepted', async () => {
  const shop = await aShop()
  await anUpload(shop, 'imp_a', Date.now())
  await add(shop, 'tune', Date.now())
  await advance(REFUSING, shop.shop_id)
  expect(await statusOf(shop, 'imp_a')).toBe('done')
})

it('a feed whose job cannot be queued is not the first of every tick', async () => {
  const shop = await aShop()
  const feed = {
    shop_id: shop.shop_id,
    feed_id: 'broken',
    url: 'https://127.0.0.1:1/x',
    kind: 'items' as const,
  }
  const state = {
    every_minutes: 60,
    own_host: '',
    created_at: 0,
    next_at: 5,
    last_status: 'new' as const,
    failures: 0,
  }
  await shop.store.db.insert(feeds).values({ ...feed, ...state })
  const failing = `create trigger stop before insert on jobs when new.shop_id = '${shop.shop_id}' begin select raise(abort, 'full'); end`
  await env.DB.prepare(failing).run()
  try {
    const { deployment } = aQueue()
    await tick(deployment, NOW)
    const [row] = await shop.table('feeds')
    expect(Number(row?.next_at)).toBeGreaterThan(NOW)
  } finally {
    await env.DB.prepare('drop trigger stop').run()
  }
})
