import { desc, eq, sql } from 'drizzle-orm'
import { relations } from '../../../schema/catalogue/relations.ts'
import { imports } from '../../../schema/imports/imports.ts'
import { orders } from '../../../schema/orders/orders.ts'
import type { Store } from '../open.ts'

/** Number of orders, the date of the newest, and the time at which the last of them was received; UTC milliseconds. */
export async function countOrders(
  store: Store,
): Promise<{ orders: number; newest_order_at: number | null; received_at: number | null }> {
  const [found] = await store.db
    .select({
      orders: sql<number>`count(*)`,
      newest_order_at: sql<number | null>`max(${orders.ordered_at})`,
      received_at: sql<number | null>`nullif(max(${orders.as_of}), 0)`,
    })
    .from(orders)
    .where(eq(orders.shop_id, store.shop_id))
  return found ?? { orders: 0, newest_order_at: null, received_at: null }
}

/** Number of relations. */
export const countRelations = async (store: Store): Promise<number> =>
  await store.db.$count(relations, eq(relations.shop_id, store.shop_id))

/** The last upload of each kind, newest first. */
export async function lastImports(store: Store) {
  const newest = await store.db
    .select({
      import_id: imports.import_id,
      kind: imports.kind,
      status: imports.status,
      created_at: imports.created_at,
      finished_at: imports.finished_at,
      problem: imports.problem,
    })
    .from(imports)
    .where(eq(imports.shop_id, store.shop_id))
    .orderBy(desc(imports.import_id))
    .limit(MAX_SEARCHED)
  return newest.filter(({ kind }, at) => newest.findIndex((other) => other.kind === kind) === at)
}

/** Newest uploads among which the last of each kind is searched. */
const MAX_SEARCHED = 200
