import { and, asc, eq, gt, gte, inArray, isNull, or, sql } from 'drizzle-orm'
import { type OrderRow, orders } from '../../schema/orders.ts'
import { jsonChunks } from './chunks.ts'
import type { Store } from './open.ts'
import { upsert } from './upsert.ts'

/** An order without its shop. */
export type OrderCells = Omit<OrderRow, 'shop_id'>

/** Writes the orders that are new or differ; returns how many. */
export async function writeOrders(store: Store, cells: readonly OrderCells[]): Promise<number> {
  let written = 0
  for (const rows of jsonChunks(cells)) {
    const { meta } = await store.db.run(upsert(orders, store.shop_id, rows, sql`true`))
    written += meta.changes
  }
  return written
}

/** Is there anything to mine? */
export async function hasOrders(store: Store): Promise<boolean> {
  const here = eq(orders.shop_id, store.shop_id)
  return (
    (await store.db.select({ order_id: orders.order_id }).from(orders).where(here).limit(1).get()) !==
    undefined
  )
}

/** A page of orders by id. */
export const listOrders = async (store: Store, after: string, limit: number): Promise<OrderRow[]> =>
  await store.db
    .select()
    .from(orders)
    .where(and(eq(orders.shop_id, store.shop_id), gt(orders.order_id, after)))
    .orderBy(asc(orders.order_id))
    .limit(limit)

const DAY = 86_400_000

/** The orders of one UTC day that can be mined; `day` is null for those without a date. */
export type OrderDay = { day: number | null; orders: number; lines: number; newest: number | null }

/** What there is to mine, day by day, newest first, those without a date at the end. Reads each order's row once. */
export async function countOrderDays(store: Store): Promise<OrderDay[]> {
  return await store.db.all<OrderDay>(sql`
    select ordered_at / ${DAY} as day, count(*) as orders, sum(json_array_length(lines)) as lines, max(ordered_at) as newest
    from orders where shop_id = ${store.shop_id} and status in ('paid', 'pending')
    group by 1 order by 1 desc nulls last`)
}

/** What mining reads of an order. */
export type MinedOrder = Pick<OrderRow, 'order_id' | 'ordered_at' | 'customer' | 'lines'>

/** Most orders a page. */
const MOST_A_PAGE = 4_000

/**
 * Orders to mine in the order of their ids, page by page.
 * @param from UTC milliseconds; orders without a date come too
 * @param size orders a page, at most 4,000
 */
export async function* readMinedOrders(
  store: Store,
  from: number,
  size: number,
): AsyncGenerator<MinedOrder[]> {
  const mined = and(
    eq(orders.shop_id, store.shop_id),
    inArray(orders.status, ['paid', 'pending']),
    or(isNull(orders.ordered_at), gte(orders.ordered_at, from)),
  )
  const limit = Math.min(MOST_A_PAGE, Math.max(1, size))
  for (let after = ''; ; ) {
    const page = await store.db
      .select({
        order_id: orders.order_id,
        ordered_at: orders.ordered_at,
        customer: orders.customer,
        lines: orders.lines,
      })
      .from(orders)
      .where(and(mined, gt(orders.order_id, after)))
      .orderBy(asc(orders.order_id))
      .limit(limit)
    if (page.length > 0) yield page
    if (page.length < limit) return
    after = page.at(-1)?.order_id ?? ''
  }
}
