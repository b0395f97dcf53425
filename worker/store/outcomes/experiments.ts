import { and, desc, eq, isNotNull, lt, lte, sql } from 'drizzle-orm'
import { jobs } from '../../../schema/jobs.ts'
import { type Experiment, experiments, type SaidVerdict } from '../../../schema/outcomes/experiments.ts'
import type { Unit } from '../../../vocabulary/experiments.ts'
import { DAY, HOUR } from '../../../vocabulary/time.ts'
import { batch } from '../batch.ts'
import { setDuty } from '../duties.ts'
import { isPending, newJob } from '../jobs.ts'
import type { Store } from '../open.ts'
import { COUNTED } from '../orders/counted.ts'
import { withinBytes } from '../pages.ts'
import { rebuildServing } from '../shop/serving.ts'
import { queueEvents, type WebhookEvent } from '../shop/webhook-messages.ts'
import { listWebhooks } from '../shop/webhooks.ts'
import { upsert } from '../upsert.ts'

const isExperiment = (store: Store, experiment_id: string) =>
  and(eq(experiments.shop_id, store.shop_id), eq(experiments.experiment_id, experiment_id))

/** One experiment, or undefined. */
export const readExperiment = async (store: Store, experiment_id: string): Promise<Experiment | undefined> =>
  await store.db.select().from(experiments).where(isExperiment(store, experiment_id)).get()

/** Experiments, newest first. */
export const listExperiments = async (store: Store, before: string, limit: number): Promise<Experiment[]> => {
  const where = and(eq(experiments.shop_id, store.shop_id), lt(experiments.experiment_id, before))
  const page = withinBytes(experiments, { keys: [experiments.experiment_id], descends: true, where, limit })
  return await store.db
    .select()
    .from(experiments)
    .where(and(where, page))
    .orderBy(desc(experiments.experiment_id))
}

/** Experiments with a holdout that are running or have run, newest first. */
export const readHoldouts = async (store: Store, limit: number): Promise<Experiment[]> =>
  await store.db
    .select()
    .from(experiments)
    .where(
      and(
        eq(experiments.shop_id, store.shop_id),
        isNotNull(experiments.started_at),
        sql`exists (select 1 from json_each(${experiments.arms}) arm where arm.value ->> 'holdout')`,
      ),
    )
    .orderBy(desc(experiments.experiment_id))
    .limit(limit)

/** Adds a draft. */
export async function addExperiment(store: Store, row: Experiment): Promise<void> {
  await store.db.insert(experiments).values(row)
}

/** Starts a draft; false when another experiment runs at its placement. */
export async function startExperiment(
  store: Store,
  { experiment_id, placement }: Pick<Experiment, 'experiment_id' | 'placement'>,
  ramp: number,
  now: number,
): Promise<boolean> {
  const { shop_id } = store
  const [started] = await batch(store.d1, [
    sql`update experiments set status = 'running', ramp = ${ramp}, started_at = ${now}
      where shop_id = ${shop_id} and experiment_id = ${experiment_id} and status = 'draft'
      and not exists (select 1 from experiments where shop_id = ${shop_id} and placement = ${placement} and status = 'running')`,
    setDuty(store, 'experiments', now + HOUR),
    rebuildServing(shop_id),
  ])
  return (started?.meta.changes ?? 0) > 0
}

/** Changes a running experiment; false when it is not running, or its ramp is already above the given one: a ramp only rises. */
export async function changeRunning(
  store: Store,
  experiment_id: string,
  change: Partial<Pick<Experiment, 'ramp' | 'status' | 'stopped_at' | 'stop_cause'>>,
): Promise<boolean> {
  const [changed] = await batch(store.d1, [
    store.db
      .update(experiments)
      .set(change)
      .where(
        and(
          isExperiment(store, experiment_id),
          eq(experiments.status, 'running'),
          lte(experiments.ramp, change.ramp ?? 100),
        ),
      ),
    rebuildServing(store.shop_id),
  ])
  return (changed?.meta.changes ?? 0) > 0
}

/**
 * Queues the check of the shop's running experiments, unless it is queued or the shop is paused: then its panels are empty.
 * False when no experiment is running.
 */
export async function queueWatch(store: Store, now: number): Promise<boolean> {
  const { shop_id } = store
  const isRunning = sql`exists (select 1 from shops where shop_id = ${shop_id} and serving -> '$.experiments' <> '[]')`
  const isLive = sql`exists (select 1 from shops where shop_id = ${shop_id} and status = 'live')`
  const job = JSON.stringify([newJob(store, 'watch', '', now)])
  const [, found] = await batch(store.d1, [
    upsert(jobs, shop_id, job, sql`${isRunning} and ${isLive} and not ${isPending(store, 'watch')}`),
    sql`select ${isRunning} as running`,
  ])
  return Boolean(found?.results[0]?.running)
}

/** Notes whether the arms of an experiment have the sizes in which they were drawn; the time of the first mismatch stays. */
export async function noteDraw(store: Store, experiment_id: string, as_drawn: boolean, now: number) {
  const { shop_id } = store
  await store.db.run(sql`
    update experiments set mismatch_since = ${as_drawn ? null : now} where shop_id = ${shop_id}
      and experiment_id = ${experiment_id} and (mismatch_since is null) = ${as_drawn ? 0 : 1}`)
}

/** Notes the verdicts of a running experiment, and queues the message about them if they are others than those noted last. */
export async function noteVerdicts(
  store: Store,
  experiment_id: string,
  verdicts: readonly SaidVerdict[],
  event: WebhookEvent,
  now: number,
): Promise<void> {
  const { shop_id } = store
  const noted = verdicts.length > 0 ? JSON.stringify(verdicts) : null
  const isNew = sql`exists (select 1 from experiments where shop_id = ${shop_id}
    and experiment_id = ${experiment_id} and status = 'running' and verdicts is not ${noted})`
  await batch(store.d1, [
    ...queueEvents(store, await listWebhooks(store), [event], now, isNew),
    sql`update experiments set verdicts = ${noted}
      where shop_id = ${shop_id} and experiment_id = ${experiment_id} and ${isNew}`,
  ])
}

/** Data for planning an experiment. */
export type Traffic = { orders_a_month: number; visitors_a_week: number; buyers_a_week: number }

/** Orders of the last 30 days, and visitors of the last 7 days with the number who bought: browsers, or signed-in customers. */
export async function readTraffic(store: Store, unit: Unit, now: number): Promise<Traffic> {
  const { shop_id } = store
  const who = sql.raw(unit)
  const [found] = await store.db.all<Traffic>(sql`
    select
      (select count(*) from orders where shop_id = ${shop_id} and ordered_at >= ${now - 30 * DAY}
        and status in ${COUNTED}) as orders_a_month,
      (select count(distinct ${who}) from journeys where shop_id = ${shop_id} and last_at >= ${now - 7 * DAY}) as visitors_a_week,
      (select count(distinct ${who}) from purchases where shop_id = ${shop_id} and at >= ${now - 7 * DAY}) as buyers_a_week`)
  return found ?? { orders_a_month: 0, visitors_a_week: 0, buyers_a_week: 0 }
}
