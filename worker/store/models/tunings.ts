import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import { jobs } from '../../../schema/jobs.ts'
import { type TuningRow, tunings } from '../../../schema/models/tunings.ts'
import { batch } from '../batch.ts'
import { newJob } from '../jobs.ts'
import type { Store } from '../open.ts'
import { withinBytes } from '../pages.ts'
import { upsert } from '../upsert.ts'

const isTuning = (store: Store, tuning_id: string) =>
  and(eq(tunings.shop_id, store.shop_id), eq(tunings.tuning_id, tuning_id))

/** One tuning, or undefined. */
export const readTuning = async (store: Store, tuning_id: string): Promise<TuningRow | undefined> =>
  await store.db.select().from(tunings).where(isTuning(store, tuning_id)).get()

/** Tunings, newest first. */
export const listTunings = async (store: Store, before: string, limit: number): Promise<TuningRow[]> => {
  const where = and(eq(tunings.shop_id, store.shop_id), lt(tunings.tuning_id, before))
  const page = withinBytes(tunings, { keys: [tunings.tuning_id], descends: true, where, limit })
  return await store.db.select().from(tunings).where(and(where, page)).orderBy(desc(tunings.tuning_id))
}

/**
 * The newest tuning that found settings, or undefined. Rows of version 0.1.0 contain the JSON text "null" for a tuning without
 * settings, hence the test for an object.
 */
export const readTuned = async (store: Store): Promise<TuningRow | undefined> =>
  await store.db
    .select()
    .from(tunings)
    .where(and(eq(tunings.shop_id, store.shop_id), sql`json_type(${tunings.settings}) = 'object'`))
    .orderBy(desc(tunings.tuning_id))
    .limit(1)
    .get()

/** Queued or running tunings. They are found by their jobs, which are few; a shop may have hundreds of finished ones. */
const pending = (shop_id: string): SQL => sql`
  select t.tuning_id from jobs j cross join tunings t on t.shop_id = j.shop_id and t.tuning_id = j.subject
  where j.shop_id = ${shop_id} and j.kind = 'tune' and t.status in ('queued', 'running')`

/** Id of the queued or running tuning, or undefined. */
export async function readPendingTuning(store: Store): Promise<string | undefined> {
  const [tuning] = await store.db.all<Pick<TuningRow, 'tuning_id'>>(pending(store.shop_id))
  return tuning?.tuning_id
}

/** Adds a tuning and its job, both or neither; false when another one is queued or running. */
export async function addTuning(store: Store, row: TuningRow, now: number): Promise<boolean> {
  const { shop_id } = store
  const isAdded = sql`exists (select 1 from tunings where shop_id = ${shop_id} and tuning_id = ${row.tuning_id})`
  const job = newJob(store, 'tune', row.tuning_id, now)
  const [added] = await batch(store.d1, [
    upsert(tunings, shop_id, JSON.stringify([row]), sql`not exists (${pending(shop_id)})`),
    upsert(jobs, shop_id, JSON.stringify([job]), isAdded),
  ])
  return (added?.meta.changes ?? 0) > 0
}

/** Changes columns of a tuning. */
export async function changeTuning(
  store: Store,
  tuning_id: string,
  change: Partial<TuningRow>,
): Promise<void> {
  await store.db.update(tunings).set(change).where(isTuning(store, tuning_id)).run()
}

/** Orders of the live model, and the last tuning, for the decision whether another one is worth its time. */
export type TuningAge = { orders: number; tuned_at: number | null; tuned_orders: number }
