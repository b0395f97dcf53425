import { sql } from 'drizzle-orm'
import { popularityOf } from '../../../engine/mine/settings.ts'
import { sixDigits } from '../../../engine/numbers/round.ts'
import type { Rung } from '../../../engine/rank/candidates.ts'
import type { CartList, CartScore } from '../../../engine/rank/score-cart.ts'
import type { RelationshipType } from '../../../schema/catalogue/relations.ts'
import type { Companion } from '../../../schema/models/lists.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import {
  CARD,
  type CardRow,
  cardOf,
  type Found,
  type ListedRow,
  refuseReplacements,
  rowsOf,
  type Stated,
  shopOf,
  statedCard,
  strengthOf,
  theShop,
  UNCOUNTED,
} from './cards.ts'

/** Candidates of a cart whose items are read. */
const CART_CANDIDATES = 24
/** Of these, at most so many from the merchant's relations: the orders must have their say. */
const MOST_STATED = 12

/** What the first round trip tells of a cart. */
export type FoundCart = {
  shop: Shop | undefined
  model_id: string
  lists: (CartList & { companions: readonly Pick<Companion, 'item_id' | 'borrowed'>[] })[]
  /** What each order that holds an item adds to its score in a cart. */
  popularity: number
  family_lift: number | undefined
  /** Families of what lies in the cart, and of every companion that has one. */
  families: Set<number>
  familyOf: Map<string, number>
  /** Best sellers, where tuning has found that they belong into carts; else none. */
  sellers: Companion[]
  /** Companions as the merchant links items like those in the cart, each from where it scores most. */
  linked: Linked[]
  stated: Stated[]
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

/** First round trip of a cart: the shop, the list of every item in it, and what the merchant says of them. */
export async function readCart(store: Store, item_ids: readonly string[], now: number): Promise<FoundCart> {
  const { shop_id, replica } = store
  const [found, rows, best] = await batch(replica, [
    theShop(shop_id),
    // One walk over the cart: with `in (…)` every id is counted once more a table.
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
    // Only where tuning has found that they belong into carts.
    sql`
      select l.companions from slots sl cross join models m on m.shop_id = sl.shop_id and m.model_id = sl.live_model
      cross join lists l on l.shop_id = sl.shop_id and l.slot = sl.live_slot and l.kind = 'shop' and l.key = ''
      where sl.shop_id = ${shop_id} and m.settings ->> '$.cart.best_sellers'`,
  ])
  const [sellers] = rowsOf<{ companions: string }>(best)
  const cart = rowsOf<CartRow>(rows)
  const lists = cart.flatMap(({ item_id, seed_orders, companions }) =>
    seed_orders === null ? [] : [{ key: item_id, seed_orders, companions: JSON.parse(companions) }],
  )
  return {
    shop: shopOf(found),
    model_id: cart[0]?.live_model ?? '',
    popularity: popularityIn(cart[0]),
    family_lift: cart[0]?.family_lift ?? undefined,
    families: new Set(cart.flatMap(({ family }) => family ?? [])),
    familyOf: familiesIn(lists),
    sellers: sellers ? JSON.parse(sellers.companions) : [],
    linked: linkedIn(cart),
    lists,
    stated: cart.flatMap(({ item_id, stated }) =>
      JSON.parse(stated).map(
        ([related_item_id, relationship_type, position]: [string, RelationshipType, number]): Stated => ({
          seed_item_id: item_id,
          related_item_id,
          relationship_type,
          position,
        }),
      ),
    ),
  }
}

type Linked = { item_id: string; score: number; seed_item_id: string }

function linkedIn(cart: readonly CartRow[]): Linked[] {
  const best = new Map<string, Linked>()
  for (const { item_id: seed_item_id, linked } of cart) {
    for (const { item_id, score } of JSON.parse(linked ?? '[]')) {
      if ((best.get(item_id)?.score ?? 0) < score) best.set(item_id, { item_id, score, seed_item_id })
    }
  }
  return [...best.values()].sort((a, b) => b.score - a.score || (a.item_id < b.item_id ? -1 : 1))
}

function familiesIn(lists: readonly { companions: readonly Companion[] }[]): Map<string, number> {
  const families = new Map<string, number>()
  for (const { item_id, family } of lists.flatMap(({ companions }) => companions)) {
    if (family !== undefined) families.set(item_id, family)
  }
  return families
}

/** Nothing for a model from before lists were blended: its weights are of another measure. */
function popularityIn(row: CartRow | undefined): number {
  if (!row?.blend) return 0
  return popularityOf(JSON.parse(row.blend), { orders: row.orders ?? 0, lines: row.lines ?? 0 })
}

/**
 * Second round trip of a cart: the items of the merchant's relations and of the best-scored companions, and when those
 * are few, companions of the first item's category.
 * @param scored companions of the whole cart, best first
 */
export async function readCartItems(
  store: Store,
  cart: FoundCart,
  item_ids: readonly string[],
  scored: readonly CartScore[],
): Promise<Found> {
  const { shop_id, replica } = store
  const inCart = new Map(item_ids.map((id) => [id, 'in_the_cart']))
  const complements = cart.stated
    .filter(({ relationship_type }) => strengthOf(relationship_type) >= 0)
    .sort(
      (a, b) => strengthOf(a.relationship_type) - strengthOf(b.relationship_type) || a.position - b.position,
    )
    .slice(0, MOST_STATED)
  const wanted = new Set([
    ...complements.map(({ related_item_id }) => related_item_id),
    ...scored.map(({ item_id }) => item_id),
    ...cart.linked.map(({ item_id }) => item_id),
  ])
  const ids = [...wanted].filter((id) => !inCart.has(id)).slice(0, CART_CANDIDATES)
  const room = CART_CANDIDATES - ids.length
  const filling = sql`
    select l.kind, l.key, l.seed_orders, c.value ->> 'score' as score,
      c.value ->> 'co_orders' as co_orders, c.value ->> 'item_orders' as item_orders,
      c.value ->> 'family' as family, ${CARD}
    from items seed cross join slots sl on sl.shop_id = seed.shop_id
    cross join lists l on l.shop_id = sl.shop_id and l.slot = sl.live_slot and l.kind = 'category' and l.key = seed.category
    cross join json_each(l.companions) c
    cross join items i on i.shop_id = sl.shop_id and i.item_id = c.value ->> 'item_id'
    where seed.shop_id = ${shop_id} and seed.item_id = ${item_ids[0] ?? ''} limit ${room}`
  const [found, filled] = await batch(replica, [
    sql`select ${CARD} from json_each(${JSON.stringify(ids)}) c cross join items i on i.shop_id = ${shop_id} and i.item_id = c.value`,
    ...(room > 0 ? [filling] : []),
  ])
  const cards = new Map(rowsOf<CardRow>(found).map((row) => [row.item_id ?? '', row]))
  const first = item_ids[0] ?? ''
  const candidates = [
    ...cart.stated.flatMap((stated) => statedCard(stated, cards.get(stated.related_item_id))),
    ...scored.flatMap((score) => {
      const row = cards.get(score.item_id)
      const family = cart.familyOf.get(score.item_id) ?? null
      const origin = { source: sourceOf(score, cart), beside: 'mined' as const, family }
      return row ? cardOf(row, { ...origin, parts: partsOf(score, cart), ...score }) : []
    }),
    ...cart.linked.flatMap(({ item_id, score, seed_item_id }) => {
      const row = cards.get(item_id)
      const origin = { source: 'generalised' as const, score, seed_item_id, ...UNCOUNTED }
      return row ? cardOf(row, { ...origin, parts: { linked: score } }) : []
    }),
    ...rowsOf<ListedRow>(filled).flatMap((row) => {
      const { score, co_orders, seed_orders, item_orders, family } = row
      const evidence = { score, co_orders, seed_orders, item_orders, family, seed_item_id: first }
      return cardOf(row, { source: 'category', ...evidence, parts: { list: score } })
    }),
  ]
  return {
    shop: cart.shop,
    model_id: cart.model_id,
    family_lift: cart.family_lift,
    seeds: { price: null, families: cart.families },
    panels: { complementary: { refused: refuseReplacements(inCart, cart.stated), candidates } },
  }
}

/** Where a scored item comes from: a best seller has no item of the cart behind it. */
function sourceOf({ item_id, seed_item_id }: CartScore, { lists }: FoundCart): Rung {
  if (seed_item_id === '') return 'bestseller'
  const list = lists.find(({ key }) => key === seed_item_id)
  return list?.companions.find((one) => one.item_id === item_id)?.borrowed ? 'similar' : 'mined'
}

/** The scores with the best sellers among them, each by its popularity alone; best first. */
export function withSellers(scored: readonly CartScore[], { sellers, popularity }: FoundCart): CartScore[] {
  const known = new Set(scored.map(({ item_id }) => item_id))
  const more = sellers
    .filter(({ item_id }) => !known.has(item_id))
    .map(({ item_id, item_orders }): CartScore => {
      const score = sixDigits(popularity * item_orders)
      return { item_id, score, seed_item_id: '', co_orders: 0, seed_orders: 0, item_orders }
    })
  return [...scored, ...more].sort((a, b) => b.score - a.score || (a.item_id < b.item_id ? -1 : 1))
}

/** What each item of the cart gives a companion, and what its own popularity does. */
function partsOf(
  { item_id, item_orders }: CartScore,
  { lists, popularity }: FoundCart,
): Record<string, number> {
  const parts: Record<string, number> = { popularity: sixDigits(popularity * item_orders) }
  for (const { key, companions } of lists) {
    const weight = companions.find((companion) => companion.item_id === item_id)?.cart_weight
    if (weight !== undefined) parts[key] = weight
  }
  return parts
}
