import { and, asc, eq, gt } from 'drizzle-orm'
import { items } from '../../schema/catalogue/items.ts'
import { relations } from '../../schema/catalogue/relations.ts'
import { orders } from '../../schema/orders/orders.ts'
import type { Store } from './open.ts'

/** Tables that are exported in parts, by the column whose equal rows are in one part. */
const BY_KEY = {
  items: { table: items, key: items.item_id },
  orders: { table: orders, key: orders.order_id },
  relations: { table: relations, key: relations.item_id },
} as const
export type PartTable = keyof typeof BY_KEY

/**
 * Where a part of a table ends: the key of its last row, which the part includes with all rows of that key, and whether another one
 * follows. Undefined when the rest of the table is shorter.
 */
export async function endOfPart(
  store: Store,
  name: PartTable,
  after: string,
  rows: number,
): Promise<{ last: string; isMore: boolean } | undefined> {
  const { table, key } = BY_KEY[name]
  const following = async (from: string, offset: number) =>
    await store.db
      .select({ key })
      .from(table)
      .where(and(eq(table.shop_id, store.shop_id), gt(key, from)))
      .orderBy(asc(key))
      .limit(1)
      .offset(offset)
      .get()
  const end = await following(after, rows - 1)
  if (!end) return undefined
  return { last: end.key, isMore: (await following(end.key, 0)) !== undefined }
}
