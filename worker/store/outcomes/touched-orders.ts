import { sql } from 'drizzle-orm'
import type { AnsweredPanel, Touch } from '../../../schema/outcomes/journeys.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import { COUNTED } from '../orders/counted.ts'
import { rowsOf } from '../serving/rows.ts'
import { claimedOnce, MAX_REPORT_DELAY, orderIdOf, type ReportedOrder } from './outcomes.ts'
import type { Days } from './reports.ts'
import { TOTALS } from './valued-totals.ts'

/** An order of a range with the earlier touches of its visitor. */
export type TouchedOrder = ReportedOrder & {
  touches: Touch[]
  /** Time of the purchase as the browser reported it, else the order's own date. UTC milliseconds. */
  bought_at: number
}

export type Row = Omit<TouchedOrder, 'lines' | 'touches' | 'totals'> & {
  lines: string
  totals: string
  touches: string | null
  journey: string | null
}

/**
 * Totals of the orders in a range, and the orders after a touch of a panel.
 * @param currency currency of the orders whose values are summed
 */
export async function readTouched(
  store: Store,
  { from, to }: Days,
  currency: string,
): Promise<{ totals: OrderTotals; orders: TouchedOrder[]; panels: AnsweredPanel[] }> {
  const { shop_id } = store
  const [start, end] = [from * DAY, (to + 1) * DAY]
  const inRange = sql`o.shop_id = ${shop_id} and o.ordered_at >= ${start} and o.ordered_at < ${end}`
  const columns = sql`o.order_id, o.ordered_at, o.status, o.currency, o.lines, ${TOTALS}`
  const [totals, reported, marked, panels] = await batch(store.d1, [
    sql`select count(*) as orders, count(*) filter (where o.status in ${COUNTED}) as standing,
        count(*) filter (where o.status = 'refunded') as refunded,
        count(*) filter (where o.status = 'cancelled') as cancelled,
        count(*) filter (where o.status in ${COUNTED} and o.currency = ${currency}) as priced,
        -- total() and real factors: a sum of integers beyond 64 bits is an error, which one absurd row would make for good.
        total(iif(o.status in ${COUNTED}, (select total(l.value ->> 1) from json_each(o.lines) l), 0)) as pieces,
        total(iif(o.status in ${COUNTED} and o.currency = ${currency},
          (select total(cast(l.value ->> 1 as real) * coalesce(l.value ->> 2, 0)) from json_each(o.lines) l), 0)) as gross
      from orders o where ${inRange}`,
    sql`select ${columns}, b.at as bought_at, iif(coalesce(b.currency, o.currency) = o.currency, b.value, null) as value,
        iif(coalesce(b.currency, o.currency) = o.currency, b.tax, null) as tax, b.touches, b.journey
      from (
        select p.at, p.value, p.tax, p.currency, p.touches, j.touches as journey, ${orderIdOf(shop_id, sql`p`)} as order_id
        from purchases p left join journeys j on j.shop_id = p.shop_id and j.visitor = p.visitor
        where p.shop_id = ${shop_id} and p.at >= ${start - MAX_REPORT_DELAY} and p.at < ${end + MAX_REPORT_DELAY} and ${claimedOnce(sql`p`)}
      ) b cross join orders o on o.order_id = b.order_id and ${inRange}
        and abs(o.ordered_at - b.at) <= ${MAX_REPORT_DELAY}
      where o.status in ${COUNTED}`,
    sql`select ${columns}, o.ordered_at as bought_at, null as value, null as tax, null as touches, null as journey from orders o
      where ${inRange} and o.status in ${COUNTED}
        and exists (select 1 from json_each(o.lines) l where json_array_length(l.value) > 3)`,
    sql`select * from answered_panels where shop_id = ${shop_id} and recommendation_id in (
        select l.value ->> 3 from orders o cross join json_each(o.lines) l
        where ${inRange} and o.status in ${COUNTED})`,
  ])
  const orders = new Map<string, TouchedOrder>()
  for (const one of [...rowsOf<Row>(reported), ...rowsOf<Row>(marked)]) {
    if (orders.has(one.order_id)) continue
    const { lines, totals: amounts, touches, journey, ...row } = one
    orders.set(row.order_id, {
      ...row,
      lines: JSON.parse(lines),
      totals: JSON.parse(amounts),
      touches: mergedTouches(touches, journey),
    })
  }
  const [sums] = rowsOf<OrderTotals>(totals)
  return {
    totals: {
      ...NO_ORDERS,
      ...sums,
      reported: new Set(rowsOf<Row>(reported).map(({ order_id }) => order_id)).size,
    },
    orders: [...orders.values()],
    panels: rowsOf<AnsweredPanel>(panels),
  }
}

/** Touches stored with the purchase, and later ones of its visitor's journey; each once, oldest first. */
function mergedTouches(...lists: (string | null)[]): Touch[] {
  const all = lists.flatMap((list): Touch[] => (list === null ? [] : JSON.parse(list)))
  const distinct = new Map(all.map((touch) => [JSON.stringify([touch.at, touch.kind, touch.item_id]), touch]))
  return [...distinct.values()].sort((a, b) => a.at - b.at)
}

/** Orders of a range by status; pieces of the counted ones, from their lines. */
export type OrderTotals = {
  orders: number
  standing: number
  refunded: number
  cancelled: number
  pieces: number
  /** Of the counted ones: those in the requested currency, and the sum of their lines in minor units. */
  priced: number
  gross: number
  /** Of the counted ones: those that a browser reported for a visitor. */
  reported: number
}

const NO_ORDERS: OrderTotals = {
  orders: 0,
  standing: 0,
  refunded: 0,
  cancelled: 0,
  pieces: 0,
  priced: 0,
  gross: 0,
  reported: 0,
}
