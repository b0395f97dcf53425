import { sql } from 'drizzle-orm'
import type { Shop } from '../../../schema/shop/shops.ts'
import { CURRENT_BEST_SELLERS_KEY } from '../../../vocabulary/lists.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import { CARD, type CompanionRow, rowsOf, selectShop, shopOf } from './rows.ts'

/** Rows for a page without an item or a cart. */
export type HomeRows = { shop: Shop | undefined; model_id: string; bestSellers: CompanionRow[] }

/** Reads the shop and its current best sellers (engine/mine/best-sellers.ts), in one round trip. */
export async function readHome({ shop_id, replica }: Store): Promise<HomeRows> {
  const [found, listed] = await batch(replica, [
    selectShop(shop_id),
    sql`
      select sl.live_model, l.seed_orders, c.value ->> 'score' as score, c.value ->> 'co_orders' as co_orders,
        c.value ->> 'item_orders' as item_orders, c.value ->> 'family' as family, ${CARD}
      from slots sl
      left join lists l on l.shop_id = sl.shop_id and l.slot = sl.live_slot and l.kind = 'shop'
        and l.key = ${CURRENT_BEST_SELLERS_KEY}
      left join json_each(l.companions) c
      left join items i on i.shop_id = sl.shop_id and i.item_id = c.value ->> 'item_id'
      where sl.shop_id = ${shop_id}`,
  ])
  const bestSellers = rowsOf<CompanionRow>(listed)
  return { shop: shopOf(found), model_id: bestSellers[0]?.live_model ?? '', bestSellers }
}
