import { sql } from 'drizzle-orm'
import type { ViewDay } from '../../../schema/outcomes/journeys.ts'
import type { Store } from '../open.ts'

/** The views of one visitor. */
export type ViewsOfVisitor = { visitor: string; views: ViewDay[] }

/** Items of an order that is proved to be a visitor's, and its day, in days since 1970. */
export type ProvedPurchase = { day: number; item_ids: readonly string[] }

/** Visitors after one, in the order of their keyed hashes; those without a view have no views. */
export async function readViews(store: Store, after: string, limit: number): Promise<ViewsOfVisitor[]> {
  const rows = await store.db.all<{ visitor: string; views: string }>(sql`
    select visitor, views from journeys where shop_id = ${store.shop_id} and visitor > ${after} order by visitor limit ${limit}`)
  return rows.map(({ visitor, views }) => ({ visitor, views: JSON.parse(views) }))
}
