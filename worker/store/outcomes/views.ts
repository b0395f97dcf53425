import { sql } from 'drizzle-orm'
import type { ViewDay } from '../../../schema/outcomes/journeys.ts'
import type { Store } from '../open.ts'

/** The views of one visitor. */
export type ViewsOfVisitor = { visitor: string; views: ViewDay[] }

/** Items of an order that is proved to be a visitor's, and its day, in days since 1970. */
export type ProvedPurchase = { day: number; item_ids: readonly string[] }

/** Most bytes of the views in one read: a stranger's journey can have 13 kB. */
const BYTES_A_READ = 1_000_000

/**
 * Visitors after one, in the order of their keyed hashes, as many as fit into memory; none at the end. Those without a view have no
 * views. Only keys and sizes are kept while they are counted.
 */
export async function readViews(store: Store, after: string, limit: number): Promise<ViewsOfVisitor[]> {
  const { shop_id } = store
  const rows = await store.db.all<{ visitor: string; views: string }>(sql`
    with sized as (
      select visitor, octet_length(views) as bytes from journeys
      where shop_id = ${shop_id} and visitor > ${after} order by visitor limit ${limit}),
    summed as (
      select visitor, sum(bytes) over (order by visitor rows unbounded preceding) - bytes as before from sized)
    select j.visitor, j.views from summed s cross join journeys j on j.shop_id = ${shop_id} and j.visitor = s.visitor
    where s.before < ${BYTES_A_READ} order by j.visitor`)
  return rows.map(({ visitor, views }) => ({ visitor, views: JSON.parse(views) }))
}
