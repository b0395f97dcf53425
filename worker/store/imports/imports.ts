import { and, asc, desc, eq, gt, lt, sql } from 'drizzle-orm'
import {
  type ImportRow,
  importChunks,
  importErrors,
  imports,
  type RowError,
} from '../../../schema/imports/imports.ts'
import type { Received } from '../../../schema/imports/report.ts'
import { jobs } from '../../../schema/jobs.ts'
import { batch } from '../batch.ts'
import { jsonChunks } from '../chunks.ts'
import { newJob } from '../jobs.ts'
import type { Store } from '../open.ts'
import { forgetErased } from '../orders/privacy.ts'
import { STEP_BYTES, withinBytes } from '../pages.ts'
import { confirmCatalogue } from '../shop/shops.ts'
import { queueEvents, type WebhookEvent } from '../shop/webhook-messages.ts'
import { listWebhooks } from '../shop/webhooks.ts'
import { insertRows, upsert } from '../upsert.ts'

const isImport = (store: Store, import_id: string) =>
  and(eq(imports.shop_id, store.shop_id), eq(imports.import_id, import_id))

const isPieceOf = (store: Store, import_id: string) =>
  and(eq(importChunks.shop_id, store.shop_id), eq(importChunks.import_id, import_id))

const importExists = ({ shop_id }: Store, import_id: string) =>
  sql`exists (select 1 from imports where shop_id = ${shop_id} and import_id = ${import_id})`

/** Creates the row of an upload before its file is streamed. */
export async function beginImport(
  store: Store,
  begun: Pick<ImportRow, 'import_id' | 'kind' | 'dry_run' | 'partial' | 'strict' | 'created_at'>,
): Promise<void> {
  const nothing = {
    status: 'receiving',
    buckets: 0,
    buckets_done: 0,
    added: 0,
    written: 0,
    errors: 0,
  } as const
  await store.db
    .insert(imports)
    .values({ ...begun, ...nothing, shop_id: store.shop_id, tally: { found: 0, dropped: {} } })
    .run()
}

/** One stored part of a bucket. */
export type Chunk = { bucket: number; seq: number; fragments: string }

/** Bytes per statement: the largest file must fit into 1,000 statements, which D1 allows per request. */
const CHUNK_BYTES = 400_000

/**
 * Stores parts of an upload, which take effect only after `acceptImport`. If the upload was deleted in the meantime, because it
 * was considered cut off or with its shop, nothing is stored.
 */
export async function addChunks(store: Store, import_id: string, chunks: readonly Chunk[]): Promise<void> {
  const cells = chunks.map((chunk) => ({ import_id, ...chunk }))
  for (const rows of jsonChunks(cells, CHUNK_BYTES)) {
    await store.db.run(insertRows(importChunks, store.shop_id, rows, importExists(store, import_id)))
  }
}

/** Refused rows per page. */
const ERROR_PAGE_SIZE = 1_000

/**
 * Marks an upload as completely stored and creates its job, in one transaction. Returns false when the upload took so long that
 * it was deleted as cut off.
 */
export async function acceptImport(
  store: Store,
  import_id: string,
  facts: Pick<ImportRow, 'partial' | 'buckets' | 'errors'> & {
    received: Received
    kept: readonly RowError[]
  },
  now: number,
): Promise<boolean> {
  for (let seq = 0; seq * ERROR_PAGE_SIZE < facts.kept.length; seq += 1) {
    const errors = facts.kept.slice(seq * ERROR_PAGE_SIZE, (seq + 1) * ERROR_PAGE_SIZE)
    const page = JSON.stringify([{ import_id, seq, errors }])
    await store.db.run(upsert(importErrors, store.shop_id, page, importExists(store, import_id)))
  }
  const { received, partial, buckets, errors } = facts
  const [accepted] = await batch(store.d1, [
    store.db
      .update(imports)
      .set({ status: 'applying', received, partial, buckets, errors })
      .where(isImport(store, import_id)),
    upsert(
      jobs,
      store.shop_id,
      JSON.stringify([newJob(store, 'import', import_id, now)]),
      importExists(store, import_id),
    ),
  ])
  return (accepted?.meta.changes ?? 0) > 0
}

/** Deletes an upload that was refused or cut off, with all its rows. */
export async function dropImport(store: Store, import_id: string): Promise<void> {
  await batch(store.d1, [
    store.db.delete(importChunks).where(isPieceOf(store, import_id)),
    store.db
      .delete(importErrors)
      .where(and(eq(importErrors.shop_id, store.shop_id), eq(importErrors.import_id, import_id))),
    store.db.delete(imports).where(isImport(store, import_id)),
  ])
}

/** Uploads whose client disconnected before the end, oldest first. For the cron: reads across shops, by an index of such uploads. */
export async function listInterrupted(
  d1: D1Database,
  before: number,
  limit: number,
): Promise<Pick<ImportRow, 'shop_id' | 'import_id'>[]> {
  const { results } = await d1
    .prepare(
      `select shop_id, import_id from imports where status = 'receiving' and created_at < ?1 order by created_at limit ?2`,
    )
    .bind(before, limit)
    .all<Pick<ImportRow, 'shop_id' | 'import_id'>>()
  return results
}

/** One upload, or undefined. */
export const readImport = async (store: Store, import_id: string): Promise<ImportRow | undefined> =>
  await store.db.select().from(imports).where(isImport(store, import_id)).get()

/** Uploads, newest first. */
export const listImports = async (store: Store, before: string, limit: number): Promise<ImportRow[]> => {
  const where = and(eq(imports.shop_id, store.shop_id), lt(imports.import_id, before))
  const page = withinBytes(imports, { keys: [imports.import_id], descends: true, where, limit })
  return await store.db.select().from(imports).where(and(where, page)).orderBy(desc(imports.import_id))
}

/** A page of refused rows; [] after the last. */
export async function readErrors(store: Store, import_id: string, seq: number): Promise<RowError[]> {
  const found = await store.db
    .select({ errors: importErrors.errors })
    .from(importErrors)
    .where(
      and(
        eq(importErrors.shop_id, store.shop_id),
        eq(importErrors.import_id, import_id),
        eq(importErrors.seq, seq),
      ),
    )
    .get()
  return found?.errors ?? []
}

/** The next bucket to apply, its parts in the order of the file; undefined when all are applied. */
export async function readBucket(
  store: Store,
  import_id: string,
): Promise<{ bucket: number; pieces: string[] } | undefined> {
  const here = isPieceOf(store, import_id)
  const next = store.db
    .select({ bucket: sql`min(${importChunks.bucket})` })
    .from(importChunks)
    .where(here)
  const pieces = await store.db
    .select({ bucket: importChunks.bucket, fragments: importChunks.fragments })
    .from(importChunks)
    .where(and(here, eq(importChunks.bucket, sql`(${next})`)))
    .orderBy(asc(importChunks.seq))
  const [first] = pieces
  return first && { bucket: first.bucket, pieces: pieces.map(({ fragments }) => fragments) }
}

/** Buckets after the given one, a few at a time (fewer when they are large), their parts in the order of the file; [] after the last. */
export async function readBucketsAfter(
  store: Store,
  import_id: string,
  after: number,
  most: number,
): Promise<{ bucket: number; fragments: string }[]> {
  const waiting = and(isPieceOf(store, import_id), gt(importChunks.bucket, after))
  const bytes = sql`sum(octet_length(${importChunks.fragments}))`
  const next = sql`
    select bucket from (
      select bucket, sum(bytes) over (order by bucket) - bytes as before from (
        select bucket, ${bytes} as bytes from ${importChunks} where ${waiting}
        group by bucket order by bucket limit ${most}))
    where before < ${STEP_BYTES}`
  return await store.db
    .select({ bucket: importChunks.bucket, fragments: importChunks.fragments })
    .from(importChunks)
    .where(and(waiting, sql`${importChunks.bucket} in (${next})`))
    .orderBy(asc(importChunks.bucket), asc(importChunks.seq))
}

/** Ends an upload without writing anything, because these rows were refused in strict mode. */
export async function refuseImport(
  store: Store,
  row: ImportRow,
  errors: readonly RowError[],
  now: number,
): Promise<void> {
  const { shop_id, import_id } = row
  const kept = JSON.stringify(errors.slice(0, ERROR_PAGE_SIZE))
  const problem = `${errors.length} rows were refused when they were assembled. Because of strict=1, nothing was written. The report of the upload lists them (errors.csv).`
  const waits = sql`exists (select 1 from imports where shop_id = ${shop_id} and import_id = ${import_id} and status = 'applying')`
  await batch(store.d1, [
    sql`
      insert into import_errors (shop_id, import_id, seq, errors)
      select ${shop_id}, ${import_id}, 0, ${kept} where ${waits} on conflict do nothing`,
    store.db.update(imports).set({ errors: errors.length }).where(isImport(store, import_id)),
  ])
  await finishImport(store, row, now, problem)
}

/** Ends an upload; of a failed one the remaining buckets are deleted. A complete catalogue now confirms every item. */
export async function finishImport(
  store: Store,
  row: ImportRow,
  now: number,
  problem: string | null,
): Promise<void> {
  const { import_id, kind, partial, dry_run, created_at } = row
  const status = problem === null ? 'done' : 'failed'
  const whole = problem === null && kind === 'items' && !partial && !dry_run
  const event: WebhookEvent = {
    type: 'import.finished',
    data: { import_id, kind, status, errors: row.errors, problem },
  }
  const receivers = dry_run ? [] : await listWebhooks(store)
  await batch(store.d1, [
    store.db.update(imports).set({ status, finished_at: now, problem }).where(isImport(store, import_id)),
    store.db.delete(importChunks).where(isPieceOf(store, import_id)),
    ...(whole ? [confirmCatalogue(store, created_at)] : []),
    ...(dry_run ? [] : forgetErased(store)),
    ...queueEvents(store, receivers, [event], now),
  ])
}
