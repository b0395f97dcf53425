import { type SQL, sql } from 'drizzle-orm'
import { type BeaconRow, beacons, type EventDay } from '../../schema/events.ts'
import { type Exposure, experiments } from '../../schema/experiments.ts'
import { type Job, jobs } from '../../schema/jobs.ts'
import {
  type AnsweredPanel,
  type Journey,
  journeys,
  type Purchase,
  purchases,
} from '../../schema/journeys.ts'
import { batch } from './batch.ts'
import { rowsOf } from './cards.ts'
import { jsonChunks } from './chunks.ts'
import { newJob } from './jobs.ts'
import type { Store } from './open.ts'
import { upsert } from './upsert.ts'

/** A row without its shop. */
export type Cells<Row> = Omit<Row, 'shop_id'>

/** Writes one beacon: when this returns, it is not lost any more. */
export async function addBeacon(store: Store, cells: Cells<BeaconRow>): Promise<void> {
  await store.db.insert(beacons).values({ ...cells, shop_id: store.shop_id })
}

/** The oldest beacons that wait. */
export const readBeacons = async (store: Store, most: number): Promise<BeaconRow[]> =>
  await store.db
    .select()
    .from(beacons)
    .where(sql`${beacons.shop_id} = ${store.shop_id}`)
    .orderBy(beacons.beacon_id)
    .limit(most)

/** Where a mark stands. */
export type MarkPlace = { period: number; bucket: number }
export type Marks = MarkPlace & { marks: string }

/** What is known of the events and visitors of a fold. */
export async function readKnown(
  store: Store,
  places: readonly MarkPlace[],
  visitors: readonly string[],
): Promise<{ marks: Marks[]; journeys: Journey[] }> {
  const { shop_id } = store
  const [marks, known] = await batch(store.d1, [
    sql`select m.period, m.bucket, m.marks from json_each(${JSON.stringify(places)}) p cross join event_marks m
      on m.shop_id = ${shop_id} and m.period = p.value ->> 'period' and m.bucket = p.value ->> 'bucket'`,
    sql`select j.* from json_each(${JSON.stringify(visitors)}) v cross join journeys j
      on j.shop_id = ${shop_id} and j.visitor = v.value`,
  ])
  const rows = rowsOf<Omit<Journey, 'seen_at' | 'touches'> & { seen_at: string; touches: string }>(known)
  return {
    marks: rowsOf<Marks>(marks),
    journeys: rows.map((row) => ({
      ...row,
      seen_at: JSON.parse(row.seen_at),
      touches: JSON.parse(row.touches),
    })),
  }
}

/** Experiments that a beacon of now may speak of. */
export const readStarted = async (store: Store) =>
  await store.db
    .select()
    .from(experiments)
    .where(sql`${experiments.shop_id} = ${store.shop_id} and ${experiments.started_at} is not null`)

/** What a number of beacons comes to. */
export type Fold = {
  beacon_ids: readonly string[]
  marks: readonly Marks[]
  days: readonly Cells<EventDay>[]
  journeys: readonly Cells<Journey>[]
  purchases: readonly Cells<Purchase>[]
  exposures: readonly Cells<Exposure>[]
  panels: readonly Cells<AnsweredPanel>[]
}

const COUNTS = ['shown', 'seen', 'clicked', 'added', 'dismissed'] as const
/** What names a count, in the order of the primary key. */
export const DAY_KEYS = [
  ...['day', 'placement', 'intent', 'source', 'seed_item_id', 'item_id', 'experiment_id', 'arm'],
] as const
const columns = (names: readonly string[], write: (name: string) => string) =>
  sql.raw(names.map(write).join(', '))

/**
 * Counts beacons and forgets them, in one transaction that depends on the lease and on every one of them being there: so
 * each counts once, however often it is tried. False when it did not happen.
 */
export async function writeFold(store: Store, job: Job, fold: Fold, now: number): Promise<boolean> {
  const { shop_id } = store
  const ids = JSON.stringify(fold.beacon_ids)
  const waiting = sql`select count(*) from json_each(${ids}) c cross join beacons b
    on b.shop_id = ${shop_id} and b.beacon_id = c.value`
  const allowed = sql`exists (select 1 from jobs where shop_id = ${shop_id} and job_id = ${job.job_id} and lease = ${job.lease})
    and (${waiting}) = ${fold.beacon_ids.length}`
  const statements: SQL[] = []
  for (const rows of jsonChunks(fold.marks, 1_000_000)) statements.push(addMarks(shop_id, rows, allowed, now))
  for (const rows of jsonChunks(fold.days)) statements.push(addDays(shop_id, rows, allowed))
  for (const rows of jsonChunks(fold.journeys)) statements.push(upsert(journeys, shop_id, rows, allowed))
  for (const rows of jsonChunks(fold.purchases)) statements.push(upsert(purchases, shop_id, rows, allowed))
  for (const rows of jsonChunks(fold.exposures)) statements.push(addExposures(shop_id, rows, allowed))
  for (const rows of jsonChunks(fold.panels)) statements.push(addPanels(shop_id, rows, allowed))
  statements.push(sql`
    delete from beacons where shop_id = ${shop_id} and beacon_id in (select value from json_each(${ids})) and ${allowed}`)
  const results = await batch(store.d1, statements)
  return results.at(-1)?.meta.changes === fold.beacon_ids.length
}

/** Characters that a row keeps, the newest: 200,000 events of an hour's eighth. D1 takes 2 MB. */
const MOST_MARKS = 1_600_000

const addMarks = (shop_id: string, rows: string, allowed: SQL, now: number): SQL => sql`
  insert into event_marks (shop_id, period, bucket, marks, written_at)
  select ${shop_id}, value ->> 'period', value ->> 'bucket', value ->> 'marks', ${now}
  from json_each(${rows}) where ${allowed}
  on conflict do update set marks = substr(marks || excluded.marks, -${MOST_MARKS}), written_at = excluded.written_at`

const addDays = (shop_id: string, rows: string, allowed: SQL): SQL => sql`
  insert into event_days (shop_id, ${columns([...DAY_KEYS, ...COUNTS], (name) => name)})
  select ${shop_id}, ${columns([...DAY_KEYS, ...COUNTS], (name) => `value ->> '${name}'`)}
  from json_each(${rows}) where ${allowed}
  on conflict do update set ${columns(COUNTS, (name) => `${name} = event_days.${name} + excluded.${name}`)}`

/** The first showing decides; a beacon that comes late may bring an earlier one. */
const addExposures = (shop_id: string, rows: string, allowed: SQL): SQL => sql`
  insert into exposures (shop_id, experiment_id, visitor, arm, at, customer, seen_before)
  select ${shop_id}, value ->> 'experiment_id', value ->> 'visitor', value ->> 'arm', value ->> 'at', value ->> 'customer',
    value ->> 'seen_before' from json_each(${rows}) where ${allowed}
  on conflict do update set arm = iif(excluded.at < at, excluded.arm, arm), at = min(at, excluded.at),
    seen_before = max(seen_before, excluded.seen_before), customer = coalesce(customer, excluded.customer)
  where excluded.at < at or excluded.seen_before > seen_before or (customer is null and excluded.customer is not null)`

/** The same id stands for the same panel for ever: the first word is enough. */
const addPanels = (shop_id: string, rows: string, allowed: SQL): SQL => sql`
  insert into answered_panels (shop_id, recommendation_id, placement, intent, seed_item_id, at)
  select ${shop_id}, value ->> 'recommendation_id', value ->> 'placement', value ->> 'intent', value ->> 'seed_item_id',
    value ->> 'at' from json_each(${rows}) where ${allowed}
  on conflict do nothing`

/** Where a page of counts ends, by DAY_KEYS. */
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

/** Asks for a fold of what waits, unless one waits already. */
export async function queueFold(store: Store, now: number): Promise<void> {
  const job = newJob(store, 'fold', '', now)
  const alone = sql`not exists (select 1 from jobs where shop_id = ${store.shop_id} and kind = 'fold')
    and exists (select 1 from beacons where shop_id = ${store.shop_id})`
  await store.db.run(upsert(jobs, store.shop_id, JSON.stringify([job]), alone))
}

/** Shops whose beacons wait. For the cron: it reads across shops, a row each. */
export async function shopsWithBeacons(d1: D1Database): Promise<string[]> {
  const { results } = await d1
    .prepare('select shop_id from shops s where exists (select 1 from beacons b where b.shop_id = s.shop_id)')
    .all<{ shop_id: string }>()
  return results.map(({ shop_id }) => shop_id)
}

const DAY = 86_400_000
/** How long what is kept of events lives, days. Marks outlive every repeat, a journey the longest attribution. */
const LIFE = { marks: 8, journeys: 30, items: 92, panels: 800, purchases: 400 }

const erased = (shop_id: string): SQL => sql`select customer from erasures where shop_id = ${shop_id}`

/** Forgets what has served its time. */
export async function forgetEvents(store: Store, now: number): Promise<void> {
  const { shop_id } = store
  const before = (days: number) => now - days * DAY
  const day = (days: number) => Math.floor(before(days) / DAY)
  await batch(store.d1, [
    sql`delete from event_marks where shop_id = ${shop_id} and written_at < ${before(LIFE.marks)}`,
    sql`delete from journeys where shop_id = ${shop_id} and last_at < ${before(LIFE.journeys)}`,
    sql`delete from answered_panels where shop_id = ${shop_id} and at < ${before(LIFE.purchases)}`,
    // Who asked to be forgotten is, though nobody named the browser.
    sql`delete from journeys where shop_id = ${shop_id} and customer in (${erased(shop_id)})`,
    sql`delete from purchases where shop_id = ${shop_id} and customer in (${erased(shop_id)})`,
    sql`update exposures set customer = null where shop_id = ${shop_id} and customer in (${erased(shop_id)})`,
    sql`delete from purchases where shop_id = ${shop_id} and at < ${before(LIFE.purchases)}`,
    sql`delete from event_days where shop_id = ${shop_id} and day < ${day(LIFE.items)} and item_id <> ''`,
    sql`delete from event_days where shop_id = ${shop_id} and day < ${day(LIFE.panels)}`,
  ])
}
