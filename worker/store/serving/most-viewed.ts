import { sql } from 'drizzle-orm'
import { BEST_SELLERS_KEY } from '../../../vocabulary/lists.ts'
import { DAY } from '../../../vocabulary/time.ts'
import type { Store } from '../open.ts'

/** An item whose page is viewed, and how often a panel of companions was shown there; orders with it where no views are known. */
export type ViewedItem = { item_id: string; title: string; views: number }

/** Days of views that are counted. */
const DAYS = 7

/**
 * The items whose pages were viewed most in the last seven days; for a shop without views its best sellers, with their orders.
 * @param now UTC milliseconds
 */
export async function readMostViewed(
  store: Store,
  now: number,
  limit: number,
): Promise<{ basis: 'views' | 'orders'; items: ViewedItem[] }> {
  const { shop_id, replica } = store
  const from = Math.floor(now / DAY) - DAYS + 1
  const viewed = await replica
    .prepare(
      // A panel is counted with each of its items, so the item that was shown most says how often the page was viewed.
      `select v.seed_item_id as item_id, i.title, max(v.shown) as views from (
         select seed_item_id, item_id, sum(shown) as shown from event_days
         where shop_id = ?1 and day >= ?2 and placement = 'product' and intent = 'complementary' and item_id <> '' and seed_item_id <> ''
         group by 1, 2) v
       cross join items i on i.shop_id = ?1 and i.item_id = v.seed_item_id
       group by 1 order by views desc, 1 limit ?3`,
    )
    .bind(shop_id, from, limit)
    .all<ViewedItem>()
  if (viewed.results.length > 0) return { basis: 'views', items: viewed.results }
  const items = await store.db.all<ViewedItem>(sql`
    select i.item_id, i.title, c.value ->> 'item_orders' as views
    from slots s cross join lists l on l.shop_id = s.shop_id and l.slot = s.live_slot and l.kind = 'shop' and l.key = ${BEST_SELLERS_KEY}
    cross join json_each(l.companions) c
    cross join items i on i.shop_id = s.shop_id and i.item_id = c.value ->> 'item_id'
    where s.shop_id = ${shop_id} order by views desc, 1 limit ${limit}`)
  return { basis: 'orders', items }
}
