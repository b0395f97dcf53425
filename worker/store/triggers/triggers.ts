import { type SQL, sql } from 'drizzle-orm'
import { jobs } from '../../../schema/jobs.ts'
import { type TriggerRow, triggers } from '../../../schema/triggers/triggers.ts'
import type { TriggerStatus } from '../../../vocabulary/decisions/triggers.ts'
import { batch } from '../batch.ts'
import { rowOfTable } from '../columns.ts'
import { setDuty } from '../duties.ts'
import { isPending, newJob } from '../jobs.ts'
import type { Store } from '../open.ts'
import { insertRows, upsert } from '../upsert.ts'

const read = async ({ db }: Store, statement: SQL): Promise<TriggerRow[]> =>
  (await db.all<object>(statement)).map((row) => rowOfTable(triggers, row))

/** One trigger; undefined when there is none. */
export const readTrigger = async (store: Store, trigger_id: string): Promise<TriggerRow | undefined> =>
  (
    await read(
      store,
      sql`select * from triggers where shop_id = ${store.shop_id} and trigger_id = ${trigger_id}`,
    )
  )[0]

/** A page of triggers, newest first. */
export const listTriggers = async (
  store: Store,
  status: TriggerStatus | undefined,
  before: string,
  limit: number,
): Promise<TriggerRow[]> =>
  await read(
    store,
    sql`select * from triggers where shop_id = ${store.shop_id} and trigger_id < ${before}
      ${status ? sql`and status = ${status}` : sql.empty()} order by trigger_id desc limit ${limit}`,
  )

/** The triggers that are on. */
export const readTriggersOn = async (store: Store): Promise<TriggerRow[]> =>
  await read(
    store,
    sql`select * from triggers where shop_id = ${store.shop_id} and status = 'on' order by trigger_id`,
  )

/** Number of the shop's triggers, and of those that are on. */
export async function countTriggers({ db, shop_id }: Store): Promise<{ all: number; on: number }> {
  const [found] = await db.all<{ all: number; on: number }>(sql`
    select count(*) as "all", coalesce(sum(status = 'on'), 0) as "on" from triggers where shop_id = ${shop_id}`)
  return found ?? { all: 0, on: 0 }
}

/**
 * Writes a version of a trigger, and queues the work of one that is on. Returns false, and writes nothing, when another version is stored
 * than the one before it. Firings that wait are cancelled with the trigger that is turned off.
 */
export async function writeTrigger(
  store: Store,
  row: Omit<TriggerRow, 'shop_id'>,
  now: number,
): Promise<boolean> {
  const { d1, shop_id } = store
  const { trigger_id, version, status } = row
  const isNext = sql`coalesce((select version from triggers where shop_id = ${shop_id} and trigger_id = ${trigger_id}), 0) = ${version - 1}`
  const [written] = await batch(d1, [
    upsert(triggers, shop_id, JSON.stringify([row]), isNext),
    status === 'on'
      ? setDuty(store, 'triggers', now)
      : sql`update trigger_firings set state = 'cancelled', reason = 'trigger_off', due_at = null, done_at = ${now}
          where shop_id = ${shop_id} and trigger_id = ${trigger_id} and state = 'waiting' and changes() = 1`,
  ])
  return (written?.meta.changes ?? 0) > 0
}

/** Deletes a trigger that is off, with its firings. Returns false when it is on. */
export async function deleteTrigger({ d1, shop_id }: Store, trigger_id: string): Promise<boolean> {
  const own = sql`shop_id = ${shop_id} and trigger_id = ${trigger_id}`
  const [deleted] = await batch(d1, [
    sql`delete from triggers where ${own} and status = 'off'`,
    sql`delete from trigger_firings where ${own} and changes() = 1`,
  ])
  return (deleted?.meta.changes ?? 0) > 0
}

/** Queues the job of the shop's triggers, if there is work now or later. @returns whether there is */
export async function queueTriggers(store: Store, now: number): Promise<boolean> {
  const { d1, shop_id } = store
  const hasWork = sql`(exists (select 1 from triggers where shop_id = ${shop_id} and status = 'on')
    or exists (select 1 from trigger_firings where shop_id = ${shop_id} and due_at is not null))`
  const job = JSON.stringify([newJob(store, 'trigger', '', now)])
  const [found] = await batch(d1, [
    sql`select ${hasWork} as has_work`,
    insertRows(jobs, shop_id, job, sql`${hasWork} and not ${isPending(store, 'trigger')}`),
  ])
  return found?.results[0]?.has_work === 1
}
