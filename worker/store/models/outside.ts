import { and, eq, sql } from 'drizzle-orm'
import { jobs } from '../../../schema/jobs.ts'
import { type ModelRow, models } from '../../../schema/models/models.ts'
import {
  type ModelUpload,
  modelChunks,
  modelUploads,
  type OutsideFacts,
  type OutsideProgress,
} from '../../../schema/models/outside.ts'
import { batch } from '../batch.ts'
import { newJob } from '../jobs.ts'
import type { Store } from '../open.ts'
import { upsert } from '../upsert.ts'

const isUpload = (store: Store, model_id: string) =>
  and(eq(modelUploads.shop_id, store.shop_id), eq(modelUploads.model_id, model_id))

const isReceiving = ({ shop_id }: Store, model_id: string) =>
  sql`exists (select 1 from model_uploads where shop_id = ${shop_id} and model_id = ${model_id} and status = 'receiving')`

const isStored = ({ shop_id }: Store, model_id: string) =>
  sql`exists (select 1 from model_uploads where shop_id = ${shop_id} and model_id = ${model_id} and status = 'stored')`

const isChunk = (store: Store, model_id: string) =>
  and(eq(modelChunks.shop_id, store.shop_id), eq(modelChunks.model_id, model_id))

/**
 * Creates the row of a model that is about to be received; of earlier ones that never arrived whole nothing is left, and whoever still
 * sends one is refused at its end. False when a model of the shop waits for its publication.
 */
export async function beginUpload(store: Store, model_id: string, now: number): Promise<boolean> {
  const { shop_id } = store
  const [, , begun] = await batch(store.d1, [
    sql`
      delete from model_chunks where shop_id = ${shop_id} and model_id in (
        select model_id from model_uploads where shop_id = ${shop_id} and status = 'receiving')`,
    sql`delete from model_uploads where shop_id = ${shop_id} and status = 'receiving'`,
    sql`
      insert into model_uploads (shop_id, model_id, status, created_at)
      select ${shop_id}, ${model_id}, 'receiving', ${now}
      where not exists (select 1 from model_uploads where shop_id = ${shop_id})`,
  ])
  return begun?.meta.changes === 1
}

/** Stores lines of a model that is being received; nothing if it was replaced or deleted as interrupted meanwhile. */
export async function addModelChunk(
  store: Store,
  model_id: string,
  seq: number,
  lines: string,
): Promise<void> {
  await store.db.run(sql`
    insert into model_chunks (shop_id, model_id, seq, lines)
    select ${store.shop_id}, ${model_id}, ${seq}, ${lines} where ${isReceiving(store, model_id)}`)
}

/**
 * Marks a model as completely received, and adds its run and its job, all or nothing.
 * @returns false when it was replaced or deleted as interrupted meanwhile
 */
export async function acceptUpload(
  store: Store,
  row: ModelRow,
  upload: { facts: OutsideFacts; chunks: number; bytes: number },
  now: number,
): Promise<boolean> {
  const { shop_id, model_id } = row
  const isAdded = sql`exists (select 1 from models where shop_id = ${shop_id} and model_id = ${model_id})`
  const job = newJob(store, 'outside', model_id, now)
  const [, , accepted] = await batch(store.d1, [
    upsert(models, shop_id, JSON.stringify([row]), isReceiving(store, model_id)),
    upsert(jobs, shop_id, JSON.stringify([job]), isAdded),
    store.db
      .update(modelUploads)
      .set({ status: 'stored', ...upload })
      .where(isUpload(store, model_id)),
  ])
  return accepted?.meta.changes === 1
}

/** What was received, or undefined. */
export const readUpload = async (store: Store, model_id: string): Promise<ModelUpload | undefined> =>
  await store.db.select().from(modelUploads).where(isUpload(store, model_id)).get()

/** The lines of one chunk; '' when it is gone. */
export async function readModelChunk(store: Store, model_id: string, seq: number): Promise<string> {
  const found = await store.db
    .select({ lines: modelChunks.lines })
    .from(modelChunks)
    .where(and(isChunk(store, model_id), eq(modelChunks.seq, seq)))
    .get()
  return found?.lines ?? ''
}

/** Remembers where the next invocation continues. */
export async function noteProgress(store: Store, model_id: string, progress: OutsideProgress): Promise<void> {
  await store.db.update(modelUploads).set({ progress }).where(isUpload(store, model_id)).run()
}

/** Chunks that are deleted at a time, 60 MB: a longer deletion would hold up the other shops of the database. */
const CHUNKS_A_SLICE = 50

/** Deletes a slice of what was received; true when nothing is left. */
export async function dropUpload(store: Store, model_id: string): Promise<boolean> {
  const { shop_id } = store
  const here = sql`shop_id = ${shop_id} and model_id = ${model_id}`
  const [chunks] = await batch(store.d1, [
    sql`
      delete from model_chunks where ${here} and seq in (
        select seq from model_chunks where ${here} order by seq limit ${CHUNKS_A_SLICE})`,
    sql`delete from model_uploads where ${here} and not exists (select 1 from model_chunks where ${here})`,
  ])
  return (chunks?.meta.changes ?? 0) < CHUNKS_A_SLICE
}

/** Deletes all of a model that was refused while it was received. One that was accepted meanwhile stays. */
export async function forgetReceiving(store: Store, model_id: string): Promise<void> {
  const isGone = sql`not ${isStored(store, model_id)}`
  await batch(store.d1, [
    store.db.delete(modelChunks).where(and(isChunk(store, model_id), isGone)),
    store.db.delete(modelUploads).where(and(isUpload(store, model_id), eq(modelUploads.status, 'receiving'))),
  ])
}

/** Models whose client disconnected before the end, oldest first. For the cron: reads across shops, by an index of such models. */
export async function listInterruptedModels(
  d1: D1Database,
  before: number,
  limit: number,
): Promise<Pick<ModelUpload, 'shop_id' | 'model_id'>[]> {
  const { results } = await d1
    .prepare(
      `select shop_id, model_id from model_uploads where status = 'receiving' and created_at < ?1 order by created_at limit ?2`,
    )
    .bind(before, limit)
    .all<Pick<ModelUpload, 'shop_id' | 'model_id'>>()
  return results
}
