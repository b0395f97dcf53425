import { sql } from 'drizzle-orm'
import { type OrderLine, orders } from '../../../schema/orders/orders.ts'
import type { Store } from '../open.ts'
import { withinBytes } from '../pages.ts'
import { COUNTED } from './counted.ts'

/** Where an order stands by time, and among those of one time by its id. */
export type Place = { at: number; order_id: string }

/** Bytes of a page's lines; they are twice in memory, as text and as objects. */
const MAX_PAGE_BYTES = 2_000_000

/**
 * A page of dated orders that can be mined, newest first. Reads each order's row of the shop.
 * @param from the oldest place @param before the last place of the page before; undefined for the first page
 */
export async function readNewestOrders(
  store: Store,
  from: Place,
  before: Place | undefined,
  limit: number,
): Promise<(Place & { lines: OrderLine[] })[]> {
  const place = sql`(${orders.ordered_at}, ${orders.order_id})`
  const where = sql`${orders.shop_id} = ${store.shop_id} and ${orders.status} in ${COUNTED} and ${orders.ordered_at} is not null
    and ${place} >= (${from.at}, ${from.order_id})
    ${before === undefined ? sql.empty() : sql`and ${place} < (${before.at}, ${before.order_id})`}`
  const keys = [orders.ordered_at, orders.order_id]
  const page = { keys, descends: true, where, limit, most_bytes: MAX_PAGE_BYTES } as const
  const rows = await store.db.all<Place & { lines: string }>(sql`
    select ordered_at as at, order_id, lines from orders
    where ${where} and ${withinBytes(orders, page)} order by ordered_at desc, order_id desc`)
  return rows.map(({ lines, ...row }) => ({ ...row, lines: JSON.parse(lines) }))
}
