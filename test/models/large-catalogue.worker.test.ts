import { expect, it } from 'vitest'
import { applyImport } from '../../worker/ingest/import/apply.ts'
import { JobLease } from '../../worker/jobs/lease/lease.ts'
import { LEASE_MS } from '../../worker/jobs/lease/lease-time.ts'
import { readDescribed, readLinks } from '../../worker/models/item-features.ts'
import { queueModel } from '../../worker/models/queue-model.ts'
import { queueTuning } from '../../worker/models/queue-tuning.ts'
import { acceptImport, addChunks, beginImport } from '../../worker/store/imports/imports.ts'
import { takeJob } from '../../worker/store/jobs.ts'
import { aShop, plainItems, type TestShop } from '../a-shop.ts'

/** A page of the catalogue has 2,000 items. */
const ITEMS = 4_500
const ids = Array.from({ length: ITEMS }, (_, n) => `i${n}`)

/** A lease that notes what it is asked between two steps of the work. */
class NotedLease extends JobLease {
  pauses = 0

  override async pause(): Promise<void> {
    this.pauses += 1
    await super.pause()
  }
}

async function leaseOf(shop: TestShop, lane: 'mining' | 'intake' | 'tuning'): Promise<NotedLease> {
  const job = await takeJob(shop.store, lane, 'a', Date.now(), LEASE_MS)
  if (!job) throw new Error('There is no job.')
  return new NotedLease(shop.store, job, Date.now())
}

it('a mining run renews its lease between the pages of a large catalogue and of its relations', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(ids))
  const related = ids.slice(1).map((id, n) => `${ids[n]},${id},accessory`)
  await shop.give('relations', ['item_id,related_item_id,relationship_type', ...related].join('\n'))
  await queueModel(shop.store, 'call', Date.now())
  const lease = await leaseOf(shop, 'mining')
  const catalogue = await readDescribed(shop.store, lease)
  expect([catalogue.ids.length, lease.pauses]).toEqual([ITEMS, Math.ceil(ITEMS / 2_000)])
  const links = await readLinks(shop.store, catalogue, lease)
  expect(links.complement).toHaveLength(ITEMS - 1)
  expect(lease.pauses).toBeGreaterThan(Math.ceil(ITEMS / 2_000))
})

it('so does an import of orders, which looks for its items in the whole catalogue', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(ids))
  const flags = { dry_run: false, partial: false, strict: false }
  await beginImport(shop.store, { import_id: 'imp', kind: 'orders', ...flags, created_at: 0 })
  const order = [{ key: 'o1', at: Date.UTC(2026, 0, 2), line: ['n:The i17', 2, 450] }]
  await addChunks(shop.store, 'imp', [{ bucket: 0, seq: 0, fragments: JSON.stringify(order) }])
  const received = { format: '', bytes: { sent: 0, unpacked: 0 }, rows: 1, rows_kept: 1, rows_dropped: {} }
  await acceptImport(shop.store, 'imp', { received, partial: false, buckets: 1, errors: 0, kept: [] }, 0)
  const lease = await leaseOf(shop, 'intake')
  await applyImport(shop.store, 'imp', lease)
  expect((await shop.call('/v1/imports/imp')).body).toMatchObject({ status: 'done', report: { added: 1 } })
  // One bucket has two pauses of its own.
  expect(lease.pauses).toBeGreaterThanOrEqual(2 + Math.ceil(ITEMS / 2_000))
})

it('and so does a tuning', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(ids))
  await queueTuning(shop.store, 'first', Date.now())
  const lease = await leaseOf(shop, 'tuning')
  await readDescribed(shop.store, lease)
  expect(lease.pauses).toBe(Math.ceil(ITEMS / 2_000))
})
