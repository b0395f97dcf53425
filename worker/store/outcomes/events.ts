import { type SQL, sql } from 'drizzle-orm'
import { jobs, LANE_OF } from '../../../schema/jobs.ts'
import { beacons, type EventDay, eventDays, eventMarks } from '../../../schema/outcomes/events.ts'
import { experiments, exposures } from '../../../schema/outcomes/experiments.ts'
import { exploredDays } from '../../../schema/outcomes/explored.ts'
import { answeredPanels, journeys, purchases, VIEW_DAYS } from '../../../schema/outcomes/journeys.ts'
import { pageDays } from '../../../schema/outcomes/page-days.ts'
import { panelDays } from '../../../schema/outcomes/panel-days.ts'
import { DAY, dayOf, HOUR } from '../../../vocabulary/time.ts'
import { batch } from '../batch.ts'
import { jsonChunks } from '../chunks.ts'
import { keyNames } from '../columns.ts'
import { timeId } from '../ids.ts'
import { isPending, newJob } from '../jobs.ts'
import type { Store } from '../open.ts'
import { deleteOld, type Old, SLICE } from '../retention.ts'
import { upsert } from '../upsert.ts'
import { forgetErasedVisitors } from './forget-erased.ts'

/** A row without its shop. */
export type Cells<Row> = Omit<Row, 'shop_id'>

/** Experiments that a current beacon may name. */
export const readStarted = async (store: Store) =>
  await store.db
    .select()
    .from(experiments)
    .where(sql`${experiments.shop_id} = ${store.shop_id} and ${experiments.started_at} is not null`)

/** The columns that identify a count, in the order of the primary key. */
export const DAY_KEYS: readonly string[] = keyNames(eventDays)
/** Names of columns as SQL; only names from the schema, never a caller's text. */
export const columns = (names: readonly string[], write: (name: string) => string) =>
  sql.raw(names.map(write).join(', '))

/** Position at the end of a page of counts, by DAY_KEYS. */
export type DayKey = (string | number)[]

/** A page of counts. */
export const listDays = async (store: Store, after: DayKey, limit: number): Promise<EventDay[]> =>
  await store.db.all<EventDay>(sql`
    select * from event_days where shop_id = ${store.shop_id}
      and (${columns(DAY_KEYS, (name) => name)}) > (${sql.join(
        after.map((part) => sql`${part}`),
        sql.raw(', '),
      )})
    order by ${columns(DAY_KEYS, (name) => name)} limit ${limit}`)

/** Queues a job that counts the beacons, unless one is queued. */
export async function queueFold(store: Store, now: number): Promise<void> {
  const job = newJob(store, 'fold', '', now)
  const alone = sql`not ${isPending(store, 'fold')} and exists (select 1 from beacons where shop_id = ${store.shop_id} and set_aside_at is null)`
  await store.db.run(upsert(jobs, store.shop_id, JSON.stringify([job]), alone))
}

/** Time after a failure in which the cron does not try to count a shop's beacons again. */
const FOLD_REST = HOUR

/**
 * Queues a job that counts the beacons for every shop that has some and no such job, and returns these shops. For the cron:
 * writes across shops. Its time depends on the number of shops with beacons, not on that of all shops or beacons.
 */
export async function queueFolds(d1: D1Database, now: number): Promise<string[]> {
  const { results } = await d1
    .prepare(
      `with recursive s(shop_id) as (
         select min(shop_id) from beacons
         union all select (select min(b.shop_id) from beacons b where b.shop_id > s.shop_id) from s where s.shop_id is not null)
       select shop_id from s where shop_id is not null and exists (select 1 from shops o where o.shop_id = s.shop_id)
         and exists (select 1 from beacons w where w.shop_id = s.shop_id and w.set_aside_at is null)
         and not exists (select 1 from jobs j where j.shop_id = s.shop_id and j.kind = 'fold' and (j.failed_at is null or j.failed_at > ?1))`,
    )
    .bind(now - FOLD_REST)
    .all<{ shop_id: string }>()
  const queued: string[] = []
  for (const chunk of jsonChunks(results.map(({ shop_id }) => ({ shop_id, job_id: timeId('job', now) })))) {
    // The condition again: another tick may have queued some of them since.
    const added = await d1
      .prepare(
        `insert into jobs (shop_id, job_id, kind, lane, subject, lease_until, attempts, created_at)
         select value ->> 'shop_id', value ->> 'job_id', 'fold', ?2, '', 0, 0, ?3 from json_each(?1)
         where not exists (select 1 from jobs j where j.shop_id = value ->> 'shop_id' and j.kind = 'fold' and j.failed_at is null)
         returning shop_id`,
      )
      .bind(chunk, LANE_OF.fold, now)
      .all<{ shop_id: string }>()
    queued.push(...added.results.map(({ shop_id }) => shop_id))
  }
  return queued
}

/** Retention of event data in days. Marks must outlive any repeated delivery, a journey the longest attribution window. */
export const RETENTION_DAYS = {
  ...{ set_aside: 8, marks: 8, pages: 30, journeys: 30, items: 92, panels: 800, purchases: 400 },
}

/** What of the event data is past its retention at a time (UTC milliseconds). */
export function oldEvents({ shop_id }: Store, now: number): Old[] {
  const before = (days: number) => now - days * DAY
  const day = (days: number) => Math.floor(before(days) / DAY)
  return [
    { table: eventMarks, which: sql`written_at < ${before(RETENTION_DAYS.marks)}` },
    { table: beacons, which: sql`set_aside_at < ${before(RETENTION_DAYS.set_aside)}` },
    {
      table: journeys,
      which: sql`last_at < ${before(RETENTION_DAYS.journeys)} and (last_at < ${before(RETENTION_DAYS.purchases)}
        or not exists (select 1 from purchases p where p.shop_id = journeys.shop_id and p.visitor = journeys.visitor))`,
    },
    { table: answeredPanels, which: sql`at < ${before(RETENTION_DAYS.purchases)}` },
    // Before their purchases; otherwise visitors drawn long ago would look as if they bought nothing.
    { table: exposures, which: sql`at < ${before(RETENTION_DAYS.purchases)}` },
    {
      table: purchases,
      which: sql`at < ${before(RETENTION_DAYS.purchases)} and not exists (
        select 1 from exposures where shop_id = ${shop_id} and at < ${before(RETENTION_DAYS.purchases)})`,
    },
    {
      table: eventDays,
      which: sql`day < ${day(RETENTION_DAYS.panels)} or (day < ${day(RETENTION_DAYS.items)} and item_id <> '')`,
    },
    {
      table: panelDays,
      which: sql`day < ${day(RETENTION_DAYS.panels)} or (day < ${day(RETENTION_DAYS.items)} and counted = 'items')`,
    },
    { table: pageDays, which: sql`day < ${day(RETENTION_DAYS.pages)}` },
    { table: exploredDays, which: sql`day < ${day(RETENTION_DAYS.items)}` },
  ]
}

/** Deletes all event data past their retention, and what is left of people who asked to be forgotten. */
export async function forgetEvents(store: Store, now: number): Promise<void> {
  await batch(store.d1, [
    ...forgetErasedVisitors(store.shop_id),
    trimJourneys(store, now),
    trimViews(store, now),
  ])
  while ((await deleteOld(store, oldEvents(store, now))).isMore);
}

/** Statement that deletes opened pages of days that are past their retention, a slice of the journeys at a time. */
const trimViews = ({ shop_id }: Store, now: number): SQL => {
  const oldest = dayOf(now) - VIEW_DAYS
  return sql`
    update journeys set views = (
      select json_group_array(json(value)) from json_each(views) where value ->> 'day' > ${oldest})
    where shop_id = ${shop_id} and visitor in (
      select visitor from journeys where shop_id = ${shop_id} and views <> '[]' and views ->> '$[0].day' <= ${oldest}
      limit ${SLICE})`
}

/**
 * Statement that keeps of old journeys the clicks and additions, a slice at a time: orders are attributed by them as long as the
 * purchases of the visitor are kept. '{}' in `seen_at` and '[]' in `views` mark a journey of which the rest is deleted.
 */
export const trimJourneys = ({ shop_id }: Store, now: number): SQL => sql`
  update journeys set seen_at = '{}', views = '[]', touches = (
    select json_group_array(json(value)) from json_each(touches) where value ->> 'kind' in ('clicked', 'added'))
  where shop_id = ${shop_id} and visitor in (
    select visitor from journeys where shop_id = ${shop_id} and last_at < ${now - RETENTION_DAYS.journeys * DAY}
      and (seen_at <> '{}' or views <> '[]')
    limit ${SLICE})`
