import { sql } from 'drizzle-orm'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import { type CardRow, cardColumns, type KnownRules, rowsOf } from '../serving/rows.ts'
import { COUNTED } from './counted.ts'
import { keysOfPeople } from './people-sql.ts'

/** Maximum of a customer's newest orders that are read, and of items whose rows are read. */
const MAX_ORDERS = 200
const MAX_ITEMS = 200

/** Times at which a known customer bought an item: UTC milliseconds, oldest first; 0 for an order without a date. */
export type Bought = { item_id: string; at: number[] }
/** Items that a known customer bought, most frequent first, and the number of orders. */
export type History = { orders: number; bought: Bought[] }

/**
 * Reads a person's purchases under all of their keys.
 * @param customers any keys of the person (worker/ingest/identity/identifier.ts)
 */
export async function readHistory(store: Store, customers: readonly string[]): Promise<History> {
  const { shop_id, replica } = store
  // `cross join`: from the few hashes to their orders, never in the other direction.
  const [found] = await batch(replica, [
    sql`
      select o.order_id, o.ordered_at as at, coalesce(r.item_id, substr(l.value ->> 0, 3)) as item_id
      from (
        select o.order_id, o.ordered_at, o.lines from (${keysOfPeople(shop_id, sql`${JSON.stringify(customers)}`)}) c
        cross join orders o indexed by orders_by_customer on o.shop_id = ${shop_id} and o.customer = c.key
        where o.status in ${COUNTED}
        order by o.ordered_at desc nulls last, o.order_id limit ${MAX_ORDERS}
      ) o cross join json_each(o.lines) l
      left join item_references r on r.shop_id = ${shop_id} and r.reference = l.value ->> 0`,
  ])
  return historyOf(rowsOf<{ order_id: string; at: number | null; item_id: string }>(found))
}

function historyOf(rows: readonly { order_id: string; at: number | null; item_id: string }[]): History {
  const byItem = new Map<string, Map<string, number>>()
  for (const { order_id, at, item_id } of rows) {
    const orders = byItem.get(item_id) ?? new Map<string, number>()
    orders.set(order_id, at ?? 0)
    byItem.set(item_id, orders)
  }
  const bought = Array.from(byItem, ([item_id, orders]) => ({
    item_id,
    at: [...orders.values()].sort((a, b) => a - b),
  }))
  bought.sort((a, b) => b.at.length - a.at.length || (a.item_id < b.item_id ? -1 : 1))
  return { orders: new Set(rows.map(({ order_id }) => order_id)).size, bought }
}

/** An item that a customer bought, as a card, with its repeat interval and repurchases; no row for an item that left the catalogue. */
export type BoughtRow = CardRow & { repeat_days: number | null; repurchase: number | null }

/** Reads the items that a customer has bought most often. */
export async function readBoughtItems(
  store: Store,
  bought: readonly Bought[],
  { needs }: KnownRules,
): Promise<BoughtRow[]> {
  const { shop_id, replica } = store
  const ids = JSON.stringify(bought.slice(0, MAX_ITEMS).map(({ item_id }) => item_id))
  const [found] = await batch(replica, [
    sql`
      select l.tails ->> '$.repeat.days' as repeat_days, l.tails ->> '$.repurchase' as repurchase, ${cardColumns(needs)}
      from json_each(${ids}) c
      cross join items i on i.shop_id = ${shop_id} and i.item_id = c.value
      cross join slots sl on sl.shop_id = ${shop_id}
      left join lists l on l.shop_id = sl.shop_id and l.slot = sl.live_slot and l.kind = 'item' and l.key = c.value`,
  ])
  return rowsOf<BoughtRow>(found)
}
