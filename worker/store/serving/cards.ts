import { type SQL, sql } from 'drizzle-orm'
import type { Candidate } from '../../../engine/rank/candidates.ts'
import type { Item } from '../../../schema/catalogue/items.ts'
import { COMPLEMENTS, REPLACEMENTS, type RelationshipType } from '../../../schema/catalogue/relations.ts'
import type { Alternative } from '../../../schema/models/lists.ts'
import type { Intent } from '../../../schema/serving/recommendations.ts'
import { type Shop, shops } from '../../../schema/shop/shops.ts'

/** A candidate with what a card shows of it. */
export type Card = Candidate & {
  /** Who had the item on the page and later chose this one, and what it has over it; only of an alternative. */
  alternative?: Omit<Alternative, 'item_id' | 'score'>
  /** When a known customer needs it again; only of what is due. */
  due?: { due_at: number; times: number; days: number }
  /** What its score is made of, see `trace`. */
  parts: Record<string, number>
  title: string
  url: string | null
  image_url: string | null
  variant_id: string
  disclosure: string | null
  age_limit: number | null
  market_prices: Item['market_prices']
  group_prices: Item['group_prices']
  /** UTC milliseconds of what was last said of it alone. */
  as_of: number
  prior_price_30d: number | null
  /** JSON of its variants; null where there is nothing to choose. */
  variants: string | null
}

/** What stands on the page or in the cart, as far as panels care. */
export type Seeds = {
  /** Of the item on the page, minor units; null for a cart, and where the shop gives none. */
  price: number | null
  families: Set<number>
  /** The item on the page, to be bought with others. */
  card?: Card | undefined
}

/** The shop, its live model, what is there already, and by intent who might show and what must not. */
export type Found = {
  shop: Shop | undefined
  model_id: string
  /** How much more often than by chance items of one family stand in one order; undefined when nothing tells. */
  family_lift: number | undefined
  seeds: Seeds
  panels: Partial<Record<Intent, { refused: Map<string, string>; candidates: Card[] }>>
}

/** Longest JSON of variants that a card offers a choice of, in characters: some 30 of them. */
const MOST_VARIANTS = 4_000

/** What a card needs, and no JSON but prices and, where there is a choice, variants. */
export const CARD = sql.raw(
  `i.item_id, i.title, i.url, i.image_url, i.variant_id, i.price, i.availability, i.published, i.gift_card,
   i.recommendable, i.disclosure, i.age_limit, i.market_prices, i.group_prices, i.as_of, i.prior_price_30d,
   case when length(i.variants) <= ${MOST_VARIANTS} and instr(substr(i.variants, 20), '"variant_id"') then i.variants end as variants`,
)

/** The columns of CARD; `item_id` is null when the item has left the catalogue. */
export type CardRow = {
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
  as_of: number
  prior_price_30d: number | null
  /** Null where there is nothing to choose. */
  variants: string | null
}

/** A companion of a list with its card. */
export type ListedRow = CardRow & {
  live_model: string
  family_lift: number | null
  kind: 'item' | 'linked' | 'category' | 'shop' | null
  key: string
  seed_orders: number
  score: number
  co_orders: number
  item_orders: number
  family: number | null
  borrowed: number | null
  seed_family: number | null
}

/** A relation without its item. */
export type Stated = {
  seed_item_id: string
  related_item_id: string
  relationship_type: RelationshipType
  position: number
}

/** The rows of an answer. Their columns are those of the statement beside each use; D1 tells nothing of types. */
export const rowsOf = <Row>(result: D1Result<unknown> | undefined): Row[] => (result?.results ?? []) as Row[]

/** Reads the shop's own row. */
export const theShop = (shop_id: string): SQL => sql`select * from ${shops} where shop_id = ${shop_id}`

type ShopRow = Omit<
  Shop,
  'allowed_origins' | 'publishable_keys' | 'panel_rules' | 'panels' | 'experiments' | 'learned'
> & {
  allowed_origins: string
  panel_rules: string
  publishable_keys: string
  panels: string
  experiments: string
  learned: string
}

/** The row that `theShop` read. */
export function shopOf(result: D1Result<unknown> | undefined): Shop | undefined {
  const [row] = rowsOf<ShopRow>(result)
  if (!row) return undefined
  return {
    ...row,
    allowed_origins: JSON.parse(row.allowed_origins),
    publishable_keys: JSON.parse(row.publishable_keys),
    panel_rules: JSON.parse(row.panel_rules),
    panels: JSON.parse(row.panels),
    experiments: JSON.parse(row.experiments),
    learned: JSON.parse(row.learned),
  }
}

/** The types of relations that state each intent, strongest first. */
const STATED_AS: Readonly<Partial<Record<Intent, readonly RelationshipType[]>>> = {
  complementary: COMPLEMENTS,
  upgrade: ['up_sell'],
  downgrade: ['down_sell'],
  related: ['substitute', 'different_brand'],
}

/** Place of a type among those that state an intent, the strongest 0; -1 for the others. */
export const strengthOf = (type: RelationshipType, intent: Intent = 'complementary'): number =>
  (STATED_AS[intent] ?? []).indexOf(type)

/** Adds what could replace a seed to what must not show beside it. */
export function refuseReplacements(
  refused: Map<string, string>,
  stated: readonly Stated[],
): Map<string, string> {
  const replacements: readonly RelationshipType[] = REPLACEMENTS
  for (const { related_item_id, relationship_type } of stated) {
    if (replacements.includes(relationship_type) && !refused.has(related_item_id)) {
      refused.set(related_item_id, relationship_type)
    }
  }
  return refused
}

/** The card of a relation that states the intent: best by strength of the type, then by the merchant's own position. */
export function statedCard(
  { seed_item_id, relationship_type, position }: Stated,
  row: CardRow | undefined,
  intent: Intent = 'complementary',
): Card[] {
  const strength = strengthOf(relationship_type, intent)
  if (strength < 0 || !row) return []
  const score = Number((1 / (1 + strength * 10_000 + position)).toPrecision(6))
  return cardOf(row, { source: 'relation', score, seed_item_id, ...UNCOUNTED, parts: { position } })
}

/** Of what no order speaks for. */
export const UNCOUNTED = { co_orders: 0, seed_orders: 0, item_orders: 0, family: null } as const

/** Where a card comes from, and on what evidence. */
export type Origin = Pick<
  Card,
  | 'source'
  | 'beside'
  | 'score'
  | 'seed_item_id'
  | 'co_orders'
  | 'seed_orders'
  | 'item_orders'
  | 'family'
  | 'parts'
  | 'alternative'
  | 'due'
>

/** The card of a row; none when the item has left the catalogue since the last mining run. */
export function cardOf(row: CardRow, origin: Origin): Card[] {
  if (row.item_id === null) return []
  return [
    {
      ...origin,
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
      as_of: row.as_of,
      prior_price_30d: row.prior_price_30d,
      variants: row.variants,
    },
  ]
}
