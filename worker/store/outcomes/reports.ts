import { type SQL, sql } from 'drizzle-orm'
import type { ExploredDay } from '../../../schema/outcomes/explored.ts'
import { type AnsweredPanel, MAX_TOUCHES, type Touch } from '../../../schema/outcomes/journeys.ts'
import type { FunnelBy, Grain } from '../../../schema/outcomes/reports.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import { rowsOf } from '../serving/rows.ts'
import { APART, claimedOnce, orderIdOf, type ToldOrder } from './outcomes.ts'

/** Days since 1970, both included. */
export type Days = { from: number; to: number }

const DAY = 86_400_000

/** The first day of the part of time that a day lies in, as a date; '' for all. */
const PERIOD: Readonly<Record<Grain, SQL>> = {
  all: sql`''`,
  day: sql`date(day * 86400, 'unixepoch')`,
  // Day 4 of 1970 was a Monday, and so is each seventh from there.
  week: sql`date((day - (day + 3) % 7) * 86400, 'unixepoch')`,
  month: sql`strftime('%Y-%m-01', day * 86400, 'unixepoch')`,
}

const COLUMNS: Readonly<Record<FunnelBy, readonly string[]>> = {
  placement: ['placement'],
  intent: ['placement', 'intent'],
  source: ['placement', 'source'],
  item: ['item_id'],
  pair: ['seed_item_id', 'item_id'],
  arm: ['experiment_id', 'arm'],
}

/** Rows that a funnel adds up, and what was seen by them. */
type Counted = { rows: SQL; seen: SQL }

const ITEMS: Counted = { rows: sql`item_id <> ''`, seen: sql`seen` }
/** A view without items says that the place came into view: of a holdout's, too, so nothing was seen there. */
const PANELS: Counted = {
  rows: sql`item_id = '' and (source <> '' or shown > 0)`,
  seen: sql`iif(source <> '', seen, 0)`,
}
/** In an experiment a view is the place that came into view, whatever the arm puts there. */
const ARMS: Counted = { rows: sql`item_id = '' and experiment_id <> ''`, seen: sql`seen` }
const COUNTED: Readonly<Record<FunnelBy, Counted>> = {
  placement: PANELS,
  intent: PANELS,
  source: ITEMS,
  item: ITEMS,
  pair: ITEMS,
  arm: ARMS,
}

/** The columns by which a funnel is told apart. */
export const funnelColumns = (by: FunnelBy): readonly string[] => COLUMNS[by]

export type FunnelRow = Record<string, string | number> & {
  period: string
  shown: number
  seen: number
  clicked: number
  added: number
  dismissed: number
}

/** Rows of one report: some 200 bytes each. */
export const MOST_ROWS = 10_000

/** As many rows as are read at once, the best first, and whether there are more. */
export type Cut<Row> = { rows: Row[]; is_cut: boolean }

const cutAt = <Row>(rows: Row[], most: number): Cut<Row> => ({
  rows: rows.slice(0, most),
  is_cut: rows.length > most,
})

/**
 * Counts of a range, the newest first, then the most shown. What was shown and seen are panels where the funnel is of
 * panels, else items.
 * @param always keys, by `funnelColumns`, whose rows are read however many are shown more often
 */
export async function readFunnel(
  store: Store,
  by: FunnelBy,
  grain: Grain,
  { from, to }: Days,
  always: readonly (readonly string[])[],
): Promise<Cut<FunnelRow>> {
  const names = sql.raw(COLUMNS[by].join(', '))
  const parts = sql.raw(COLUMNS[by].map((_, at) => `value ->> ${at}`).join(', '))
  const { rows, seen } = COUNTED[by]
  const most = MOST_ROWS + always.length
  const found = await store.db.all<FunnelRow>(sql`
    select ${PERIOD[grain]} as period, ${names}, sum(shown) as shown, sum(${seen}) as seen, sum(clicked) as clicked,
      sum(added) as added, sum(dismissed) as dismissed
    from event_days
    where shop_id = ${store.shop_id} and day between ${from} and ${to} and ${rows}
    group by 1, ${names}
    order by 1 desc, (${names}) in (select ${parts} from json_each(${JSON.stringify(always)})) desc, shown desc, ${names}
    limit ${most + 1}`)
  return cutAt(found, most)
}

/** Views of an item, and how often it was sent away. */
export type RefusedRow = Pick<FunnelRow, 'period' | 'seen' | 'dismissed'> & { item_id: string }

/** Items that shoppers sent away, the newest first, then the most often sent away. */
export async function readRefusals(store: Store, grain: Grain, { from, to }: Days): Promise<Cut<RefusedRow>> {
  const found = await store.db.all<RefusedRow>(sql`
    select ${PERIOD[grain]} as period, item_id, sum(seen) as seen, sum(dismissed) as dismissed
    from event_days
    where shop_id = ${store.shop_id} and day between ${from} and ${to} and item_id <> ''
    group by 1, 2 having sum(event_days.dismissed) > 0 order by 1 desc, dismissed desc, 2 limit ${MOST_ROWS + 1}`)
  return cutAt(found, MOST_ROWS)
}

/** Panels shown by the source of their first item; '' those that had none. */
export const readCoverage = async (store: Store, grain: Grain, { from, to }: Days) =>
  await store.db.all<{ period: string; source: string; shown: number }>(sql`
    select ${PERIOD[grain]} as period, source, sum(shown) as shown from event_days
    where shop_id = ${store.shop_id} and day between ${from} and ${to} and item_id = '' and shown > 0
    group by 1, 2 order by 1, 3 desc`)

/** Views of a page on which one item stood in the last place; `half` parts the days into even and odd ones. */
export type ExploredRow = Omit<ExploredDay, 'shop_id' | 'day'> & { half: 0 | 1 }

/** Rows of one answer: 100 bytes each. */
const MOST_EXPLORED = 100_000

/**
 * What was seen in places that the widget draws, page by page, the most seen first. Of a page all is read or nothing: what
 * is drawn seldom is what the usual item is held against. Rows of one page have one place: that of its last row.
 */
export const readExplored = async (store: Store, { from, to }: Days): Promise<ExploredRow[]> =>
  await store.db.all<ExploredRow>(sql`
    with cells as (
      select placement, intent, seed_item_id, item_id, chance, day % 2 as half, sum(seen) as seen from explored_days
      where shop_id = ${store.shop_id} and day between ${from} and ${to}
      group by placement, intent, seed_item_id, item_id, chance, half),
    paged as (select *, sum(seen) over (partition by placement, intent, seed_item_id) as views from cells),
    told as (select *, count(*) over (order by views desc, placement, intent, seed_item_id) as place from paged)
    select placement, intent, seed_item_id, item_id, chance, half, seen from told where place <= ${MOST_EXPLORED}
    order by place, seen desc, item_id, chance, half`)

/** Everything that was counted, day by day. */
export const readDays = async (store: Store, { from, to }: Days) =>
  await store.db.all<{ day: number; events: number }>(sql`
    select day, sum(shown + seen + clicked + added + dismissed) as events from event_days
    where shop_id = ${store.shop_id} and day between ${from} and ${to} and item_id <> '' group by day order by day`)

/** Pieces sold in a range, by item. */
export async function readSold(store: Store, { from, to }: Days): Promise<Map<string, number>> {
  const { shop_id } = store
  const rows = await store.db.all<{ item_id: string; pieces: number }>(sql`
    select coalesce(r.item_id, substr(l.value ->> 0, 3)) as item_id, sum(l.value ->> 1) as pieces
    from orders o cross join json_each(o.lines) l
    left join item_references r on r.shop_id = ${shop_id} and r.reference = l.value ->> 0
    where o.shop_id = ${shop_id} and o.ordered_at >= ${from * DAY} and o.ordered_at < ${(to + 1) * DAY}
      and o.status in ('paid', 'pending')
    group by 1`)
  return new Map(rows.map(({ item_id, pieces }) => [item_id, pieces]))
}

/** Bytes of a journey that nobody walks in a month: as many touches as are kept. */
const BUSY = 150 * MAX_TOUCHES * 0.8

/** Visitors with as many touches as are kept, told by the length of their rows. */
export const countBusy = async (store: Store): Promise<number> =>
  (
    await store.db.get<{ count: number }>(sql`
      select count(*) as count from journeys where shop_id = ${store.shop_id} and octet_length(touches) > ${BUSY}`)
  )?.count ?? 0

/** An order of a range with what its visitor had done before. */
export type TouchedOrder = ToldOrder & {
  touches: Touch[]
  /** When it was bought: by the browser's word, or else by the order's own date. UTC milliseconds. */
  bought_at: number
}

type Row = Omit<TouchedOrder, 'lines' | 'touches'> & {
  lines: string
  touches: string | null
  journey: string | null
}

/**
 * What orders there are in a range, and those of them that a panel had to do with.
 * @param currency of the orders whose worth is added up
 */
export async function readTouched(
  store: Store,
  { from, to }: Days,
  currency: string,
): Promise<{ totals: OrderTotals; orders: TouchedOrder[]; panels: AnsweredPanel[] }> {
  const { shop_id } = store
  const [start, end] = [from * DAY, (to + 1) * DAY]
  const inRange = sql`o.shop_id = ${shop_id} and o.ordered_at >= ${start} and o.ordered_at < ${end}`
  const columns = sql.raw('o.order_id, o.ordered_at, o.status, o.currency, o.lines')
  const [totals, told, marked, panels] = await batch(store.d1, [
    sql`select count(*) as orders, count(*) filter (where o.status in ('paid', 'pending')) as standing,
        count(*) filter (where o.status = 'refunded') as refunded,
        count(*) filter (where o.status = 'cancelled') as cancelled,
        count(*) filter (where o.status in ('paid', 'pending') and o.currency = ${currency}) as priced,
        coalesce(sum(iif(o.status in ('paid', 'pending'),
          (select sum(l.value ->> 1) from json_each(o.lines) l), 0)), 0) as pieces,
        coalesce(sum(iif(o.status in ('paid', 'pending') and o.currency = ${currency},
          (select sum((l.value ->> 1) * coalesce(l.value ->> 2, 0)) from json_each(o.lines) l), 0)), 0) as gross
      from orders o where ${inRange}`,
    sql`select ${columns}, b.at as bought_at, iif(coalesce(b.currency, o.currency) = o.currency, b.value, null) as value,
        iif(coalesce(b.currency, o.currency) = o.currency, b.tax, null) as tax, b.touches, b.journey
      from (
        select p.at, p.value, p.tax, p.currency, p.touches, j.touches as journey, ${orderIdOf(shop_id, sql`p`)} as order_id
        from purchases p left join journeys j on j.shop_id = p.shop_id and j.visitor = p.visitor
        where p.shop_id = ${shop_id} and p.at >= ${start - APART} and p.at < ${end + APART} and ${claimedOnce(sql`p`)}
      ) b cross join orders o on o.order_id = b.order_id and ${inRange}
        and abs(o.ordered_at - b.at) <= ${APART}
      where o.status in ('paid', 'pending')`,
    sql`select ${columns}, o.ordered_at as bought_at, null as value, null as tax, null as touches, null as journey from orders o
      where ${inRange} and o.status in ('paid', 'pending')
        and exists (select 1 from json_each(o.lines) l where json_array_length(l.value) > 3)`,
    sql`select * from answered_panels where shop_id = ${shop_id} and recommendation_id in (
        select l.value ->> 3 from orders o cross join json_each(o.lines) l
        where ${inRange} and o.status in ('paid', 'pending'))`,
  ])
  const orders = new Map<string, TouchedOrder>()
  for (const { lines, touches, journey, ...row } of [...rowsOf<Row>(told), ...rowsOf<Row>(marked)]) {
    if (orders.has(row.order_id)) continue
    orders.set(row.order_id, { ...row, lines: JSON.parse(lines), touches: together(touches, journey) })
  }
  const [sums] = rowsOf<OrderTotals>(totals)
  return {
    totals: { ...NO_ORDERS, ...sums, told: new Set(rowsOf<Row>(told).map(({ order_id }) => order_id)).size },
    orders: [...orders.values()],
    panels: rowsOf<AnsweredPanel>(panels),
  }
}

/** What the purchase knew, and what its visitor's journey has heard since; each touch once, oldest first. */
function together(...lists: (string | null)[]): Touch[] {
  const all = lists.flatMap((list): Touch[] => (list === null ? [] : JSON.parse(list)))
  const distinct = new Map(all.map((touch) => [JSON.stringify([touch.at, touch.kind, touch.item_id]), touch]))
  return [...distinct.values()].sort((a, b) => a.at - b.at)
}

/** Orders of a range by what became of them; pieces of those that stand, as their lines say. */
export type OrderTotals = {
  orders: number
  standing: number
  refunded: number
  cancelled: number
  pieces: number
  /** Of those that stand: in the currency that was asked for, and the minor units that their lines come to. */
  priced: number
  gross: number
  /** Of those that stand: a browser told which visitor they belong to. */
  told: number
}

const NO_ORDERS: OrderTotals = {
  orders: 0,
  standing: 0,
  refunded: 0,
  cancelled: 0,
  pieces: 0,
  priced: 0,
  gross: 0,
  told: 0,
}
