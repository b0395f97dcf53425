import { getTableName, type SQL, sql } from 'drizzle-orm'
import type { Job } from '../../../schema/jobs.ts'
import { type EventDay, eventDays, eventMarks } from '../../../schema/outcomes/events.ts'
import { type Exposure, exposures } from '../../../schema/outcomes/experiments.ts'
import { type ExploredDay, exploredDays } from '../../../schema/outcomes/explored.ts'
import {
  type AnsweredPanel,
  answeredPanels,
  type Journey,
  journeys,
  type Purchase,
  purchases,
} from '../../../schema/outcomes/journeys.ts'
import { type PanelDay, panelDays } from '../../../schema/outcomes/panel-days.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { batch } from '../batch.ts'
import { jsonChunks } from '../chunks.ts'
import { columnNames, rowOfTable } from '../columns.ts'
import type { Store } from '../open.ts'
import { rowsOf } from '../serving/rows.ts'
import { insertRows, upsert } from '../upsert.ts'
import { type Cells, columns, DAY_KEYS } from './events.ts'
import { addRefused } from './page-days.ts'

/** Key of a row of marks. */
export type MarkPlace = { period: number; bucket: number }
export type Marks = MarkPlace & { marks: string }

/** What must be known for counting some beacons. */
export type FoldKeys = {
  places: readonly MarkPlace[]
  visitors: readonly string[]
  /** Visitors who report purchases. */
  buyers: readonly string[]
  item_ids: readonly string[]
}

/** What is stored about them: marks, journeys, the items that the catalogue has, and each buyer's purchases of the last day. */
export type StoredForFold = {
  marks: Marks[]
  journeys: Journey[]
  items: Set<string>
  purchases: Map<string, number>
}

/** Reads what must be known for counting some beacons. @param now UTC milliseconds */
export async function readForFold(
  store: Store,
  { places, visitors, buyers, item_ids }: FoldKeys,
  now = Date.now(),
): Promise<StoredForFold> {
  const { shop_id } = store
  const [marks, journeyRows, items, bought] = await batch(store.d1, [
    sql`select m.period, m.bucket, m.marks from json_each(${JSON.stringify(places)}) p cross join event_marks m
      on m.shop_id = ${shop_id} and m.period = p.value ->> 'period' and m.bucket = p.value ->> 'bucket'`,
    sql`select j.* from json_each(${JSON.stringify(visitors)}) v cross join journeys j
      on j.shop_id = ${shop_id} and j.visitor = v.value`,
    sql`select i.item_id from json_each(${JSON.stringify(item_ids)}) n cross join items i
      on i.shop_id = ${shop_id} and i.item_id = n.value`,
    sql`select p.visitor, count(*) as number from json_each(${JSON.stringify(buyers)}) v
      cross join purchases p indexed by purchases_by_visitor on p.shop_id = ${shop_id} and p.visitor = v.value
      where p.received_at >= ${now - DAY} group by p.visitor`,
  ])
  return {
    marks: rowsOf<Marks>(marks),
    journeys: rowsOf<object>(journeyRows).map((row) => rowOfTable(journeys, row)),
    items: new Set(rowsOf<{ item_id: string }>(items).map(({ item_id }) => item_id)),
    purchases: new Map(
      rowsOf<{ visitor: string; number: number }>(bought).map(({ visitor, number }) => [visitor, number]),
    ),
  }
}

/** Rows to write for a number of beacons. */
export type Fold = {
  beacon_ids: readonly string[]
  marks: readonly Marks[]
  days: readonly Cells<EventDay>[]
  /** The same without pages and items. */
  panel_days: readonly Cells<PanelDay>[]
  journeys: readonly Cells<Journey>[]
  purchases: readonly Cells<Purchase>[]
  exposures: readonly Cells<Exposure>[]
  explored: readonly Cells<ExploredDay>[]
  panels: readonly Cells<AnsweredPanel>[]
  /** Events and items that do not count, by reason. */
  refused: Readonly<Record<string, number>>
}

/** The columns of `event_days` and `panel_days` that contain counts. */
const COUNTS = columnNames(eventDays).filter((name) => !DAY_KEYS.includes(name))

/**
 * Writes the counts of beacons and deletes the beacons, in one transaction that depends on the lease and on each beacon being
 * stored. So each is counted once, however often it is tried. Returns false when nothing was written.
 */
export async function writeFold(store: Store, job: Job, fold: Fold, now: number): Promise<boolean> {
  const { shop_id } = store
  const ids = JSON.stringify(fold.beacon_ids)
  const waiting = sql`select count(*) from json_each(${ids}) c cross join beacons b
    on b.shop_id = ${shop_id} and b.beacon_id = c.value`
  const allowed = sql`exists (select 1 from jobs where shop_id = ${shop_id} and job_id = ${job.job_id} and lease = ${job.lease})
    and (${waiting}) = ${fold.beacon_ids.length}`
  const statements: SQL[] = []
  const marks = fold.marks.map((row) => ({ ...row, written_at: now }))
  for (const rows of jsonChunks(marks, 1_000_000)) statements.push(addMarks(shop_id, rows, allowed))
  for (const rows of jsonChunks(fold.days)) statements.push(addDays(eventDays, shop_id, rows, allowed))
  for (const rows of jsonChunks(fold.panel_days)) statements.push(addDays(panelDays, shop_id, rows, allowed))
  for (const rows of jsonChunks(fold.journeys)) statements.push(upsert(journeys, shop_id, rows, allowed))
  for (const rows of jsonChunks(fold.purchases)) statements.push(addPurchases(shop_id, rows, allowed))
  for (const rows of jsonChunks(fold.exposures)) statements.push(addExposures(shop_id, rows, allowed))
  for (const rows of jsonChunks(fold.explored)) statements.push(addExplored(shop_id, rows, allowed))
  for (const rows of jsonChunks(fold.panels)) statements.push(addPanels(shop_id, rows, allowed))
  if (Object.keys(fold.refused).length > 0) statements.push(addRefused(store, fold.refused, now, allowed))
  statements.push(sql`
    delete from beacons where shop_id = ${shop_id} and beacon_id in (select value from json_each(${ids})) and ${allowed}`)
  const results = await batch(store.d1, statements)
  // All or none of them. As many or more: while a shop is being moved, its triggers change rows, too.
  return (results.at(-1)?.meta.changes ?? 0) >= fold.beacon_ids.length
}

/** Maximum characters per row of marks, of which the newest are kept: 200,000 events of one bucket (hour / 8). D1 takes 2 MB. */
const MAX_MARKS = 1_600_000

const addMarks = (shop_id: string, rows: string, allowed: SQL): SQL => sql`
  ${insertRows(eventMarks, shop_id, rows, allowed)}
  on conflict do update set marks = substr(marks || excluded.marks, -${MAX_MARKS}), written_at = excluded.written_at`

const addDays = (
  table: typeof eventDays | typeof panelDays,
  shop_id: string,
  rows: string,
  allowed: SQL,
): SQL => sql`
  ${insertRows(table, shop_id, rows, allowed)}
  on conflict do update set ${columns(COUNTS, (name) => `${name} = ${getTableName(table)}.${name} + excluded.${name}`)}`

const addExplored = (shop_id: string, rows: string, allowed: SQL): SQL => sql`
  ${insertRows(exploredDays, shop_id, rows, allowed)}
  on conflict do update set seen = explored_days.seen + excluded.seen`

/** The earliest exposure counts; a late beacon may contain an earlier one. */
const addExposures = (shop_id: string, rows: string, allowed: SQL): SQL => sql`
  ${insertRows(exposures, shop_id, rows, allowed)}
  on conflict do update set arm = iif(excluded.at < at, excluded.arm, arm),
    customer_at_draw = iif(excluded.at < at, excluded.customer_at_draw, customer_at_draw), at = min(at, excluded.at),
    first_seen_at = min(coalesce(first_seen_at, excluded.first_seen_at), coalesce(excluded.first_seen_at, first_seen_at)),
    customer = coalesce(customer, excluded.customer)
  where excluded.at < at or excluded.first_seen_at < coalesce(first_seen_at, excluded.first_seen_at + 1)
    or (customer is null and excluded.customer is not null)`

/**
 * The earliest report of an order is from its purchase: a thank-you page may be opened again for days. A proof is kept whenever it
 * comes.
 */
const addPurchases = (shop_id: string, rows: string, allowed: SQL): SQL => sql`
  ${insertRows(purchases, shop_id, rows, allowed)}
  on conflict do update set proof = excluded.proof where purchases.proof is null and excluded.proof is not null`

/** An id always belongs to the same panel, so the first report suffices. */
const addPanels = (shop_id: string, rows: string, allowed: SQL): SQL => sql`
  ${insertRows(answeredPanels, shop_id, rows, allowed)}
  on conflict do nothing`
