import { sql } from 'drizzle-orm'
import { NOW } from '../../../engine/mine/mine.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import { CARD, cardOf, type Found, type ListedRow, rowsOf, shopOf, theShop } from './cards.ts'

/**
 * What a page without an item or a cart shows, in one round trip: what the shop sells most just now, and
 * sold at this time of an earlier year (engine/mine/best-sellers.ts).
 */
export async function readHome({ shop_id, replica }: Store): Promise<Found> {
  const [found, listed] = await batch(replica, [
    theShop(shop_id),
    sql`
      select sl.live_model, l.seed_orders, c.value ->> 'score' as score, c.value ->> 'co_orders' as co_orders,
        c.value ->> 'item_orders' as item_orders, c.value ->> 'family' as family, ${CARD}
      from slots sl
      left join lists l on l.shop_id = sl.shop_id and l.slot = sl.live_slot and l.kind = 'shop' and l.key = ${NOW}
      left join json_each(l.companions) c
      left join items i on i.shop_id = sl.shop_id and i.item_id = c.value ->> 'item_id'
      where sl.shop_id = ${shop_id}`,
  ])
  const rows = rowsOf<ListedRow>(listed)
  return {
    shop: shopOf(found),
    model_id: rows[0]?.live_model ?? '',
    family_lift: undefined,
    seeds: { price: null, families: new Set() },
    panels: {
      complementary: {
        refused: new Map(),
        candidates: rows.flatMap((row) => {
          const { score, co_orders, seed_orders, item_orders, family } = row
          const evidence = { score, co_orders, seed_orders, item_orders, family, seed_item_id: '' }
          return cardOf(row, { source: 'bestseller', ...evidence, parts: { shop: score } })
        }),
      },
    },
  }
}
