import { env } from 'cloudflare:workers'
import { and, eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { metered, type Rows } from '../../bench/inside/a-minute.ts'
import { imports } from '../../schema/imports/imports.ts'
import { type Job, jobs, type Lane } from '../../schema/jobs.ts'
import { DAY, HOUR, MINUTE } from '../../vocabulary/time.ts'
import { advance } from '../../worker/jobs/advance.ts'
import { tick } from '../../worker/jobs/tick.ts'
import { queueModel } from '../../worker/models/queue-model.ts'
import { queueTuning } from '../../worker/models/queue-tuning.ts'
import { Budget, MAX_STATEMENTS } from '../../worker/store/budget.ts'
import { acceptImport, addChunks, beginImport } from '../../worker/store/imports/imports.ts'
import { newJob, takeJob } from '../../worker/store/jobs.ts'
import type { Store } from '../../worker/store/open.ts'
import { queueFold } from '../../worker/store/outcomes/events.ts'
import { queueLearning } from '../../worker/store/outcomes/learning.ts'
import { aShop, drawnBaskets, ordersFile, plainItems, type TestShop, times } from '../a-shop.ts'
import { ANN, aBeacon, anEvent, count, report } from '../outcomes/a-beacon.ts'

const IDS = Array.from({ length: 60 }, (_, n) => `item-${n}`)
const NOW = Date.UTC(2030, 0, 1)

/** Waits until a condition holds. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await scheduler.wait(5)
}

const tuning = async (shop: TestShop) => (await shop.call('/v1/tunings?limit=1')).body.items[0]

/** Lets the shop's tuning end, and returns when it did, in Unix milliseconds. */
async function endOfTuning(shop: TestShop): Promise<number> {
  await shop.settle()
  const ended = await tuning(shop)
  expect(ended).toMatchObject({ status: 'done', folds_done: 4 })
  return ended.finished_at
}

/** Returns a shop whose tuning is running: a long one, of many orders. */
async function aTuningShop(): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', plainItems(IDS))
  await shop.give('orders', ordersFile(drawnBaskets(8_000, IDS)))
  await shop.call('/v1/tunings', 'POST')
  const leased = async () => (await shop.table('jobs')).some(({ kind, lease }) => kind === 'tune' && lease)
  await until(leased)
  return shop
}

it('a file is imported while a tuning of its shop, and of another one, is running', async () => {
  const other = await aShop()
  const busy = await aTuningShop()
  const imports = async (shop: TestShop) => (await shop.call('/v1/imports?limit=1')).body.items[0]
  for (const shop of [busy, other]) await shop.upload('orders', ordersFile(['item-1 item-2']))
  for (const shop of [busy, other]) await until(async () => (await imports(shop)).status === 'done')
  // The ends are compared afterwards: a page asked for while a fold computes is answered late.
  const tuned = await endOfTuning(busy)
  for (const shop of [busy, other]) expect((await imports(shop)).finished_at).toBeLessThan(tuned)
})

it('of two large jobs in one isolate the tuning lets the mining run first after a fold', async () => {
  const other = await aShop()
  await other.call('/v1/items', 'PUT', {
    items: [{ item_id: 'tea', title: 'Tea', variants: [{ variant_id: 'tea', availability: 'in_stock' }] }],
  })
  const busy = await aTuningShop()
  await other.call('/v1/models', 'POST')
  await until(async () => (await other.model()).status === 'live')
  const tuned = await endOfTuning(busy)
  expect((await other.model()).finished_at).toBeLessThan(tuned)
})

/** Adds jobs of these kinds, each a millisecond after the one before. */
async function addJobs({ store }: TestShop, kinds: readonly Job['kind'][]): Promise<void> {
  const rows = kinds.map((kind, at) => newJob(store, kind, `subject-${at}`, NOW + at))
  await store.db.insert(jobs).values(rows)
}

const taken = async (store: Store, lane: Lane, now = NOW + 10) =>
  (await takeJob(store, lane, 'worker', now, 5_000))?.kind

it('each lane has its own order, and a leased job holds back no other lane', async () => {
  const shop = await aShop()
  await addJobs(shop, ['tune', 'fold', 'import', 'learn', 'feed'])
  for (const [lane, kind] of [
    ['tuning', 'tune'],
    ['events', 'fold'],
    ['intake', 'import'],
  ] as const) {
    expect([await taken(shop.store, lane), await taken(shop.store, lane)]).toEqual([kind, undefined])
  }
})

it('a feed whose server is slow holds up no upload and no mining run', async () => {
  const shop = await aShop()
  await addJobs(shop, ['feed', 'import', 'mine'])
  expect(await taken(shop.store, 'feeds')).toBe('feed')
  expect(await taken(shop.store, 'intake')).toBe('import')
  await shop.store.db.delete(jobs).where(eq(jobs.subject, 'subject-1'))
  expect(await taken(shop.store, 'mining')).toBe('mine')
  expect((await shop.table('jobs')).map(({ kind, lease }) => [kind, lease])).toEqual([
    ['feed', 'worker'],
    ['mine', 'worker'],
  ])
})

it('a mining run waits for the files that arrived before it, but not for one that failed and is retried later', async () => {
  const { store, ...shop } = await aShop()
  await addJobs({ store, ...shop }, ['import', 'mine', 'import'])
  expect(await taken(store, 'mining')).toBeUndefined()
  expect(await taken(store, 'intake')).toBe('import')
  expect(await taken(store, 'mining')).toBeUndefined()
  const retried = { lease: null, lease_until: NOW + 60_000 }
  await store.db.update(jobs).set(retried).where(eq(jobs.subject, 'subject-0'))
  expect(await taken(store, 'mining')).toBe('mine')
})

it.each([
  ['waits for its retry with a part applied', { buckets_done: 1 }, {}, undefined],
  ['waits for its retry with nothing applied', { buckets_done: 0 }, {}, 'mine'],
  ['has only counted a part', { buckets_done: 1, dry_run: true }, {}, 'mine'],
  ['has failed finally in the middle', { buckets_done: 1 }, { failed_at: 1 }, 'mine'],
])('beside a file that %s, a mining run of before is taken accordingly', async (_, file, job, kind) => {
  const shop = await aShop()
  await addJobs(shop, ['mine'])
  const flags = { kind: 'orders', dry_run: false, partial: false, strict: false, created_at: 0 } as const
  await beginImport(shop.store, { ...flags, import_id: 'imp' })
  await addChunks(shop.store, 'imp', [{ bucket: 0, seq: 0, fragments: '[]' }])
  const received = { format: '', bytes: { sent: 0, unpacked: 0 }, rows: 0, rows_kept: 0, rows_dropped: {} }
  await acceptImport(shop.store, 'imp', { received, partial: false, buckets: 2, errors: 0, kept: [] }, NOW)
  const { db, shop_id } = shop.store
  await db.update(imports).set(file).where(eq(imports.shop_id, shop_id))
  const retried = { attempts: 1, lease: null, lease_until: NOW + HOUR, ...job }
  await db
    .update(jobs)
    .set(retried)
    .where(and(eq(jobs.shop_id, shop_id), eq(jobs.kind, 'import')))
  expect(await taken(shop.store, 'mining')).toBe(kind)
})

it('while a shop is being deleted none of its other jobs is taken', async () => {
  const shop = await aShop()
  await addJobs(shop, ['import', 'feed', 'mine', 'tune', 'fold', 'delete_shop'])
  for (const lane of ['intake', 'feeds', 'mining', 'tuning', 'events'] as const) {
    expect(await taken(shop.store, lane)).toBeUndefined()
  }
  expect(await taken(shop.store, 'deletion')).toBe('delete_shop')
})

it('an invocation stays within its statements, however long the import', async () => {
  const shop = await aShop()
  const kind = { import_id: 'long', kind: 'orders', dry_run: false, partial: false, strict: false } as const
  await beginImport(shop.store, { ...kind, created_at: 0 })
  const chunks = Array.from({ length: 300 }, (_, bucket) => ({ bucket, seq: 0, fragments: '[]' }))
  await addChunks(shop.store, 'long', chunks)
  const received = { format: '', bytes: { sent: 0, unpacked: 0 }, rows: 0, rows_kept: 0, rows_dropped: {} }
  await acceptImport(shop.store, 'long', { received, partial: false, buckets: 300, errors: 0, kept: [] }, NOW)
  const spent: number[] = []
  const status = async () => (await shop.table('imports'))[0]?.status
  // A queue that delivers nothing, so that every statement is sent here.
  const queue = { send: async () => undefined } as unknown as typeof env.JOBS
  while ((await status()) !== 'done') {
    const rows: Rows = { read: 0, written: 0, statements: 0 }
    const budget = new Budget()
    await advance({ ...env, JOBS: queue, DB: metered(env.DB, rows) }, shop.shop_id, budget)
    expect(rows.statements).toBe(budget.spent)
    spent.push(rows.statements)
  }
  expect(spent.length).toBeGreaterThan(1)
  expect(Math.max(...spent)).toBeLessThanOrEqual(MAX_STATEMENTS)
})

it('an invocation that has sent many statements starts no job, and asks another one to', async () => {
  const shop = await aShop()
  await queueModel(shop.store, 'call', Date.now())
  const budget = new Budget()
  budget.spent = 500
  await advance(env, shop.shop_id, budget, ['mining'])
  expect(budget.spent).toBeLessThan(510)
  await until(async () => (await shop.model())?.status === 'live')
})

/** Lets the shop's jobs of a kind fail finally at their next attempt, and tries them. */
async function lastAttempt({ store, shop_id }: TestShop, kind: Job['kind']): Promise<void> {
  await store.db.update(jobs).set({ attempts: 39, lease_until: 0 }).where(eq(jobs.shop_id, shop_id))
  const [job] = await store.db.select().from(jobs).where(sql`shop_id = ${shop_id} and kind = ${kind}`)
  if (job) await advance(env, shop_id, new Budget(), [job.lane])
}

const statusOf = async (shop: TestShop) => (await shop.call('/v1/status')).body
const adviceOf = async (shop: TestShop): Promise<string[]> =>
  (await statusOf(shop)).next_steps.flatMap(({ code, text }: { code: string; text: string }) =>
    code === 'job_failed' ? [text] : [],
  )

it('learning that fails finally is listed in the status, until it succeeds', async () => {
  const shop = await aShop()
  await report(shop, aBeacon([anEvent('rec_viewable'), anEvent('purchase', { transaction_id: '1' })], ANN))
  await shop.call('/v1/orders', 'POST', {
    orders: [{ order_id: '1', ordered_at: new Date().toISOString(), lines: [{ item_id: 'mug' }] }],
  })
  await count(shop)
  const sound = (await shop.table('journeys'))[0]?.touches
  const write = (touches: unknown) =>
    env.DB.prepare('update journeys set touches = ?2 where shop_id = ?1').bind(shop.shop_id, touches).run()
  await write('{torn')
  await queueLearning(shop.store, Date.now())
  expect((await statusOf(shop)).jobs).toEqual({ waiting: 1, failed: [] })
  await lastAttempt(shop, 'learn')
  const { waiting, failed } = (await statusOf(shop)).jobs
  expect([waiting, failed]).toEqual([
    0,
    [
      {
        job_id: expect.stringMatching(/^job_/),
        kind: 'learn',
        subject: '',
        failed_at: expect.any(Number),
        attempts: 40,
        problem: expect.stringMatching(/^Tried 40 times; the last time: /),
      },
    ],
  ])
  expect(await adviceOf(shop)).toEqual([expect.stringContaining('Learning from responses failed')])
  await write(sound)
  await queueLearning(shop.store, Date.now())
  await shop.settle()
  expect((await statusOf(shop)).jobs).toEqual({ waiting: 0, failed: [] })
})

it('counting that fails finally is not tried again at once by the cron, but after an hour', async () => {
  const shop = await aShop()
  await report(shop, aBeacon([anEvent('select_item')]))
  await queueFold(shop.store, Date.now())
  const failed = { failed_at: Date.now(), lease_until: 0, problem: 'It was interrupted.' }
  await shop.store.db.update(jobs).set(failed).where(eq(jobs.shop_id, shop.shop_id))
  await tick(env, Date.now())
  expect(await shop.table('jobs')).toHaveLength(1)
  await tick(env, Date.now() + 2 * 3_600_000)
  await shop.settle()
  expect([await shop.table('beacons'), (await statusOf(shop)).jobs]).toEqual([[], { waiting: 0, failed: [] }])
})

it('a model that fails finally is listed until a later one is made, and releases the slot', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug']))
  await shop.give('orders', ordersFile(times(5, 'tea mug')))
  const sound = (await shop.table('orders'))[0]?.lines
  const write = (lines: unknown) =>
    env.DB.prepare('update orders set lines = ?2 where shop_id = ?1').bind(shop.shop_id, lines).run()
  await write('{torn')
  const model_id = await queueModel(shop.store, 'call', Date.now())
  await lastAttempt(shop, 'mine')
  // The reason is the database's own; the statement and its values are not repeated.
  const problem = expect.stringMatching(/^Tried 40 times; the last time: .{0,20}malformed JSON.{0,20}$/)
  expect((await statusOf(shop)).jobs.failed).toMatchObject([{ kind: 'mine', subject: model_id, problem }])
  expect(await shop.model()).toMatchObject({ model_id, status: 'failed' })
  expect((await shop.table('slots'))[0]?.building).toBeNull()
  await write(sound)
  await shop.call('/v1/models', 'POST')
  await shop.settle()
  expect((await statusOf(shop)).jobs.failed).toEqual([])
})

it('a failed import is advised on until a file of its kind is sent again; its record stays for 30 days', async () => {
  const shop = await aShop()
  const kind = { kind: 'orders', dry_run: false, partial: false, strict: false, created_at: 0 } as const
  await beginImport(shop.store, { ...kind, import_id: 'imp_0' })
  await addChunks(shop.store, 'imp_0', [{ bucket: 0, seq: 0, fragments: '{torn' }])
  const received = { format: '', bytes: { sent: 0, unpacked: 0 }, rows: 0, rows_kept: 0, rows_dropped: {} }
  await acceptImport(shop.store, 'imp_0', { received, partial: false, buckets: 1, errors: 0, kept: [] }, 0)
  await lastAttempt(shop, 'import')
  expect(await adviceOf(shop)).toEqual([expect.stringContaining('Send it again.')])
  await shop.give('orders', ordersFile(['tea mug']))
  expect([await adviceOf(shop), (await statusOf(shop)).jobs.failed.length]).toEqual([[], 1])
  const now = Date.now()
  const failedAt = (at: number) =>
    env.DB.prepare('update jobs set failed_at = ?1 where shop_id = ?2').bind(at, shop.shop_id).run()
  // The shop is swept a day after it was created, and a day later.
  await failedAt(now - 28 * DAY)
  await tick(env, now + DAY)
  // The night mines the shop again; its job is not the one that is meant.
  await shop.settle()
  expect((await statusOf(shop)).jobs.failed).toHaveLength(1)
  await failedAt(now - 29 * DAY)
  await tick(env, now + 2 * DAY + MINUTE)
  expect((await statusOf(shop)).jobs.failed).toEqual([])
})

it('a job that threw is tried again after its delay, without the cron', async () => {
  const shop = await aShop()
  await report(shop, aBeacon([anEvent('select_item')]))
  const sound = (await shop.table('beacons'))[0]?.events
  const write = (events: unknown) =>
    env.DB.prepare('update beacons set events = ?2 where shop_id = ?1').bind(shop.shop_id, events).run()
  await write('{torn')
  await queueFold(shop.store, Date.now())
  await advance(env, shop.shop_id)
  expect(await shop.table('jobs')).toMatchObject([
    { kind: 'fold', attempts: 1, lease: null, failed_at: null },
  ])
  await write(sound)
  await until(async () => (await shop.table('beacons')).length === 0)
})

it('a second tuning is refused while one waits, also beside a failed one', async () => {
  const { store, ...shop } = await aShop()
  await addJobs({ store, ...shop }, ['tune'])
  await store.db.update(jobs).set({ failed_at: 1 }).where(eq(jobs.shop_id, shop.shop_id))
  const first = await queueTuning(store, 'call', NOW)
  expect(await queueTuning(store, 'call', NOW + 1)).toBe(first)
})
