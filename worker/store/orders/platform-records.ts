import { type SQL, sql } from 'drizzle-orm'
import { type ItemRow, items } from '../../../schema/catalogue/items.ts'
import { type OrderRow, orders } from '../../../schema/orders/orders.ts'
import {
  type Platform,
  type PlatformRecord,
  platformRecords,
  type RecordKind,
} from '../../../schema/shop/hooks.ts'
import { batch } from '../batch.ts'
import type { ItemCells } from '../catalogue/item-cells.ts'
import { jsonChunks } from '../chunks.ts'
import { randomText } from '../ids.ts'
import { countNewOrders } from '../models/models.ts'
import type { Store } from '../open.ts'
import { rowsOf } from '../serving/rows.ts'
import { countMessage } from '../shop/hooks.ts'
import { insertRows, upsert } from '../upsert.ts'
import { COUNTED } from './counted.ts'
import type { OrderCells } from './orders.ts'
import { erasedAmong } from './privacy.ts'

/** The key of a record. */
export type RecordKey = readonly [kind: RecordKind, platform_id: string]

/** A record without its shop and platform. */
export type KeptRecord = Omit<PlatformRecord, 'shop_id' | 'platform' | 'state'> & { state: string }

/** Everything that was read: a write depends on none of it having changed. */
export type Seen = { records: readonly (readonly [...RecordKey, version: number])[]; more: readonly SQL[] }

const found = (store: Store, platform: Platform, keys: readonly RecordKey[]): SQL => sql`
  select r.kind, r.platform_id, r.as_of, r.base_at, r.version, r.target_id, r.state
  from json_each(${JSON.stringify(keys)}) k cross join platform_records r
    on r.shop_id = ${store.shop_id} and r.platform = ${platform} and r.kind = k.value ->> 0 and r.platform_id = k.value ->> 1`

/** Records by their keys; missing ones are left out. */
export async function readRecords(
  store: Store,
  platform: Platform,
  keys: readonly RecordKey[],
): Promise<KeptRecord[]> {
  const [records] = await batch(store.d1, [found(store, platform, keys)])
  return rowsOf<KeptRecord>(records)
}

/** A stored item, and the time of the newest complete catalogue. */
export async function readItemBase(
  store: Store,
  item_id: string,
): Promise<{ row: ItemRow | undefined; catalogue_at: number }> {
  const [row, shop] = await Promise.all([
    store.db
      .select()
      .from(items)
      .where(sql`${items.shop_id} = ${store.shop_id} and ${items.item_id} = ${item_id}`)
      .get(),
    store.db.get<{ catalogue_at: number | null }>(
      sql`select catalogue_at from shops where shop_id = ${store.shop_id}`,
    ),
  ])
  return { row, catalogue_at: shop?.catalogue_at ?? 0 }
}

/**
 * Everything that processing an order's message needs, in one round trip; `order_id` is '' when the message does not contain it.
 */
export async function readOrderBase(
  store: Store,
  platform: Platform,
  id: string,
  order_id: string,
  customers: readonly string[],
) {
  const { shop_id } = store
  const [records, row, erased] = await batch(store.d1, [
    found(store, platform, [['order', id]]),
    sql`
      select order_id, as_of from orders where shop_id = ${shop_id} and order_id = coalesce(nullif(${order_id}, ''), (
        select target_id from platform_records
        where shop_id = ${shop_id} and platform = ${platform} and kind = 'order' and platform_id = ${id}))`,
    erasedAmong(store, customers),
  ])
  const [record] = rowsOf<KeptRecord>(records)
  const [order] = rowsOf<Pick<OrderRow, 'order_id' | 'as_of'>>(row)
  return { record, order, erased: rowsOf<{ customer: string; spreads: number }>(erased) }
}

/** Condition: these records still have the versions that were read. */
export const recordsUnchanged = (store: Store, platform: Platform, records: Seen['records']): SQL => sql`
  not exists (
    select 1 from json_each(${JSON.stringify(records)}) k left join platform_records r
      on r.shop_id = ${store.shop_id} and r.platform = ${platform} and r.kind = k.value ->> 0 and r.platform_id = k.value ->> 1
    where coalesce(r.version, 0) <> k.value ->> 2)`

/** Condition: everything is still as it was read. */
const unchanged = (store: Store, platform: Platform, { records, more }: Seen): SQL =>
  sql.join([recordsUnchanged(store, platform, records), ...more], sql.raw(' and '))

/** Statement that writes records that a transaction has read, under its condition. */
export function writeRecords(
  { shop_id }: Store,
  platform: Platform,
  records: readonly KeptRecord[],
  allowed: SQL,
): SQL[] {
  const rows = records.map((record) => ({
    ...record,
    platform,
    version: 1,
    state: JSON.parse(record.state),
  }))
  return Array.from(
    jsonChunks(rows),
    (chunk) => sql`
      ${insertRows(platformRecords, shop_id, chunk, allowed)}
      on conflict do update set as_of = excluded.as_of, base_at = excluded.base_at, version = platform_records.version + 1,
        target_id = excluded.target_id, state = excluded.state`,
  )
}

/** Condition: the item still has this version; undefined means that it does not exist. */
export const itemHasVersion = ({ shop_id }: Store, item_id: string, as_of: number | undefined): SQL =>
  sql`(select as_of from items where shop_id = ${shop_id} and item_id = ${item_id}) is ${as_of ?? null}`

/** Condition: exactly `count` of these people have asked to be forgotten. */
export const erasedCountIs = (store: Store, customers: readonly string[], count: number): SQL =>
  sql`(select count(*) from (${erasedAmong(store, customers)})) = ${count}`

/** Rows to write for a message: records, and the item or order that results from them. */
export type Taken = {
  records: readonly KeptRecord[]
  item?: ItemCells
  order?: OrderCells
  /** The totals of the order do not add up, and were not known to before this message. */
  differs?: boolean
  /** An item that was deleted, or under whose id its product is no longer stored. */
  retired?: { item_id: string; as_of: number }
  /** An order of which nothing is left. */
  withdrawn?: { order_id: string; as_of: number; status: 'refunded' | 'cancelled' }
}

/** An equal row is not rewritten, but gets the message's version. */
const confirm = (
  table: 'items' | 'orders',
  { shop_id }: Store,
  id: string,
  as_of: number,
  allowed: SQL,
): SQL => {
  const key = sql.raw(table === 'items' ? 'item_id' : 'order_id')
  return sql`
    update ${sql.identifier(table)} set as_of = ${as_of}
    where shop_id = ${shop_id} and ${key} = ${id} and as_of < ${as_of} and ${allowed}`
}

function* truth(store: Store, taken: Taken, allowed: SQL): Generator<SQL> {
  const { shop_id } = store
  const { item, order, retired, withdrawn } = taken
  if (item) {
    yield upsert(items, shop_id, JSON.stringify([item]), allowed)
    yield confirm('items', store, item.item_id, item.as_of, allowed)
  }
  if (retired) {
    yield sql`
      update items set published = 0, as_of = ${retired.as_of}
      where shop_id = ${shop_id} and item_id = ${retired.item_id} and as_of <= ${retired.as_of} and ${allowed}`
  }
  if (order) {
    yield upsert(orders, shop_id, JSON.stringify([order]), allowed)
    yield countNewOrders(store)
    yield confirm('orders', store, order.order_id, order.as_of, allowed)
  }
  if (withdrawn) {
    yield sql`
      update orders set status = ${withdrawn.status}, as_of = ${withdrawn.as_of}
      where shop_id = ${shop_id} and order_id = ${withdrawn.order_id} and status in ${COUNTED}
        and as_of <= ${withdrawn.as_of} and ${allowed}`
    yield countNewOrders(store)
  }
}

/**
 * Writes the rows of a message and counts it, in one transaction. Returns false, and writes nothing, when anything that was read
 * has changed since.
 */
export async function writeTaken(
  store: Store,
  { platform, topic, now }: { platform: Platform; topic: string; now: number },
  seen: Seen,
  taken: Taken,
): Promise<boolean> {
  const { shop_id } = store
  const write = randomText(12)
  // The condition is evaluated once, because the following statements change what it compares.
  const isThisWrite = sql`(select last_write from hooks where shop_id = ${shop_id} and platform = ${platform}) = ${write}`
  const [counted] = await batch(store.d1, [
    countMessage(store, platform, { fate: 'taken', topic, differs: taken.differs }, now, {
      write,
      allowed: unchanged(store, platform, seen),
    }),
    ...truth(store, taken, isThisWrite),
    ...writeRecords(store, platform, taken.records, isThisWrite),
  ])
  return (counted?.meta.changes ?? 0) > 0
}
