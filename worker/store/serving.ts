import { type SQL, sql } from 'drizzle-orm'
import type { Candidate, Rung } from '../../engine/rank/candidates.ts'
import type { CartList } from '../../engine/rank/cart.ts'
import type { Item } from '../../schema/items.ts'
import { COMPLEMENTS, REPLACEMENTS, type RelationshipType } from '../../schema/relations.ts'
import { type Shop, shops } from '../../schema/shops.ts'
import { batch } from './batch.ts'
import type { Store } from './open.ts'

/** A candidate with what a card shows of it. */
export type Card = Candidate & {
  title: string
  url: string | null
  image_url: string | null
  variant_id: string
  disclosure: string | null
  age_limit: number | null
  market_prices: Item['market_prices']
  group_prices: Item['group_prices']
}

/** The shop, its live model, what must not show, and who might. */
export type Found = {
  shop: Shop | undefined
  model_id: string
  refused: Map<string, string>
  candidates: Card[]
}

/** Companions joined from each rung: limit and spares of the largest panel. */
const JOINED = 30
/** Joined from the lower rungs: they only fill up. */
const JOINED_BELOW = 12
/** Relations read of one item. */
const MOST_RELATIONS = 30
/** Candidates of a cart whose items are read. */
export const CART_CANDIDATES = 24

/** What a card needs, and no JSON but prices. */
const CARD = sql.raw(
  `i.item_id, i.title, i.url, i.image_url, i.variant_id, i.price, i.availability, i.published, i.gift_card,
   i.recommendable, i.disclosure, i.age_limit, i.market_prices, i.group_prices`,
)

type CardRow = {
  item_id: string | null
  title: string
  url: string | null
  image_url: string | null
  variant_id: string
  price: number | null
  availability: Card['availability']
  published: number
  gift_card: number
  recommendable: number
  disclosure: string | null
  age_limit: number | null
  market_prices: string
  group_prices: string
}

type ListedRow = CardRow & {
  live_model: string
  kind: 'item' | 'category' | 'shop' | null
  key: string
  seed_orders: number
  score: number
  co_orders: number
  item_orders: number
}

type CartListRow = { live_model: string; key: string | null; seed_orders: number; companions: string }

type RelatedRow = CardRow & {
  seed_item_id: string
  related_item_id: string
  relationship_type: RelationshipType
  position: number
}

const RUNG: Record<'item' | 'category' | 'shop', Rung> = {
  item: 'mined',
  category: 'category',
  shop: 'bestseller',
}

/** All that a product page needs, in one round trip. Rows read: docs/METHOD.md, "What an answer reads". */
export async function readProductPage(store: Store, item_id: string, now: number): Promise<Found> {
  const { shop_id, replica } = store
  const [found, relations, lists] = await batch(replica, [
    theShop(shop_id),
    relationsOf(shop_id, [item_id], now),
    sql`
      select sl.live_model, l.kind, l.key, l.seed_orders, c.value ->> 'score' as score,
        c.value ->> 'co_orders' as co_orders, c.value ->> 'item_orders' as item_orders, ${CARD}
      from slots sl
      left join items seed on seed.shop_id = sl.shop_id and seed.item_id = ${item_id}
      cross join (select 'item' as kind union all select 'category' union all select 'shop') k
      left join lists l on l.shop_id = sl.shop_id and l.slot = sl.live_slot and l.kind = k.kind
        and l.key = case k.kind when 'item' then ${item_id} when 'category' then seed.category else '' end
      left join json_each(l.companions) c
        on c.key < case k.kind when 'item' then ${JOINED} else ${JOINED_BELOW} end
      left join items i on i.shop_id = sl.shop_id and i.item_id = c.value ->> 'item_id'
      where sl.shop_id = ${shop_id}`,
  ])
  const listed = rowsOf<ListedRow>(lists)
  const candidates = listed.flatMap((row) =>
    row.kind === null
      ? []
      : cardOf(row, { source: RUNG[row.kind], seed_item_id: row.kind === 'shop' ? '' : item_id, ...row }),
  )
  const refused = new Map([[item_id, 'on_the_page']])
  const model_id = listed[0]?.live_model ?? ''
  return {
    shop: shopOf(found),
    model_id,
    ...withRelations(rowsOf<RelatedRow>(relations), refused, candidates),
  }
}

// The columns are those of the statement just above each use; D1 tells nothing of types.
const rowsOf = <Row>(result: D1Result<unknown> | undefined): Row[] => (result?.results ?? []) as Row[]

const theShop = (shop_id: string): SQL => sql`select * from ${shops} where shop_id = ${shop_id}`

type ShopRow = Omit<Shop, 'allowed_origins' | 'publishable_keys'> & {
  allowed_origins: string
  publishable_keys: string
}

function shopOf(result: D1Result<unknown> | undefined): Shop | undefined {
  const [row] = rowsOf<ShopRow>(result)
  if (!row) return undefined
  return {
    ...row,
    allowed_origins: JSON.parse(row.allowed_origins),
    publishable_keys: JSON.parse(row.publishable_keys),
  }
}

function relationsOf(shop_id: string, item_ids: readonly string[], now: number): SQL {
  const keys = sql.join(
    item_ids.map((id) => sql`${id}`),
    sql.raw(', '),
  )
  return sql`
    select r.item_id as seed_item_id, r.related_item_id, r.relationship_type, r.position, ${CARD}
    from relations r left join items i on i.shop_id = r.shop_id and i.item_id = r.related_item_id
    where r.shop_id = ${shop_id} and r.item_id in (${keys})
      and coalesce(r.start_at, ${now}) <= ${now} and coalesce(r.end_at, ${now + 1}) > ${now}
    limit ${MOST_RELATIONS * item_ids.length}`
}

function withRelations(
  related: readonly RelatedRow[],
  refused: Map<string, string>,
  candidates: readonly Card[],
) {
  const replacements: readonly RelationshipType[] = REPLACEMENTS
  const complements: readonly RelationshipType[] = COMPLEMENTS
  for (const { related_item_id, relationship_type } of related) {
    if (replacements.includes(relationship_type) && !refused.has(related_item_id))
      refused.set(related_item_id, relationship_type)
  }
  const stated = related.flatMap((row) => {
    const strength = complements.indexOf(row.relationship_type)
    if (strength < 0) return []
    // Best first: by strength of the type, then by the merchant's own position.
    const score = Number((1 / (1 + strength * 10_000 + row.position)).toPrecision(6))
    const evidence = { co_orders: 0, seed_orders: 0, item_orders: 0 }
    return cardOf(row, { source: 'relation', score, seed_item_id: row.seed_item_id, ...evidence })
  })
  return { refused, candidates: [...stated, ...candidates] }
}

type Origin = Pick<Card, 'source' | 'score' | 'seed_item_id' | 'co_orders' | 'seed_orders' | 'item_orders'>

function cardOf(row: CardRow, origin: Origin): Card[] {
  // A companion that has left the catalogue since the last mining run.
  if (row.item_id === null) return []
  const { source, score, seed_item_id, co_orders, seed_orders, item_orders } = origin
  return [
    {
      source,
      score,
      seed_item_id,
      co_orders,
      seed_orders,
      item_orders,
      item_id: row.item_id,
      title: row.title,
      url: row.url,
      image_url: row.image_url,
      variant_id: row.variant_id,
      price: row.price,
      availability: row.availability,
      published: row.published === 1,
      gift_card: row.gift_card === 1,
      recommendable: row.recommendable === 1,
      disclosure: row.disclosure,
      age_limit: row.age_limit,
      market_prices: JSON.parse(row.market_prices),
      group_prices: JSON.parse(row.group_prices),
    },
  ]
}

/** What the first round trip tells of a cart. */
export type FoundCart = {
  shop: Shop | undefined
  model_id: string
  lists: CartList[]
  related: readonly RelatedRow[]
  /** Categories of the cart's items, the most frequent first. */
  categories: string[]
}

/** First round trip of a cart: the shop, the list of every item in it, and what the merchant says of them. */
export async function readCart(store: Store, item_ids: readonly string[], now: number): Promise<FoundCart> {
  const { shop_id, replica } = store
  const keys = sql.join(
    item_ids.map((id) => sql`${id}`),
    sql.raw(', '),
  )
  const [found, relations, lists, seeds] = await batch(replica, [
    theShop(shop_id),
    relationsOf(shop_id, item_ids, now),
    sql`
      select sl.live_model, l.key, l.seed_orders, l.companions
      from slots sl left join lists l on l.shop_id = sl.shop_id and l.slot = sl.live_slot and l.kind = 'item' and l.key in (${keys})
      where sl.shop_id = ${shop_id}`,
    sql`select category from items where shop_id = ${shop_id} and item_id in (${keys})`,
  ])
  const listed = rowsOf<CartListRow>(lists)
  return {
    shop: shopOf(found),
    model_id: listed[0]?.live_model ?? '',
    lists: listed.flatMap(({ key, seed_orders, companions }) =>
      key === null ? [] : [{ key, seed_orders, companions: JSON.parse(companions) }],
    ),
    related: rowsOf<RelatedRow>(relations),
    categories: byCount(rowsOf<{ category: string }>(seeds)),
  }
}

function byCount(seeds: readonly { category: string }[]): string[] {
  const counts = new Map<string, number>()
  for (const { category } of seeds) if (category !== '') counts.set(category, (counts.get(category) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([category]) => category)
}

/** Lists of categories that a thin cart may ask for. */
const CART_CATEGORIES = 2

/**
 * Second round trip of a cart: the items of the best-scored companions, and of the cart's categories when those are few.
 * @param scored origin of each companion by item id, at most CART_CANDIDATES
 */
export async function readCartItems(
  store: Store,
  cart: FoundCart,
  item_ids: readonly string[],
  scored: ReadonlyMap<string, Origin>,
): Promise<Pick<Found, 'refused' | 'candidates'>> {
  const { shop_id, replica } = store
  const ids = JSON.stringify([...scored.keys()])
  const room = CART_CANDIDATES - scored.size
  const categories = cart.categories.slice(0, CART_CATEGORIES)
  const [companions, filling] = await batch(replica, [
    sql`
      select ${CARD} from json_each(${ids}) c cross join items i on i.shop_id = ${shop_id} and i.item_id = c.value`,
    sql`
      select sl.live_model, l.kind, l.key, l.seed_orders, c.value ->> 'score' as score,
        c.value ->> 'co_orders' as co_orders, c.value ->> 'item_orders' as item_orders, ${CARD}
      from slots sl
      cross join lists l on l.shop_id = sl.shop_id and l.slot = sl.live_slot and l.kind = 'category'
        and l.key in (${categories[0] ?? null}, ${categories[1] ?? null})
      cross join json_each(l.companions) c
      cross join items i on i.shop_id = sl.shop_id and i.item_id = c.value ->> 'item_id'
      where sl.shop_id = ${shop_id} and ${room} > 0 limit ${Math.max(0, room)}`,
  ])
  const [first = ''] = item_ids
  const candidates = [
    ...rowsOf<CardRow>(companions).flatMap((row) => {
      const origin = scored.get(row.item_id ?? '')
      return origin ? cardOf(row, origin) : []
    }),
    ...rowsOf<ListedRow>(filling).flatMap((row) =>
      cardOf(row, { ...row, source: 'category', seed_item_id: first }),
    ),
  ]
  return withRelations(cart.related, new Map(item_ids.map((id) => [id, 'in_the_cart'])), candidates)
}
