import { type SQL, sql } from 'drizzle-orm'
import type { ExploredDay } from '../../../schema/outcomes/explored.ts'
import { MAX_TOUCHES } from '../../../schema/outcomes/journeys.ts'
import type { FunnelBy, Grain } from '../../../schema/outcomes/reports.ts'
import { DAY } from '../../../vocabulary/time.ts'
import type { Store } from '../open.ts'
import { COUNTED } from '../orders/counted.ts'

/** Days since 1970-01-01, both included. */
export type Days = { from: number; to: number }

/** First day of the period that contains a day, as a date; '' for all days. */
export const PERIOD: Readonly<Record<Grain, SQL>> = {
  all: sql`''`,
  day: sql`date(day * 86400, 'unixepoch')`,
  // Day 4 of 1970 was a Monday, and so is every seventh day after it.
  week: sql`date((day - (day + 3) % 7) * 86400, 'unixepoch')`,
  month: sql`strftime('%Y-%m-01', day * 86400, 'unixepoch')`,
}

/** The columns by which a funnel is grouped. */
export const FUNNEL_COLUMNS: Readonly<Record<FunnelBy, readonly string[]>> = {
  placement: ['placement'],
  intent: ['placement', 'intent'],
  source: ['placement', 'source'],
  item: ['item_id'],
  pair: ['seed_item_id', 'item_id'],
  arm: ['experiment_id', 'arm'],
}

/** The table that a funnel sums, its rows there, and its count of views. */
type Counted = { table: SQL; rows: SQL; seen: SQL }

const ITEMS: Counted = { table: sql`event_days`, rows: sql`item_id <> ''`, seen: sql`seen` }

const SOURCES: Counted = { table: sql`panel_days`, rows: sql`counted = 'items'`, seen: sql`seen` }

/** A view without items means that the place came into view, also in a holdout, so it does not count as a view of a panel. */
export const PANELS = {
  rows: sql`(source <> '' or shown > 0)`,
  seen: sql`iif(source <> '', seen, 0)`,
}

const PLACES: Counted = {
  table: sql`panel_days`,
  rows: sql`counted = 'panels' and ${PANELS.rows}`,
  seen: PANELS.seen,
}

/** In an experiment a view is the place coming into view, whatever the arm shows there. */
const ARMS: Counted = {
  table: sql`panel_days`,
  rows: sql`counted = 'panels' and experiment_id <> ''`,
  seen: sql`seen`,
}

export const COUNTED_ROWS: Readonly<Record<FunnelBy, Counted>> = {
  placement: PLACES,
  intent: PLACES,
  source: SOURCES,
  item: ITEMS,
  pair: ITEMS,
  arm: ARMS,
}

/** Maximum rows of one report: some 200 bytes each. */
export const MAX_ROWS = 10_000

/** At most as many rows as one read returns, the best first, and whether there are more. */
export type Cut<Row> = { rows: Row[]; is_cut: boolean }

/** Cuts what was read with a limit of `most + 1`. */
export const cutAt = <Row>(rows: Row[], most: number): Cut<Row> => ({
  rows: rows.slice(0, most),
  is_cut: rows.length > most,
})

/** Views of an item, and the number of times it was dismissed. */
export type RefusedRow = { period: string; item_id: string; seen: number; dismissed: number }

/** Items that shoppers dismissed, newest first, then most dismissed. */
export async function readRefusals(store: Store, grain: Grain, { from, to }: Days): Promise<Cut<RefusedRow>> {
  const found = await store.db.all<RefusedRow>(sql`
    select ${PERIOD[grain]} as period, item_id, sum(seen) as seen, sum(dismissed) as dismissed
    from event_days
    where shop_id = ${store.shop_id} and day between ${from} and ${to} and item_id <> ''
    group by 1, 2 having sum(event_days.dismissed) > 0 order by 1 desc, dismissed desc, 2 limit ${MAX_ROWS + 1}`)
  return cutAt(found, MAX_ROWS)
}

/** Panels shown by the source of their first item; '' for panels without items. */
export const readCoverage = async (store: Store, grain: Grain, { from, to }: Days) =>
  await store.db.all<{ period: string; source: string; shown: number }>(sql`
    select ${PERIOD[grain]} as period, source, sum(shown) as shown from panel_days
    where shop_id = ${store.shop_id} and day between ${from} and ${to} and counted = 'panels' and shown > 0
    group by 1, 2 order by 1, 3 desc`)

/** Views of a page with one item in the last position; `half` divides the days into even and odd ones. */
export type ExploredRow = Omit<ExploredDay, 'shop_id' | 'day'> & { half: 0 | 1 }

/** Maximum rows of one answer: 100 bytes each. */
const MAX_EXPLORED = 100_000

/**
 * Views of positions that the widget draws, page by page, most viewed first. A page is read completely or not at all, because
 * rarely drawn items are compared with the usual one. Rows of one page have the same position: that of its last row.
 */
export const readExplored = async (store: Store, { from, to }: Days): Promise<ExploredRow[]> =>
  await store.db.all<ExploredRow>(sql`
    with cells as (
      select placement, intent, seed_item_id, item_id, chance, day % 2 as half, sum(seen) as seen from explored_days
      where shop_id = ${store.shop_id} and day between ${from} and ${to}
      group by placement, intent, seed_item_id, item_id, chance, half),
    paged as (select *, sum(seen) over (partition by placement, intent, seed_item_id) as views from cells),
    told as (select *, count(*) over (order by views desc, placement, intent, seed_item_id) as place from paged)
    select placement, intent, seed_item_id, item_id, chance, half, seen from told where place <= ${MAX_EXPLORED}
    order by place, seen desc, item_id, chance, half`)

/** All counts by day. */
export const readDays = async (store: Store, { from, to }: Days) =>
  await store.db.all<{ day: number; events: number }>(sql`
    select day, sum(shown + seen + clicked + added + dismissed) as events from panel_days
    where shop_id = ${store.shop_id} and day between ${from} and ${to} and counted = 'items' group by day order by day`)

/** Pieces sold in a range, by item. */
export async function readSold(store: Store, { from, to }: Days): Promise<Map<string, number>> {
  const { shop_id } = store
  const rows = await store.db.all<{ item_id: string; pieces: number }>(sql`
    select coalesce(r.item_id, substr(l.value ->> 0, 3)) as item_id, total(l.value ->> 1) as pieces
    from orders o cross join json_each(o.lines) l
    left join item_references r on r.shop_id = ${shop_id} and r.reference = l.value ->> 0
    where o.shop_id = ${shop_id} and o.ordered_at >= ${from * DAY} and o.ordered_at < ${(to + 1) * DAY}
      and o.status in ${COUNTED}
    group by 1`)
  return new Map(rows.map(({ item_id, pieces }) => [item_id, pieces]))
}

/** Bytes of a journey with the maximum number of touches, which no person reaches in a month. */
const BUSY_BYTES = 150 * MAX_TOUCHES * 0.8

/** Number of visitors with the maximum number of touches, estimated from the length of their rows. */
export const countBusy = async (store: Store): Promise<number> =>
  (
    await store.db.get<{ count: number }>(sql`
      select count(*) as count from journeys where shop_id = ${store.shop_id} and octet_length(touches) > ${BUSY_BYTES}`)
  )?.count ?? 0
