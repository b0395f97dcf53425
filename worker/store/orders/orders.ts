import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { type OrderLine, type OrderRow, type OrderTotals, orders } from '../../../schema/orders/orders.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { batch } from '../batch.ts'
import { jsonChunks } from '../chunks.ts'
import { countNewOrders } from '../models/models.ts'
import type { Store } from '../open.ts'
import { withinBytes } from '../pages.ts'
import { upsert } from '../upsert.ts'
import { COUNTED } from './counted.ts'
import { forgetBuyersOf } from './privacy.ts'

/** An order without its shop; totals that are left out become null. */
export type OrderCells = Omit<OrderRow, 'shop_id' | keyof OrderTotals> & Partial<OrderTotals>

/** Writes orders that are new or differ, and counts them for the next model; returns the number written. */
export async function writeOrders(store: Store, cells: readonly OrderCells[]): Promise<number> {
  let written = 0
  for (const rows of jsonChunks(cells)) {
    const statements = [
      upsert(orders, store.shop_id, rows, sql`true`),
      countNewOrders(store),
      forgetBuyersOf(
        store.shop_id,
        cells.map(({ order_id }) => order_id),
      ),
    ]
    const [upserted] = await batch(store.d1, statements)
    written += upserted?.meta.changes ?? 0
  }
  return written
}

/** One order, or undefined. */
export const readOrder = async (store: Store, order_id: string): Promise<OrderRow | undefined> =>
  await store.db
    .select()
    .from(orders)
    .where(and(eq(orders.shop_id, store.shop_id), eq(orders.order_id, order_id)))
    .get()

/** Deletes one order, such as one that was placed as a test; false when there is none. */
export async function deleteOrder(store: Store, order_id: string): Promise<boolean> {
  const { meta } = await store.db
    .delete(orders)
    .where(and(eq(orders.shop_id, store.shop_id), eq(orders.order_id, order_id)))
    .run()
  return meta.changes > 0
}

/** Whether the shop has orders to mine. */
export async function hasOrders(store: Store): Promise<boolean> {
  const here = eq(orders.shop_id, store.shop_id)
  return (
    (await store.db.select({ order_id: orders.order_id }).from(orders).where(here).limit(1).get()) !==
    undefined
  )
}

/** Number of these orders that are stored and can be mined. */
export async function countMinedOrders(store: Store, order_ids: readonly string[]): Promise<number> {
  if (order_ids.length === 0) return 0
  const [found] = await store.db.all<{ count: number }>(sql`
    select count(*) as count from json_each(${JSON.stringify(order_ids)}) c cross join orders o
      on o.shop_id = ${store.shop_id} and o.order_id = c.value
    where o.status in ${COUNTED}`)
  return found?.count ?? 0
}

/** References of the items in the lines of these orders, by id. */
export async function readLineReferences(
  store: Store,
  order_ids: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  const rows = await store.db.all<{ order_id: string; lines: string }>(sql`
    select order_id, lines from orders
    where shop_id = ${store.shop_id} and order_id in (select value from json_each(${JSON.stringify(order_ids)}))`)
  return new Map(
    rows.map(({ order_id, lines }) => [order_id, JSON.parse(lines).map((line: [string]) => line[0])]),
  )
}

/** A page of orders by id: at most `limit`, and fewer when they are large (worker/store/pages.ts). */
export const listOrders = async (
  store: Store,
  after: string,
  limit: number,
  most_bytes?: number,
): Promise<OrderRow[]> => {
  const where = and(eq(orders.shop_id, store.shop_id), gt(orders.order_id, after))
  return await store.db
    .select()
    .from(orders)
    .where(and(where, withinBytes(orders, { keys: [orders.order_id], where, limit, most_bytes })))
    .orderBy(asc(orders.order_id))
}

/** Orders of one UTC day that can be mined; `day` is null for orders without a date. */
export type OrderDay = { day: number | null; orders: number; lines: number; newest: number | null }

/** Where a run reads the orders that can be mined. */
export type OrderSource = {
  /** Their numbers by day, newest first, orders without a date last. */
  days(): Promise<OrderDay[]>
  /**
   * Orders in the order of their ids (by code point), in pages of about `size`.
   * @param from UTC milliseconds; orders without a date are included
   */
  pages(from: number, size: number): AsyncIterable<MinedOrder[]>
}

/** The orders of the shop's database. */
export const storedOrders = (store: Store): OrderSource => ({
  days: () => countOrderDays(store),
  pages: (from, size) => readMinedOrders(store, from, size),
})

/** Orders to mine by day, newest first, orders without a date last. Reads each order's row once. */
async function countOrderDays(store: Store): Promise<OrderDay[]> {
  // D1 binds a number as a real one, by which a division is not whole: each order would have a day of its own.
  return await store.db.all<OrderDay>(sql`
    select cast(ordered_at / ${DAY} as integer) as day, count(*) as orders, sum(json_array_length(lines)) as lines, max(ordered_at) as newest
    from orders where shop_id = ${store.shop_id} and status in ${COUNTED}
    group by 1 order by 1 desc nulls last`)
}

/** Columns of an order that mining reads; `customer` is the person, by whichever key the order names them. */
export type MinedOrder = { order_id: string; at: number | null; customer: string | null; lines: OrderLine[] }

/** Maximum orders per page. */
const MAX_PAGE_SIZE = 4_000

/** Bytes of a page's lines; they are twice in memory, as text and as objects. */
const MAX_PAGE_BYTES = 2_000_000

type PageRow = { orders: string; last: string | null }

/**
 * Orders to mine in the order of their ids, in pages. A page comes as one JSON text, which takes a fifth of the time of as many
 * rows. It ends early when its lines are long.
 * @param from UTC milliseconds; orders without a date are included
 * @param size orders per page, at most 4,000
 */
async function* readMinedOrders(store: Store, from: number, size: number): AsyncGenerator<MinedOrder[]> {
  const limit = Math.min(MAX_PAGE_SIZE, Math.max(1, size))
  for (let after = ''; ; ) {
    const where = sql`${orders.shop_id} = ${store.shop_id} and ${orders.order_id} > ${after} and ${orders.status} in ${COUNTED}
      and (${orders.ordered_at} is null or ${orders.ordered_at} >= ${from})`
    const page = { keys: [orders.order_id], where, limit, most_bytes: MAX_PAGE_BYTES }
    const [read] = await store.db.all<PageRow>(sql`
      select json_group_array(
          json_object('order_id', order_id, 'at', ordered_at, 'customer', person, 'lines', json(lines)) order by order_id) as orders,
        max(order_id) as last
      from (
        select order_id, ordered_at, lines, coalesce(k.person, orders.customer) as person from orders
        left join person_keys k on k.shop_id = orders.shop_id and k.key = orders.customer
        where ${where} and ${withinBytes(orders, page)})`)
    if (!read || read.last === null) return
    yield JSON.parse(read.orders)
    after = read.last
  }
}
