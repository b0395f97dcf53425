import { sql } from 'drizzle-orm'
import type { AnsweredPanel, Touch } from '../../../schema/outcomes/journeys.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import { COUNTED } from '../orders/counted.ts'
import { rowsOf } from '../serving/rows.ts'
import { claimsOn, MAX_REPORT_DELAY, orderIdOf } from './claims.ts'
import type { ClaimedOrder, ReportedOrder } from './outcomes.ts'
import type { Days } from './reports.ts'
import { TOTALS } from './valued-totals.ts'

/** An order of a range with the touches of its visitor. */
export type TouchedOrder = ReportedOrder & {
  touches: Touch[]
  /** Time of the purchase as the browser reported it, else the order's own date. UTC milliseconds. */
  bought_at: number
}

/** The same for a visitor who claims the order. */
export type ClaimedTouches = TouchedOrder & ClaimedOrder & { browser: string }

type Row = Omit<ClaimedTouches, 'lines' | 'touches' | 'totals' | 'claims'> & {
  lines: string
  totals: string
  touches: string | null
  claims: string
}

/**
 * Totals of the orders in a range, the claims on them, and those that name a panel by themselves.
 * @param currency currency of the orders whose values are summed
 */
export async function readTouched(
  store: Store,
  { from, to }: Days,
  currency: string,
): Promise<{
  totals: OrderTotals
  claimed: ClaimedTouches[]
  marked: TouchedOrder[]
  panels: AnsweredPanel[]
}> {
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
        iif(coalesce(b.currency, o.currency) = o.currency, b.tax, null) as tax, b.touches, b.browser, b.claims, o.customer
      from (
        select p.at, p.value, p.tax, p.currency, p.visitor as browser, j.touches, ${orderIdOf(shop_id, sql`p`)} as order_id,
          ${claimsOn(sql`p`)} as claims
        from purchases p left join journeys j on j.shop_id = p.shop_id and j.visitor = p.visitor
        where p.shop_id = ${shop_id} and p.at >= ${start - MAX_REPORT_DELAY} and p.at < ${end + MAX_REPORT_DELAY}
      ) b cross join orders o on o.order_id = b.order_id and ${inRange}
        and abs(o.ordered_at - b.at) <= ${MAX_REPORT_DELAY}
      where o.status in ${COUNTED}`,
    sql`select ${columns}, o.ordered_at as bought_at, null as value, null as tax, null as touches, '' as browser, '[]' as claims,
        o.customer from orders o
      where ${inRange} and o.status in ${COUNTED}
        and exists (select 1 from json_each(o.lines) l where json_array_length(l.value) > 3)`,
    sql`select * from answered_panels where shop_id = ${shop_id} and recommendation_id in (
        select l.value ->> 3 from orders o cross join json_each(o.lines) l
        where ${inRange} and o.status in ${COUNTED})`,
  ])
  const [sums] = rowsOf<OrderTotals>(totals)
  return {
    totals: { ...NO_ORDERS, ...sums },
    claimed: rowsOf<Row>(reported).map(orderOf),
    marked: rowsOf<Row>(marked).map(orderOf),
    panels: rowsOf<AnsweredPanel>(panels),
  }
}

const orderOf = ({ lines, totals, touches, claims, ...row }: Row): ClaimedTouches => ({
  ...row,
  lines: JSON.parse(lines),
  totals: JSON.parse(totals),
  touches: touches === null ? [] : JSON.parse(touches),
  claims: JSON.parse(claims),
})

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
}

const NO_ORDERS: OrderTotals = {
  orders: 0,
  standing: 0,
  refunded: 0,
  cancelled: 0,
  pieces: 0,
  priced: 0,
  gross: 0,
}
