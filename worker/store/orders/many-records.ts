import { type SQL, sql } from 'drizzle-orm'
import { type ItemRow, items } from '../../../schema/catalogue/items.ts'
import { orders } from '../../../schema/orders/orders.ts'
import type { Platform } from '../../../schema/shop/hooks.ts'
import { batch } from '../batch.ts'
import { jsonChunks } from '../chunks.ts'
import { rowOfTable } from '../columns.ts'
import { randomText } from '../ids.ts'
import { countNewOrders } from '../models/models.ts'
import type { Store } from '../open.ts'
import { rowsOf } from '../serving/rows.ts'
import { upsert } from '../upsert.ts'
import { erasedCountIs, recordsUnchanged, type Seen, type Taken, writeRecords } from './platform-records.ts'
import { erasedAmong } from './privacy.ts'

/** Stored items by id, and the time of the newest complete catalogue. */
export async function readItemBases(store: Store, item_ids: readonly string[]) {
  const { shop_id } = store
  const [stored, shop] = await batch(store.d1, [
    sql`select i.* from json_each(${JSON.stringify(item_ids)}) c cross join items i
      on i.shop_id = ${shop_id} and i.item_id = c.value`,
    sql`select catalogue_at from shops where shop_id = ${shop_id}`,
  ])
  const rows = rowsOf<object>(stored).map((row): ItemRow => rowOfTable(items, row))
  const [found] = rowsOf<{ catalogue_at: number | null }>(shop)
  return { rows: new Map(rows.map((row) => [row.item_id, row])), catalogue_at: found?.catalogue_at ?? 0 }
}

/** Versions of stored orders by id, and those of these people who have asked to be forgotten. */
export async function readOrderBases(
  store: Store,
  order_ids: readonly string[],
  customers: readonly string[],
) {
  const [stored, erased] = await batch(store.d1, [
    sql`select o.order_id, o.as_of from json_each(${JSON.stringify(order_ids)}) c cross join orders o
      on o.shop_id = ${store.shop_id} and o.order_id = c.value`,
    erasedAmong(store, customers),
  ])
  const rows = rowsOf<{ order_id: string; as_of: number }>(stored)
  return {
    orders: new Map(rows.map((row) => [row.order_id, row])),
    erased: rowsOf<{ customer: string; spreads: number }>(erased),
  }
}

/** What was read before many messages: a write depends on none of it having changed. */
export type SeenMany = {
  records: Seen['records']
  /** Version of each item; null for one that does not exist. */
  items: readonly (readonly [item_id: string, as_of: number | null])[]
  /** Keys of buyers, and how many of them have asked to be forgotten. */
  customers: readonly string[]
  erased: number
}

const itemsUnchanged = ({ shop_id }: Store, seen: SeenMany['items']): SQL => sql`
  not exists (select 1 from json_each(${JSON.stringify(seen)}) k
    where (select as_of from items where shop_id = ${shop_id} and item_id = k.value ->> 0) is not k.value ->> 1)`

/**
 * Writes what many messages of an export change, in one transaction; false, and nothing written, when anything that was read has
 * changed since. Items that change their id and orders of which nothing is left are not among them.
 */
export async function writeManyTaken(
  store: Store,
  platform: Platform,
  seen: SeenMany,
  many: readonly Taken[],
): Promise<boolean> {
  const { shop_id } = store
  const write = randomText(12)
  const isThisWrite = sql`(select last_write from hooks where shop_id = ${shop_id} and platform = ${platform}) = ${write}`
  const orderCells = many.flatMap(({ order }) => order ?? [])
  const statements = [
    // The condition is evaluated once, because the following statements change what it compares.
    sql`update hooks set last_write = ${write} where shop_id = ${shop_id} and platform = ${platform}
      and ${recordsUnchanged(store, platform, seen.records)} and ${itemsUnchanged(store, seen.items)}
      and ${erasedCountIs(store, seen.customers, seen.erased)}`,
    ...[...jsonChunks(many.flatMap(({ item }) => item ?? []))].map((rows) =>
      upsert(items, shop_id, rows, isThisWrite, true),
    ),
    ...[...jsonChunks(orderCells)].flatMap((rows) => [
      upsert(orders, shop_id, rows, isThisWrite),
      countNewOrders(store),
    ]),
    ...writeRecords(
      store,
      platform,
      many.flatMap((taken) => taken.records),
      isThisWrite,
    ),
  ]
  const [marked] = await batch(store.d1, statements)
  return marked?.meta.changes === 1
}
