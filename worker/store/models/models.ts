import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import { jobs } from '../../../schema/jobs.ts'
import {
  type GateResult,
  type ModelCounts,
  type ModelRow,
  models,
  slots,
} from '../../../schema/models/models.ts'
import { batch } from '../batch.ts'
import { type ExclusionCells, recordFound } from '../catalogue/exclusions.ts'
import { hurryDuty } from '../duties.ts'
import { newJob } from '../jobs.ts'
import type { Store } from '../open.ts'
import { withinBytes } from '../pages.ts'
import { queueEvents, type WebhookEvent } from '../shop/webhook-messages.ts'
import { listWebhooks } from '../shop/webhooks.ts'
import { upsert } from '../upsert.ts'
import { type HeldPairCells, recordHeldPairs } from './held-pairs.ts'
import type { SlotLease } from './lists.ts'

const isModel = (store: Store, model_id: string) =>
  and(eq(models.shop_id, store.shop_id), eq(models.model_id, model_id))

/** One run, or undefined. */
export const readModel = async (store: Store, model_id: string): Promise<ModelRow | undefined> =>
  await store.db.select().from(models).where(isModel(store, model_id)).get()

/** Runs, newest first. */
export const listModels = async (store: Store, before: string, limit: number): Promise<ModelRow[]> => {
  const where = and(eq(models.shop_id, store.shop_id), lt(models.model_id, before))
  const page = withinBytes(models, { keys: [models.model_id], descends: true, where, limit })
  return await store.db.select().from(models).where(and(where, page)).orderBy(desc(models.model_id))
}

/**
 * The newest run with counts that began at or after this time; undefined when there is none. Rows of version 0.1.0 contain the
 * JSON text "null" for a run without counts, hence the test for an object.
 */
export const readModelSince = async (store: Store, since: number): Promise<ModelRow | undefined> =>
  await store.db
    .select()
    .from(models)
    .where(
      and(
        eq(models.shop_id, store.shop_id),
        gte(models.created_at, since),
        sql`json_type(${models.counts}) = 'object'`,
      ),
    )
    .orderBy(desc(models.model_id))
    .limit(1)
    .get()

/** Queued runs. They are found by their jobs, which are few; a shop may have thousands of finished runs. */
const queued = (shop_id: string): SQL => sql`
  select m.model_id from jobs j cross join models m on m.shop_id = j.shop_id and m.model_id = j.subject
  where j.shop_id = ${shop_id} and j.kind = 'mine' and m.status = 'queued'`

/** Id of the queued run, or undefined; a second request returns the same run. */
export async function readQueued(store: Store): Promise<string | undefined> {
  const [run] = await store.db.all<Pick<ModelRow, 'model_id'>>(queued(store.shop_id))
  return run?.model_id
}

/** Adds a run and its job, both or neither; false when another run is already queued. */
export async function addModel(store: Store, row: ModelRow, now: number): Promise<boolean> {
  const { shop_id } = store
  const isAdded = sql`exists (select 1 from models where shop_id = ${shop_id} and model_id = ${row.model_id})`
  const job = newJob(store, 'mine', row.model_id, now)
  const [added] = await batch(store.d1, [
    upsert(models, shop_id, JSON.stringify([row]), sql`not exists (${queued(shop_id)})`),
    upsert(jobs, shop_id, JSON.stringify([job]), isAdded),
  ])
  return (added?.meta.changes ?? 0) > 0
}

/** Changes columns of a run. */
export async function changeModel(store: Store, model_id: string, change: Partial<ModelRow>): Promise<void> {
  await store.db.update(models).set(change).where(isModel(store, model_id)).run()
}

/** The slots and their models; undefined when there is no such shop. */
export const readSlots = async (store: Store) =>
  await store.db.select().from(slots).where(eq(slots.shop_id, store.shop_id)).get()

export type Slots = NonNullable<Awaited<ReturnType<typeof readSlots>>>

/** Numbers that decide whether to mine again: orders received one by one, and orders in the live model. */
export type Growth = { new_orders: number; orders: number }

/** Orders received one by one since the last run that included them, and orders of the live model. */
export async function readGrowth(store: Store): Promise<Growth | undefined> {
  const [growth] = await store.db.all<Growth>(sql`
    select s.new_orders, coalesce(m.counts ->> 'orders', 0) as orders from slots s
    left join models m on m.shop_id = s.shop_id and m.model_id = s.live_model where s.shop_id = ${store.shop_id}`)
  return growth
}

/** Adds the orders that the previous statement wrote to the shop's count. */
export const countNewOrders = ({ shop_id }: Store): SQL =>
  sql`update slots set new_orders = new_orders + changes() where shop_id = ${shop_id} and changes() > 0`

/** Results of a run for its row; `new_orders` are those that the run included. */
type Facts = { counts: ModelCounts; hash: string; now: number; new_orders: number; gate: GateResult | null }

/** Marks a run as refused by the gate; the contents of the idle slot belong to no model. */
export async function refuse(
  store: Store,
  model_id: string,
  { counts, hash, now, new_orders, gate, refusals }: Facts & { refusals: string[] },
): Promise<void> {
  const here = and(eq(slots.shop_id, store.shop_id), eq(slots.building, model_id))
  await batch(store.d1, [
    store.db
      .update(slots)
      .set({
        building: null,
        new_orders: sql`max(0, ${slots.new_orders} - ${new_orders})`,
        refused: sql`${slots.refused} + 1`,
        refused_since: sql`coalesce(${slots.refused_since}, ${now})`,
      })
      .where(here),
    store.db
      .update(models)
      .set({ status: 'refused', finished_at: now, counts, hash, gate, refusals })
      .where(isModel(store, model_id)),
    hurryDuty(store, 'alerts', now),
  ])
}

/** Ends a run that made no model, because the live one is kept; `new_orders` are those that it would have included. */
export async function skip(
  store: Store,
  model_id: string,
  { note, new_orders, now }: { note: string; new_orders: number; now: number },
): Promise<void> {
  await batch(store.d1, [
    store.db
      .update(slots)
      .set({ new_orders: sql`max(0, ${slots.new_orders} - ${new_orders})` })
      .where(eq(slots.shop_id, store.shop_id)),
    store.db
      .update(models)
      .set({ status: 'skipped', finished_at: now, note })
      .where(isModel(store, model_id)),
  ])
}

/**
 * Publishes the model in the idle slot, in one transaction: flips the slots, changes the status of both models, and stores the
 * pairs that the new one withholds, and the items that it found to be no goods. Readers see all of the old model or all of the new. It is not possible to roll back to a
 * model without lists, such as that of a catalogue before its first order.
 * @returns false without the lease, and then nothing was written
 */
export async function publish(
  store: Store,
  lease: SlotLease,
  facts: Facts & { note: string | null },
  { held, found }: { held: readonly HeldPairCells[]; found: readonly ExclusionCells[] },
): Promise<boolean> {
  const { model, live_slot } = lease
  const { shop_id } = store
  const flipped = sql`exists (select 1 from slots where shop_id = ${shop_id} and live_model = ${model})`
  const event: WebhookEvent = {
    type: 'model.published',
    data: {
      model_id: model,
      published_at: facts.now,
      orders: facts.counts.orders,
      lists: facts.counts.lists,
    },
  }
  const [flip] = await batch(store.d1, [
    sql`
      update slots set live_slot = 1 - live_slot, live_model = ${model}, building = null,
        idle_model = coalesce((
          select model_id from models m where m.shop_id = slots.shop_id and m.model_id = slots.live_model and m.counts ->> 'lists' > 0), ''),
        refused = 0, refused_since = null, new_orders = max(0, new_orders - ${facts.new_orders})
      where shop_id = ${shop_id} and building = ${model} and live_slot = ${live_slot}`,
    sql`
      update models set status = 'retired' where shop_id = ${shop_id} and status = 'live' and model_id <> ${model} and ${flipped}`,
    sql`
      update models set status = 'live', finished_at = ${facts.now}, counts = ${JSON.stringify(facts.counts)}, hash = ${facts.hash},
        gate = ${facts.gate && JSON.stringify(facts.gate)}, note = ${facts.note}
      where shop_id = ${shop_id} and model_id = ${model} and ${flipped}`,
    ...recordHeldPairs(store, held, flipped),
    ...recordFound(store, found, flipped),
    ...queueEvents(store, await listWebhooks(store), [event], facts.now, flipped),
  ])
  return (flip?.meta.changes ?? 0) > 0
}

/** Releases the idle slot; its contents belong to no model. */
export async function releaseSlot(store: Store, model_id: string): Promise<void> {
  await store.db
    .update(slots)
    .set({ building: null })
    .where(and(eq(slots.shop_id, store.shop_id), eq(slots.building, model_id)))
    .run()
}

/** Serves the previous model again. False when the other slot contains no complete model or is being written. */
export async function rollBack(store: Store, live_model: string): Promise<boolean> {
  const { shop_id } = store
  const [flip] = await batch(store.d1, [
    sql`
      update slots set live_slot = 1 - live_slot, live_model = idle_model, idle_model = live_model
      where shop_id = ${shop_id} and live_model = ${live_model} and building is null and idle_model <> ''`,
    sql`
      update models set status = case when model_id = (select live_model from slots where shop_id = ${shop_id}) then 'live' else 'retired' end
      where shop_id = ${shop_id} and status in ('live', 'retired')
        and model_id in (select live_model from slots where shop_id = ${shop_id} union select idle_model from slots where shop_id = ${shop_id})`,
  ])
  return (flip?.meta.changes ?? 0) > 0
}

/** Id of the live model; '' while there is none. */
export async function readLiveModel({ db, shop_id }: Store): Promise<string> {
  const row = await db.select({ live: slots.live_model }).from(slots).where(eq(slots.shop_id, shop_id)).get()
  return row?.live ?? ''
}
