import { env } from 'cloudflare:workers'
import { and, eq, inArray } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { items } from '../../schema/catalogue/items.ts'
import { type Job, jobs } from '../../schema/jobs.ts'
import type { List } from '../../schema/models/lists.ts'
import type { ModelCounts } from '../../schema/models/models.ts'
import { HOUR } from '../../vocabulary/time.ts'
import { applyImport } from '../../worker/ingest/import/apply.ts'
import { receive } from '../../worker/ingest/import/receive.ts'
import { advance } from '../../worker/jobs/advance.ts'
import { JobLease, LostLease } from '../../worker/jobs/lease/lease.ts'
import { tick } from '../../worker/jobs/tick.ts'
import { queueModel } from '../../worker/models/queue-model.ts'
import { acceptImport, addChunks, beginImport } from '../../worker/store/imports/imports.ts'
import { endJob, renewLease, returnJob, takeJob } from '../../worker/store/jobs.ts'
import { takeSlot, writeLists } from '../../worker/store/models/lists.ts'
import { changeModel, publish, readSlots } from '../../worker/store/models/models.ts'
import { storedOrders } from '../../worker/store/orders/orders.ts'
import { readShop } from '../../worker/store/shop/shops.ts'
import { aShop, drawnBaskets, ordersFile, plainItems, type TestShop, times } from '../a-shop.ts'

const IDS = Array.from({ length: 30 }, (_, n) => `i${n}`)
const BASKETS = drawnBaskets(400, IDS)
const TEA = ['tea', 'mug', 'pot', 'milk']

async function mined(ids: readonly string[], baskets: readonly string[]): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', plainItems(ids))
  await shop.give('orders', ordersFile(baskets))
  return shop
}

/** Starts a mining run and waits for its end. */
async function mineNow(shop: TestShop) {
  await shop.call('/v1/models', 'POST')
  await shop.settle()
  return await shop.model()
}

const companionsOf = async (shop: TestShop, item_id: string): Promise<string[]> =>
  (await shop.ask(`placement=product&item_id=${item_id}&limit=24`)).body.items
    .filter(({ source }: { source: string }) => source === 'mined')
    .map((item: { item_id: string }) => item.item_id)

it('the counts of every suggestion equal a direct count over the file', async () => {
  const shop = await mined(IDS, BASKETS)
  const baskets = BASKETS.map((basket) => new Set(basket.split(' ')))
  const holding = (...ids: string[]) => baskets.filter((basket) => ids.every((id) => basket.has(id))).length
  let seen = 0
  for (const seed of IDS) {
    const { body } = await shop.call(`/v1/recommendations?placement=product&item_id=${seed}&limit=24`)
    for (const { item_id, source, counts } of body.items) {
      if (source !== 'mined') continue
      seen += 1
      expect([seed, item_id, counts]).toMatchObject([
        seed,
        item_id,
        {
          co_orders: holding(seed, item_id),
          seed_orders: holding(seed),
          item_orders: holding(item_id),
          orders: 400,
        },
      ])
      expect(counts.share.low).toBeLessThan(counts.share.value)
      expect(counts.share.high).toBeGreaterThan(counts.share.value)
    }
  }
  expect(seen).toBeGreaterThan(200)
})

it("the merchant sees the share with Wilson's interval, and the lift, as calculated by hand", async () => {
  const shop = await mined(TEA, [...times(8, 'tea mug'), ...times(2, 'tea'), ...times(10, 'pot milk')])
  const { body } = await shop.call('/v1/recommendations?placement=product&item_id=tea')
  expect(body.items[0]).toMatchObject({
    item_id: 'mug',
    counts: {
      co_orders: 8,
      seed_orders: 10,
      item_orders: 8,
      orders: 20,
      share: { value: 0.8, low: 0.4902, high: 0.9433 },
      lift: 2,
    },
  })
})

it('a model states what it counted', async () => {
  const file = `${ordersFile([...times(3, 'tea mug'), 'tea', 'tea nobody', 'nobody'])}\nlast,2026-03-01,tea`
  const shop = await aShop()
  await shop.give('items', plainItems(TEA))
  await shop.give('orders', file)
  const { status, cause, counts, hash, refusals } = await shop.model()
  expect([status, cause, refusals, hash.length]).toEqual(['live', 'import', [], 64])
  expect(counts).toMatchObject({
    orders: 7,
    orders_with_two: 4,
    lines: 9,
    lines_unmatched: 2,
    customers: 7,
    items: 4,
    items_bought: 2,
    lists: 6,
    lists_written: 6,
    lists_deleted: 0,
    orders_left_out: 0,
    first_order_at: Date.UTC(2026, 0, 1),
    last_order_at: Date.UTC(2026, 2, 1),
  })
})

it('the window ends at the newest order of the shop, not today', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(TEA))
  const old = ['1,2010-01-01,tea', '2,2012-06-01,tea', '3,2012-06-02,tea', '4,,tea']
  await shop.give('orders', ['order_id,order_date,item_id', ...old].join('\n'))
  expect((await shop.model()).counts).toMatchObject({ orders: 3, first_order_at: Date.UTC(2012, 5, 1) })
})

/** Returns a waiting mining run whose job is leased. */
async function aWaitingRun() {
  const shop = await aShop()
  const model_id = await queueModel(shop.store, 'call', Date.now())
  const job = await takeJob(shop.store, 'mining', 'somebody', Date.now(), 600_000)
  return { shop, model_id, job }
}

it('a request to mine joins the run that already waits', async () => {
  const { shop, model_id } = await aWaitingRun()
  const again = [await shop.call('/v1/models', 'POST'), await shop.call('/v1/models', 'POST')]
  expect(again.map(({ status, body }) => [status, body])).toEqual(times(2, '').map(() => [202, { model_id }]))
  expect(await shop.table('models')).toHaveLength(1)
})

it('simultaneous requests to mine share one run', async () => {
  const shop = await aShop()
  const wishes = [1, 2, 3, 4].map(() => queueModel(shop.store, 'call', Date.now()))
  expect(new Set(await Promise.all(wishes)).size).toBe(1)
  expect([await shop.table('models'), await shop.table('jobs')].map((rows) => rows.length)).toEqual([1, 1])
})

it('an equal model is written once into each slot and then writes no further list', async () => {
  const shop = await mined(IDS, BASKETS)
  const runs = [await shop.model(), await mineNow(shop), await mineNow(shop), await mineNow(shop)]
  const { lists } = runs[0].counts
  expect(runs.map(({ counts }) => counts.lists_written)).toEqual([lists, lists, 0, 0])
  expect(new Set(runs.map(({ hash }) => hash)).size).toBe(1)
  expect(await shop.table('lists')).toHaveLength(2 * lists)
})

/** Deletes items from the catalogue. */
const remove = async ({ store, shop_id }: TestShop, ids: string[]) =>
  await store.db.delete(items).where(and(eq(items.shop_id, shop_id), inArray(items.item_id, ids)))

it('lists of items that no longer exist are deleted', async () => {
  const shop = await mined(TEA, [...times(5, 'tea mug'), ...times(5, 'pot milk mug')])
  await mineNow(shop)
  await remove(shop, ['mug'])
  expect((await mineNow(shop)).counts).toMatchObject({ lists_deleted: 1 })
  await mineNow(shop)
  const left = await shop.table('lists')
  expect(new Set(left.map(({ key }) => key))).toEqual(new Set(['milk', 'pot', 'tea', '', 'now']))
  expect(JSON.stringify(left)).not.toContain('mug')
})

it('a rollback publishes the previous model, and a second rollback the newer one', async () => {
  const shop = await mined(TEA, times(5, 'tea mug'))
  const first = await shop.model()
  await shop.give('orders', ordersFile(times(5, 'tea pot')))
  const second = await shop.model()
  const served = [await companionsOf(shop, 'tea')]
  for (const { model_id } of [second, first]) {
    expect((await shop.call(`/v1/models/${model_id}/rollback`, 'POST')).status).toBe(200)
    served.push(await companionsOf(shop, 'tea'))
    const live = (await shop.call('/v1/models')).body.items.filter(
      ({ status }: { status: string }) => status === 'live',
    )
    expect(live).toHaveLength(1)
    expect((await shop.ask('placement=product&item_id=tea')).body.model_id).toBe(live[0].model_id)
  }
  expect(served).toEqual([['pot'], ['mug'], ['pot']])
})

it('a rollback is refused while the other slot is being written, and changes nothing', async () => {
  const shop = await mined(TEA, times(5, 'tea mug'))
  const { model_id } = await mineNow(shop)
  await takeSlot(shop.store, 'next')
  const before = await shop.rows()
  const refusal = await shop.call(`/v1/models/${model_id}/rollback`, 'POST')
  expect([refusal.status, refusal.body.code]).toEqual([409, 'model_being_built'])
  expect(await shop.rows()).toEqual(before)
})

it('a rollback is refused when there is no complete previous model, and changes nothing', async () => {
  const shop = await mined(TEA, times(5, 'tea mug'))
  const [{ model_id }, before] = [await shop.model(), await shop.rows()]
  const refusals = [model_id, 'mod_none'].map((id) => shop.call(`/v1/models/${id}/rollback`, 'POST'))
  expect((await Promise.all(refusals)).map(({ body }) => body.code)).toEqual([
    'nothing_to_roll_back',
    'unknown_model',
  ])
  expect(await shop.rows()).toEqual(before)
})

const list = (key: string, item_id: string): List => ({
  kind: 'item',
  key,
  seed_orders: 9,
  companions: [{ item_id, score: 1, cart_weight: 1, co_orders: 5, item_orders: 9 }],
  tails: {},
})
const FACTS = { counts: {} as ModelCounts, hash: '', now: 0, new_orders: 0, gate: null, note: null }

it('a run that lost its lease can neither write nor publish', async () => {
  const { store, table } = await aShop()
  const lost = await takeSlot(store, 'yesterday')
  const lease = await takeSlot(store, 'today')
  expect(await writeLists(store, lost, 'item', [list('tea', 'mug')], undefined, true)).toEqual({
    written: 0,
    deleted: 0,
  })
  expect(await publish(store, lost, FACTS, { held: [], found: [] })).toBe(false)
  expect(await table('lists')).toEqual([])
  expect(await writeLists(store, lease, 'item', [list('tea', 'mug')], undefined, true)).toEqual({
    written: 1,
    deleted: 0,
  })
  expect(await publish(store, lease, FACTS, { held: [], found: [] })).toBe(true)
})

it('a run whose slot became live meanwhile can neither write nor delete nor publish', async () => {
  const { store, table } = await aShop()
  const late = await takeSlot(store, 'me')
  await writeLists(store, late, 'item', [list('tea', 'mug')], undefined, true)
  await publish(store, late, FACTS, { held: [], found: [] })
  await takeSlot(store, 'me')
  const before = await table('lists')
  expect(await writeLists(store, late, 'item', [list('tea', 'pot')], undefined, true)).toEqual({
    written: 0,
    deleted: 0,
  })
  expect(await writeLists(store, late, 'item', [], undefined, true)).toEqual({ written: 0, deleted: 0 })
  expect([await publish(store, late, FACTS, { held: [], found: [] }), await table('lists')]).toEqual([
    false,
    before,
  ])
})

/** A pair that is withheld until the merchant decides. */
const heldPair = (co_orders: number) => ({
  ...{ item_id: 'tea', companion_id: 'bomb', status: 'waiting' as const, held_at: 1 },
  ...{ co_orders, customers: 3 },
})

it('withheld pairs are recorded with the publication of their model, or neither happens', async () => {
  const { store, table } = await aShop()
  const lost = await takeSlot(store, 'yesterday')
  const lease = await takeSlot(store, 'today')
  expect(await publish(store, lost, FACTS, { held: [heldPair(6)], found: [] })).toBe(false)
  expect(await table('held_pairs')).toEqual([])
  // A statement that fails stands for a crash between the two.
  await expect(publish(store, lease, FACTS, { held: [heldPair(null as never)], found: [] })).rejects.toThrow()
  expect([(await readSlots(store))?.live_model, await table('held_pairs')]).toEqual(['', []])
  expect(await publish(store, lease, FACTS, { held: [heldPair(6)], found: [] })).toBe(true)
  expect((await readSlots(store))?.live_model).toBe('today')
  expect(await table('held_pairs')).toMatchObject([{ companion_id: 'bomb', status: 'waiting', co_orders: 6 }])
})

it('while a model is being written the old one is served completely', async () => {
  const shop = await mined(TEA, times(5, 'tea mug'))
  const before = (await shop.ask('placement=product&item_id=tea')).body
  const lease = await takeSlot(shop.store, 'next')
  await writeLists(shop.store, lease, 'item', [list('tea', 'pot')], undefined, false)
  expect((await shop.ask('placement=product&item_id=tea')).body).toEqual(before)
})

it('a model that the gate refuses leaves the live one in place', async () => {
  const shop = await mined(IDS, BASKETS)
  const before = await shop.model()
  await remove(shop, IDS.slice(0, 17))
  const refused = await mineNow(shop)
  expect(refused).toMatchObject({ status: 'refused', refusals: ['halved_model'] })
  expect((await shop.call(`/v1/models/${before.model_id}`)).body).toEqual(before)
  expect(await readSlots(shop.store)).toMatchObject({
    live_model: before.model_id,
    building: null,
    idle_model: '',
  })
  expect(await companionsOf(shop, 'i20')).not.toEqual([])
})

it('a run whose worker died is finished by the next worker', async () => {
  const { shop, model_id } = await aWaitingRun()
  await shop.store.db
    .update(jobs)
    .set({ lease_until: Date.now() - 1 })
    .where(eq(jobs.shop_id, shop.shop_id))
  await changeModel(shop.store, model_id, { status: 'running' })
  await takeSlot(shop.store, model_id)
  await shop.settle()
  expect(await shop.model()).toMatchObject({ model_id, status: 'live' })
})

const NOW = Date.UTC(2030, 0, 1)

it('a leased job is not taken, a job with an expired lease is', async () => {
  const { store } = await aShop()
  await queueModel(store, 'call', NOW)
  const first = await takeJob(store, 'mining', 'a', NOW, 5_000)
  expect([first?.lease, first?.attempts]).toEqual(['a', 1])
  expect(await takeJob(store, 'mining', 'b', NOW + 5_000, 5_000)).toBeUndefined()
  expect(await takeJob(store, 'mining', 'b', NOW + 5_001, 5_000)).toMatchObject({ lease: 'b', attempts: 2 })
})

/** Returns a job that was leased by `a`, and after the lease expired by `b`. */
async function aTakenOverJob() {
  const { store, table } = await aShop()
  await queueModel(store, 'call', NOW)
  const [a, b] = [
    await takeJob(store, 'mining', 'a', NOW, 1),
    await takeJob(store, 'mining', 'b', NOW + 2, 5_000),
  ]
  if (!a || !b) throw new Error('nothing was taken')
  return { store, table, a, b }
}

it('a worker that lost a job can neither renew, return nor end it', async () => {
  const { store, table, a, b } = await aTakenOverJob()
  const before = await table('jobs')
  expect(await renewLease(store, a, NOW + 9_000)).toBe(false)
  await returnJob(store, a, 0, 0)
  await endJob(store, a)
  expect(await table('jobs')).toEqual(before)
  expect(await renewLease(store, b, NOW + 9_000)).toBe(true)
})

it('a worker that lost a job stops at its next pause', async () => {
  const { store, a } = await aTakenOverJob()
  await expect(new JobLease(store, a, Date.now() - 10_000).pause()).rejects.toThrow()
})

it('the jobs of a lane run one after the other, oldest first', async () => {
  const { store } = await aShop()
  const first = await queueModel(store, 'call', NOW)
  await changeModel(store, first, { status: 'running' })
  const second = await queueModel(store, 'call', NOW + 1)
  const taken = await takeJob(store, 'mining', 'a', NOW, 5_000)
  expect([taken?.subject, await takeJob(store, 'mining', 'b', NOW, 5_000)]).toEqual([first, undefined])
  await endJob(store, taken as Job)
  expect((await takeJob(store, 'mining', 'b', NOW, 5_000))?.subject).toBe(second)
})

/** Returns a received upload of 2,000 orders in eight buckets, without a queue message. */
async function aReceivedImport() {
  const shop = await aShop()
  const row = await readShop(shop.store)
  if (!row) throw new Error('no shop')
  const file = ordersFile(drawnBaskets(2_000, TEA))
  const upload = {
    kind: 'orders',
    dry_run: false,
    partial: false,
    confirm: false,
    strict: false,
    body: new Blob([file]).stream(),
    content_length: 1_000_000,
  } as const
  return { shop, import_id: await receive(env, shop.store, row, upload, Date.now()) }
}

it.each([2, 5])(
  'an import whose job is started %i times at once is applied exactly once',
  async (workers) => {
    const { shop, import_id } = await aReceivedImport()
    await Promise.all(Array.from({ length: workers }, () => advance(env, shop.shop_id)))
    await shop.settle()
    expect((await shop.call(`/v1/imports/${import_id}`)).body).toMatchObject({
      status: 'done',
      report: { found: 2_000, added: 2_000, changed: 0, same: 0 },
    })
    expect(await shop.table('orders')).toHaveLength(2_000)
  },
)

it('two workers that both hold an import apply each bucket exactly once', async () => {
  const { shop, import_id } = await aReceivedImport()
  const job = await takeJob(shop.store, 'intake', 'a', Date.now(), 600_000)
  const both = [1, 2, 3].map(() =>
    applyImport(shop.store, import_id, new JobLease(shop.store, job as Job, Date.now())),
  )
  const ended = await Promise.allSettled(both)
  // A worker that finds a bucket applied by another one stops.
  const left = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))
  expect([left.length < 3, left.every((reason) => reason instanceof LostLease)]).toEqual([true, true])
  const { status, progress, report } = (await shop.call(`/v1/imports/${import_id}`)).body
  expect([status, progress, report.found, report.added, report.same]).toEqual(['done', 1, 2_000, 2_000, 0])
  const [{ buckets, buckets_done } = {}] = await shop.table('imports')
  expect([buckets_done, await shop.table('import_chunks')]).toEqual([buckets, []])
})

it('an import that fails repeatedly ends as failed, states why, and leaves nothing waiting', async () => {
  const shop = await aShop()
  await beginImport(shop.store, {
    import_id: 'imp',
    kind: 'orders',
    dry_run: false,
    partial: false,
    strict: false,
    created_at: 0,
  })
  await addChunks(shop.store, 'imp', [{ bucket: 0, seq: 0, fragments: 'torn' }])
  const received = { format: '', bytes: { sent: 0, unpacked: 0 }, rows: 0, rows_kept: 0, rows_dropped: {} }
  await acceptImport(shop.store, 'imp', { received, partial: false, buckets: 1, errors: 0, kept: [] }, 0)
  await shop.store.db.update(jobs).set({ attempts: 39 }).where(eq(jobs.shop_id, shop.shop_id))
  await advance(env, shop.shop_id)
  expect((await shop.call('/v1/imports/imp')).body).toMatchObject({
    status: 'failed',
    problem: expect.stringMatching(/^Tried 40 times/),
  })
  expect(await shop.table('import_chunks')).toEqual([])
  expect(await shop.table('jobs')).toMatchObject([
    { kind: 'import', subject: 'imp', lease: null, failed_at: expect.any(Number), attempts: 40 },
  ])
})

const nightly = async (shop: TestShop) =>
  (await shop.table('models')).filter(({ cause }) => cause === 'nightly').length

it('the nightly run mines the shops that were not mined for 20 hours, and no others', async () => {
  const [stale, fresh, paused, empty] = [
    await mined(TEA, ['tea mug']),
    await mined(TEA, ['tea mug']),
    await mined(TEA, ['tea mug']),
    await aShop(),
  ]
  const night = NOW + 3 * HOUR
  await queueModel(fresh.store, 'call', night - 19 * HOUR)
  await paused.store.db.run(`update shops set status = 'paused' where shop_id = '${paused.shop_id}'`)
  const due = `update duties set due_at = ${night} where duty = 'nightly'`
  await env.DB.prepare(due).run()
  await tick(env, night - 60_000)
  expect(await nightly(stale)).toBe(0)
  await tick(env, night)
  const failures = await env.DB.prepare('select duty from duties where failures > 0').all()
  expect([await stale.table('orders'), failures.results]).toEqual([[expect.anything()], []])
  expect(await Promise.all([stale, fresh, paused, empty].map(nightly))).toEqual([1, 0, 0, 0])
  await stale.settle()
  expect(await stale.model()).toMatchObject({ cause: 'nightly', status: 'live' })
})

it('orders are counted by whole days, however many a day has', async () => {
  const shop = await aShop()
  const times = ['02T00:00:00Z', '02T04:30:00Z', '02T23:59:59Z', '03T00:00:00Z']
  const rows = times.map((time, at) => `${at},2026-01-${time},tea`)
  await shop.give('orders', ['order_id,order_date,item_id', ...rows, '9,,tea'].join('\n'))
  const days = await storedOrders(shop.store).days()
  expect(days.map(({ day, orders }) => [day, orders])).toEqual([
    [Date.UTC(2026, 0, 3) / (24 * HOUR), 1],
    [Date.UTC(2026, 0, 2) / (24 * HOUR), 3],
    [null, 1],
  ])
})

it('an interrupted upload is deleted after an hour, a younger one is kept', async () => {
  const shop = await aShop()
  const at = NOW + 17 * 60_000
  for (const [import_id, created_at] of [
    ['old', at - HOUR - 1],
    ['young', at - HOUR],
  ] as const) {
    await beginImport(shop.store, {
      import_id,
      kind: 'orders',
      dry_run: false,
      partial: false,
      strict: false,
      created_at,
    })
    await addChunks(shop.store, import_id, [{ bucket: 0, seq: 0, fragments: '[]' }])
  }
  await tick(env, at - 60_000)
  expect(await shop.table('imports')).toHaveLength(2)
  await tick(env, at)
  const left = [await shop.table('imports'), await shop.table('import_chunks')].flat()
  expect(left.map(({ import_id }) => import_id)).toEqual(['young', 'young'])
})

it('stored replies are deleted after a day', async () => {
  const shop = await mined(TEA, ['tea mug'])
  await shop.call('/v1/models', 'POST', undefined, { 'Idempotency-Key': 'one' })
  await shop.settle()
  await tick(env, NOW + 17 * 60_000)
  expect(await shop.table('replies')).toEqual([])
})
