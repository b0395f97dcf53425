import { sql } from 'drizzle-orm'
import type { Shop } from '../../../schema/shop/shops.ts'
import { CURRENT_BEST_SELLERS_KEY } from '../../../vocabulary/lists.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import {
  type CardRow,
  type CompanionRow,
  cardColumns,
  type KnownRules,
  type RulesRow,
  rowsOf,
  selectPinned,
  selectRules,
  selectShop,
  shopOf,
} from './rows.ts'

/** Rows for a page without an item or a cart. */
export type HomeRows = {
  shop: Shop | undefined
  rules: RulesRow | undefined
  /** Items that rules pin on all pages. */
  pinned: CardRow[]
  model_id: string
  bestSellers: CompanionRow[]
}

/** Items of a catalogue among which a selection is made. */
const MAX_SEARCHED = 2_000
/** Items of a selection: enough for the longest panel and its spares. */
const MAX_RANGE = 40

/**
 * A selection of the range, for a shop without orders: one item of each category after the other, of those that can be shown. Reads at
 * most 2,000 items.
 */
export async function readRange({ shop_id, replica }: Store, { needs }: KnownRules): Promise<CardRow[]> {
  const [found] = await batch(replica, [
    sql`
      select ${cardColumns(needs)} from (
        select *, row_number() over (partition by category order by item_id) as round from (
          select * from items where shop_id = ${shop_id} and published and recommendable and not gift_card
            and availability <> 'out_of_stock' and url is not null order by item_id limit ${MAX_SEARCHED})) i
      order by i.round, i.category limit ${MAX_RANGE}`,
  ])
  return rowsOf<CardRow>(found)
}

/** Reads the shop and its current best sellers (engine/mine/best-sellers.ts), in one round trip. */
export async function readHome({ shop_id, replica }: Store, known: KnownRules): Promise<HomeRows> {
  const [found, ruled, pinned, listed] = await batch(replica, [
    selectShop(shop_id),
    selectRules(shop_id, known),
    selectPinned(shop_id, sql`null`, known),
    sql`
      select sl.live_model, l.seed_orders, c.value ->> 'score' as score, c.value ->> 'co_orders' as co_orders,
        c.value ->> 'item_orders' as item_orders, c.value ->> 'family' as family, ${cardColumns(known.needs)}
      from slots sl
      left join lists l on l.shop_id = sl.shop_id and l.slot = sl.live_slot and l.kind = 'shop'
        and l.key = ${CURRENT_BEST_SELLERS_KEY}
      left join json_each(l.companions) c
      left join items i on i.shop_id = sl.shop_id and i.item_id = c.value ->> 'item_id'
      where sl.shop_id = ${shop_id}`,
  ])
  const bestSellers = rowsOf<CompanionRow>(listed)
  return {
    shop: shopOf(found),
    rules: rowsOf<RulesRow>(ruled)[0],
    pinned: rowsOf<CardRow>(pinned),
    model_id: bestSellers[0]?.live_model ?? '',
    bestSellers,
  }
}
