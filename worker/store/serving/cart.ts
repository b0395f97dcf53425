import { type SQL, sql } from 'drizzle-orm'
import type { StatedPart } from '../../../schema/catalogue/relations.ts'
import type { Companion } from '../../../schema/models/lists.ts'
import type { MiningSettings } from '../../../schema/models/models.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import { BEST_SELLERS_KEY } from '../../../vocabulary/lists.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import {
  type CardRow,
  type CompanionRow,
  cardColumns,
  type FactsRow,
  itemNamed,
  type KnownRules,
  type RulesRow,
  rowsOf,
  rowsOfTexts,
  type StatedRelation,
  selectRules,
  selectShop,
  shopOf,
} from './rows.ts'

/** Rows of the first round trip of a cart. */
export type CartRows = {
  shop: Shop | undefined
  /** Undefined when the shop has no rules. */
  rules: RulesRow | undefined
  /** Items that rules pin for this cart. */
  pinned: string[]
  model_id: string
  family_lift: number | undefined
  /** UTC milliseconds of the first counted order; undefined when unknown. */
  since: number | undefined
  /** The items of the cart, whatever it calls them, and the names that the catalogue does not know. */
  item_ids: string[]
  unknown: string[]
  /** Orders and order lines that the model counted. */
  counts: { orders: number; lines: number }
  /** Blending of the model's cart weights; undefined for a model made before lists were blended. */
  blend: MiningSettings['cart'] | undefined
  /** The lists of the cart's items that have one. */
  lists: { key: string; seed_orders: number; companions: Companion[] }[]
  families: Set<number>
  /** Best sellers of the shop if tuning found that they belong in carts; else []. */
  bestSellers: Companion[]
  /** Companions predicted from how the merchant links other items, by cart item. */
  linked: { seed_item_id: string; item_id: string; score: number }[]
  stated: StatedRelation[]
}

type ModelRow = {
  live_model: string
  blend: string | null
  family_lift: number | null
  since: number | null
  orders: number | null
  lines: number | null
  /** The shop's list if tuning found that best sellers belong in carts. */
  best_sellers: string | null
}

type CartRow = {
  name: string | null
  item_id: string
  /** Null when the catalogue has no such item. */
  known: number | null
  family: number | null
  linked: string | null
  seed_orders: number | null
  companions: string
  stated: string | null
}

/**
 * First round trip of a cart: the shop, the model, the list of every item in the cart, and the merchant's relations of these
 * items. Rows read: 5, and at most 2 per item, and 3 more per item that has another name in the cart.
 * @param names any names of the items
 */
export async function readCart(
  store: Store,
  names: readonly string[],
  now: number,
  known: KnownRules,
): Promise<CartRows> {
  const { shop_id, replica } = store
  const [found, ruled, pinned, models, rows] = await batch(replica, [
    selectShop(shop_id),
    selectRules(shop_id, known),
    selectPins(shop_id),
    sql`
      select sl.live_model, m.settings -> 'cart' as blend, m.counts ->> 'family_lift' as family_lift,
        m.counts ->> 'first_order_at' as since, m.counts ->> 'orders' as orders, m.counts ->> 'lines' as lines,
        case when m.settings ->> '$.cart.best_sellers' then (
          select companions from lists l where l.shop_id = sl.shop_id and l.slot = sl.live_slot and l.kind = 'shop'
            and l.key = ${BEST_SELLERS_KEY}) end as best_sellers
      from slots sl left join models m on m.shop_id = sl.shop_id and m.model_id = sl.live_model
      where sl.shop_id = ${shop_id}`,
    // The cart comes first, so that its rows are generated once; joined after another table they would be materialised, and
    // counted.
    sql`
      with asked(name) as (${rowsOfTexts(names)}),
        cart(name, item_id) as (select name, ${itemNamed(shop_id, sql.raw('asked.name'))} from asked)
      select c.name, c.item_id, l.tails ->> 'family' as family, l.tails -> 'linked' as linked, l.seed_orders, l.companions,
        s.relations as stated,
        case when l.kind is not null then 1 else (
          select 1 from items i where i.shop_id = ${shop_id} and i.item_id = c.item_id) end as known
      from cart c
      left join lists l on l.shop_id = ${shop_id} and l.slot = (select live_slot from slots where shop_id = ${shop_id})
        and l.kind = 'item' and l.key = c.item_id
      left join stated_relations s on s.shop_id = ${shop_id} and s.item_id = c.item_id`,
  ])
  const [live] = rowsOf<ModelRow>(models)
  const asked = rowsOf<CartRow>(rows).filter(({ name }) => name !== null)
  const cart = onceEach(asked.filter(({ known }) => known))
  // For an empty cart only the model's best sellers are read; for one of unknown items there is nothing to say.
  const model = cart.length > 0 ? live : undefined
  return {
    shop: shopOf(found),
    rules: rowsOf<RulesRow>(ruled)[0],
    pinned: [...(known.pinned ?? rowsOf<{ item_id: string }>(pinned).map(({ item_id }) => item_id))],
    model_id: model?.live_model ?? '',
    family_lift: model?.family_lift ?? undefined,
    since: model?.since ?? undefined,
    counts: { orders: model?.orders ?? 0, lines: model?.lines ?? 0 },
    blend: model?.blend ? JSON.parse(model.blend) : undefined,
    lists: cart.flatMap(({ item_id, seed_orders, companions }) =>
      seed_orders === null ? [] : [{ key: item_id, seed_orders, companions: JSON.parse(companions) }],
    ),
    families: new Set(cart.flatMap(({ family }) => family ?? [])),
    item_ids: cart.map(({ item_id }) => item_id),
    unknown: asked.flatMap(({ name, known }) => (known || name === null ? [] : name)),
    bestSellers:
      live?.best_sellers && (cart.length > 0 || asked.length === 0) ? JSON.parse(live.best_sellers) : [],
    linked: cart.flatMap(linkedOf),
    stated: cart.flatMap(({ item_id, stated }) => standing(item_id, JSON.parse(stated ?? '[]'), now)),
  }
}

/** Items that rules pin, whatever is in the cart. */
const selectPins = (shop_id: string): SQL => sql`
  select item_id from rule_pins where shop_id = ${shop_id} and scope = ''`

/** An item of the cart; `translations` is JSON. */
export type SeedRow = Pick<CardRow, 'title' | 'translations'> & {
  item_id: string
  price?: number | null
} & Partial<FactsRow>

/** Two variants of an item are one item of the cart. */
const onceEach = (cart: readonly CartRow[]): CartRow[] => [
  ...new Map(cart.map((row) => [row.item_id, row])).values(),
]

const linkedOf = ({ item_id: seed_item_id, linked }: CartRow): CartRows['linked'] =>
  JSON.parse(linked ?? '[]').map((one: { item_id: string; score: number }) => ({ seed_item_id, ...one }))

/** The relations of an item that are valid now. */
const standing = (seed_item_id: string, parts: readonly StatedPart[], now: number): StatedRelation[] =>
  parts.flatMap(([related_item_id, relationship_type, position, start_at, end_at]) =>
    (start_at ?? now) <= now && (end_at ?? now + 1) > now
      ? [{ seed_item_id, related_item_id, relationship_type, position }]
      : [],
  )

/**
 * Second round trip of a cart: the items of its candidates, and companions of an item's category if there is room, and the
 * titles that the reasons name. Rows read: one per candidate and seed, and with room 3 and 2 per companion.
 * @param item_ids candidates, at most as many as the caller's budget of rows allows
 * @param seeds items of the cart that led to the candidates; the category of the first fills the rest
 * @param room maximum companions of the category
 */
export async function readCartItems(
  store: Store,
  item_ids: readonly string[],
  seeds: readonly string[],
  room: number,
  { needs }: KnownRules,
): Promise<{ items: CardRow[]; seeds: SeedRow[]; ofCategory: CompanionRow[] }> {
  const { shop_id, replica } = store
  const card = cardColumns(needs)
  const fillUp = sql`
    select l.kind, l.key, l.seed_orders, c.value ->> 'score' as score,
      c.value ->> 'co_orders' as co_orders, c.value ->> 'item_orders' as item_orders,
      c.value ->> 'family' as family, ${card}
    from items seed cross join slots sl on sl.shop_id = seed.shop_id
    cross join lists l on l.shop_id = sl.shop_id and l.slot = sl.live_slot and l.kind = 'category' and l.key = seed.category
    cross join json_each(l.companions) c
    cross join items i on i.shop_id = sl.shop_id and i.item_id = c.value ->> 'item_id'
    where seed.shop_id = ${shop_id} and seed.item_id = ${seeds[0] ?? ''} limit ${room}`
  const [found, named, filled] = await batch(replica, [
    sql`
      with candidates(item_id) as (${rowsOfTexts(item_ids)})
      select ${card} from candidates c cross join items i on i.shop_id = ${shop_id} and i.item_id = c.item_id`,
    sql`
      with seeds(item_id) as (${rowsOfTexts(seeds)})
      select ${needs ? card : sql`i.item_id, i.title, i.translations`} from seeds s cross join items i on i.shop_id = ${shop_id} and i.item_id = s.item_id`,
    ...(room > 0 ? [fillUp] : []),
  ])
  return {
    items: rowsOf<CardRow>(found),
    seeds: rowsOf<SeedRow>(named),
    ofCategory: rowsOf<CompanionRow>(filled),
  }
}
