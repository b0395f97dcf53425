import { sql } from 'drizzle-orm'
import type { Companion } from '../../../schema/models/lists.ts'
import type { MiningSettings } from '../../../schema/models/models.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import type { RelationshipType } from '../../../vocabulary/relations.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import {
  CARD,
  type CardRow,
  type CompanionRow,
  rowsOf,
  type StatedRelation,
  selectShop,
  shopOf,
} from './rows.ts'

/** What the first round trip of a cart reads. */
export type CartRows = {
  shop: Shop | undefined
  model_id: string
  family_lift: number | undefined
  /** Orders and order lines that the model counted. */
  counts: { orders: number; lines: number }
  /** How the model's cart weights were blended; undefined for a model made before lists were blended. */
  blend: MiningSettings['cart'] | undefined
  /** The lists of the cart's items that have one. */
  lists: { key: string; seed_orders: number; companions: Companion[] }[]
  families: Set<number>
  /** Best sellers of the shop, where tuning found that they belong in carts; else none. */
  bestSellers: Companion[]
  /** Companions from how the merchant links other items, by cart item. */
  linked: { seed_item_id: string; item_id: string; score: number }[]
  stated: StatedRelation[]
}

type CartRow = {
  live_model: string
  blend: string | null
  family_lift: number | null
  family: number | null
  linked: string | null
  orders: number | null
  lines: number | null
  item_id: string
  seed_orders: number | null
  companions: string
  stated: string
}

/** First round trip of a cart: the shop, the list of every item in it, and the merchant's relations of these items. */
export async function readCart(store: Store, item_ids: readonly string[], now: number): Promise<CartRows> {
  const { shop_id, replica } = store
  const [found, rows, best] = await batch(replica, [
    selectShop(shop_id),
    // The cart is walked once: with `in (…)` D1 counts every id as one more row read for each table.
    sql`
      select sl.live_model, m.settings -> 'cart' as blend, m.counts ->> 'family_lift' as family_lift,
        l.tails ->> 'family' as family, l.tails -> 'linked' as linked, m.counts ->> 'orders' as orders,
        m.counts ->> 'lines' as lines, c.value as item_id, l.seed_orders, l.companions, (
        select json_group_array(json_array(r.related_item_id, r.relationship_type, r.position)) from relations r
        where r.shop_id = ${shop_id} and r.item_id = c.value
          and coalesce(r.start_at, ${now}) <= ${now} and coalesce(r.end_at, ${now + 1}) > ${now}) as stated
      from slots sl left join models m on m.shop_id = sl.shop_id and m.model_id = sl.live_model
      cross join json_each(${JSON.stringify(item_ids)}) c
      left join lists l on l.shop_id = sl.shop_id and l.slot = sl.live_slot and l.kind = 'item' and l.key = c.value
      where sl.shop_id = ${shop_id}`,
    sql`
      select l.companions from slots sl cross join models m on m.shop_id = sl.shop_id and m.model_id = sl.live_model
      cross join lists l on l.shop_id = sl.shop_id and l.slot = sl.live_slot and l.kind = 'shop' and l.key = ''
      where sl.shop_id = ${shop_id} and m.settings ->> '$.cart.best_sellers'`,
  ])
  const [sellers] = rowsOf<{ companions: string }>(best)
  const cart = rowsOf<CartRow>(rows)
  const [first] = cart
  return {
    shop: shopOf(found),
    model_id: first?.live_model ?? '',
    family_lift: first?.family_lift ?? undefined,
    counts: { orders: first?.orders ?? 0, lines: first?.lines ?? 0 },
    blend: first?.blend ? JSON.parse(first.blend) : undefined,
    lists: cart.flatMap(({ item_id, seed_orders, companions }) =>
      seed_orders === null ? [] : [{ key: item_id, seed_orders, companions: JSON.parse(companions) }],
    ),
    families: new Set(cart.flatMap(({ family }) => family ?? [])),
    bestSellers: sellers ? JSON.parse(sellers.companions) : [],
    linked: cart.flatMap(({ item_id: seed_item_id, linked }) =>
      JSON.parse(linked ?? '[]').map((one: { item_id: string; score: number }) => ({ seed_item_id, ...one })),
    ),
    stated: cart.flatMap(({ item_id, stated }) =>
      JSON.parse(stated).map(
        ([related_item_id, relationship_type, position]: [string, RelationshipType, number]) => ({
          seed_item_id: item_id,
          related_item_id,
          relationship_type,
          position,
        }),
      ),
    ),
  }
}

/**
 * Second round trip of a cart: the items of its candidates, and companions of an item's category where there is room.
 * @param item_ids candidates, at most as many as the caller's budget of rows allows
 * @param seed     item whose category fills up
 * @param room     most companions of the category
 */
export async function readCartItems(
  store: Store,
  item_ids: readonly string[],
  seed: string,
  room: number,
): Promise<{ items: CardRow[]; ofCategory: CompanionRow[] }> {
  const { shop_id, replica } = store
  const fillUp = sql`
    select l.kind, l.key, l.seed_orders, c.value ->> 'score' as score,
      c.value ->> 'co_orders' as co_orders, c.value ->> 'item_orders' as item_orders,
      c.value ->> 'family' as family, ${CARD}
    from items seed cross join slots sl on sl.shop_id = seed.shop_id
    cross join lists l on l.shop_id = sl.shop_id and l.slot = sl.live_slot and l.kind = 'category' and l.key = seed.category
    cross join json_each(l.companions) c
    cross join items i on i.shop_id = sl.shop_id and i.item_id = c.value ->> 'item_id'
    where seed.shop_id = ${shop_id} and seed.item_id = ${seed} limit ${room}`
  const [found, filled] = await batch(replica, [
    sql`select ${CARD} from json_each(${JSON.stringify(item_ids)}) c cross join items i on i.shop_id = ${shop_id} and i.item_id = c.value`,
    ...(room > 0 ? [fillUp] : []),
  ])
  return { items: rowsOf<CardRow>(found), ofCategory: rowsOf<CompanionRow>(filled) }
}
