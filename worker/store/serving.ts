import { type SQL, sql } from 'drizzle-orm'
import type { Candidate, Rung } from '../../engine/rank/candidates.ts'
import type { CartList, CartScore } from '../../engine/rank/cart.ts'
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
/** Relations read of one item, two rows each. They come by id, so a cut may lose a substitute: hence so many. */
const MOST_RELATIONS = 200
/** Candidates of a cart whose items are read. */
const CART_CANDIDATES = 24

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
    relationsOf(shop_id, item_id, now),
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
  const related = rowsOf<RelatedRow>(relations)
  const candidates = [
    ...related.flatMap((row) => statedCard(row, row)),
    ...listed.flatMap((row) =>
      row.kind === null
        ? []
        : cardOf(row, { ...row, source: RUNG[row.kind], seed_item_id: row.kind === 'shop' ? '' : item_id }),
    ),
  ]
  const refused = refuseReplacements(new Map([[item_id, 'on_the_page']]), related)
  return { shop: shopOf(found), model_id: listed[0]?.live_model ?? '', refused, candidates }
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

function relationsOf(shop_id: string, item_id: string, now: number): SQL {
  return sql`
    select r.item_id as seed_item_id, r.related_item_id, r.relationship_type, r.position, ${CARD}
    from relations r left join items i on i.shop_id = r.shop_id and i.item_id = r.related_item_id
    where r.shop_id = ${shop_id} and r.item_id = ${item_id}
      and coalesce(r.start_at, ${now}) <= ${now} and coalesce(r.end_at, ${now + 1}) > ${now}
    limit ${MOST_RELATIONS}`
}

/** Place of a complementing type, the strongest 0; -1 for the others. */
function strengthOf(type: RelationshipType): number {
  const complements: readonly RelationshipType[] = COMPLEMENTS
  return complements.indexOf(type)
}

/** Adds what could replace a seed to what must not show beside it. */
function refuseReplacements(refused: Map<string, string>, stated: readonly Stated[]): Map<string, string> {
  const replacements: readonly RelationshipType[] = REPLACEMENTS
  for (const { related_item_id, relationship_type } of stated) {
    if (replacements.includes(relationship_type) && !refused.has(related_item_id)) {
      refused.set(related_item_id, relationship_type)
    }
  }
  return refused
}

/** The card of a complementing relation: best by strength of the type, then by the merchant's own position. */
function statedCard({ seed_item_id, relationship_type, position }: Stated, row: CardRow | undefined): Card[] {
  const strength = strengthOf(relationship_type)
  if (strength < 0 || !row) return []
  const score = Number((1 / (1 + strength * 10_000 + position)).toPrecision(6))
  return cardOf(row, {
    source: 'relation',
    score,
    seed_item_id,
    co_orders: 0,
    seed_orders: 0,
    item_orders: 0,
  })
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
  stated: Stated[]
}

/** A relation without its item. */
type Stated = Pick<RelatedRow, 'seed_item_id' | 'related_item_id' | 'relationship_type' | 'position'>

type CartRow = {
  live_model: string
  item_id: string
  seed_orders: number | null
  companions: string
  stated: string
}

/** First round trip of a cart: the shop, the list of every item in it, and what the merchant says of them. */
export async function readCart(store: Store, item_ids: readonly string[], now: number): Promise<FoundCart> {
  const { shop_id, replica } = store
  const [found, rows] = await batch(replica, [
    theShop(shop_id),
    // One walk over the cart: with `in (…)` every id is counted once more a table.
    sql`
      select sl.live_model, c.value as item_id, l.seed_orders, l.companions, (
        select json_group_array(json_array(r.related_item_id, r.relationship_type, r.position)) from relations r
        where r.shop_id = ${shop_id} and r.item_id = c.value
          and coalesce(r.start_at, ${now}) <= ${now} and coalesce(r.end_at, ${now + 1}) > ${now}) as stated
      from slots sl cross join json_each(${JSON.stringify(item_ids)}) c
      left join lists l on l.shop_id = sl.shop_id and l.slot = sl.live_slot and l.kind = 'item' and l.key = c.value
      where sl.shop_id = ${shop_id}`,
  ])
  const cart = rowsOf<CartRow>(rows)
  return {
    shop: shopOf(found),
    model_id: cart[0]?.live_model ?? '',
    lists: cart.flatMap(({ item_id, seed_orders, companions }) =>
      seed_orders === null ? [] : [{ key: item_id, seed_orders, companions: JSON.parse(companions) }],
    ),
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
): Promise<Pick<Found, 'refused' | 'candidates'>> {
  const { shop_id, replica } = store
  const inCart = new Map(item_ids.map((id) => [id, 'in_the_cart']))
  const complements = cart.stated.filter(({ relationship_type }) => strengthOf(relationship_type) >= 0)
  const wanted = new Set([
    ...complements.map(({ related_item_id }) => related_item_id),
    ...scored.map(({ item_id }) => item_id),
  ])
  const ids = [...wanted].filter((id) => !inCart.has(id)).slice(0, CART_CANDIDATES)
  const room = CART_CANDIDATES - ids.length
  const filling = sql`
    select l.kind, l.key, l.seed_orders, c.value ->> 'score' as score,
      c.value ->> 'co_orders' as co_orders, c.value ->> 'item_orders' as item_orders, ${CARD}
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
  const candidates = [
    ...cart.stated.flatMap((stated) => statedCard(stated, cards.get(stated.related_item_id))),
    ...scored.flatMap((score) => {
      const row = cards.get(score.item_id)
      return row ? cardOf(row, { source: 'mined', ...score }) : []
    }),
    ...rowsOf<ListedRow>(filled).flatMap((row) =>
      cardOf(row, { ...row, source: 'category', seed_item_id: item_ids[0] ?? '' }),
    ),
  ]
  return { refused: refuseReplacements(inCart, cart.stated), candidates }
}
