import { type SQL, sql } from 'drizzle-orm'
import { type Shop, shopOfRow, shops } from '../../../schema/shop/shops.ts'
import type { Availability, CardAction } from '../../../vocabulary/catalogue.ts'
import type { RelationshipType } from '../../../vocabulary/relations.ts'
import { FACT_PARTS, type FactPart } from '../../../vocabulary/rules.ts'
import { rowOfTable } from '../columns.ts'

/** Longest JSON of variants read for a card, in characters: about 30 variants with all their ids. */
const MAX_VARIANTS_JSON = 8_000

/** The columns of an item that a card needs. The only JSON among them are prices and, for several variants, the variants. */
const CARD = sql.raw(
  `i.item_id, i.title, i.url, i.image_url, i.translations, i.action, i.variant_id, i.variant_sku, i.variant_platform_id,
   i.price, i.availability, i.published, i.gift_card, i.recommendable, i.disclosure, i.age_limit, i.market_prices, i.group_prices, i.as_of, i.prior_price_30d,
   (select e.status from exclusions e where e.shop_id = i.shop_id and e.item_id = i.item_id and e.status <> 'allowed') as exclusion,
   length(i.variants) > ${MAX_VARIANTS_JSON} as many_variants,
   case when length(i.variants) <= ${MAX_VARIANTS_JSON} and instr(substr(i.variants, 20), '"variant_id"') then i.variants end as variants`,
)

const ALL_PARTS: ReadonlySet<FactPart> = new Set(FACT_PARTS)

/** What merchandising rules compare of an item `i` besides the columns of CARD; lists and maps that no rule needs are null. */
export const itemFacts = (needs: ReadonlySet<FactPart> = ALL_PARTS): SQL =>
  sql.raw(
    `i.cost, i.stock, i.brand, i.category, i.product_type, ${FACT_PARTS.map((part) => (needs.has(part) ? `i.${part}` : `null as ${part}`)).join(', ')}`,
  )

/** The columns of `itemFacts`; lists and maps as JSON. */
export type FactsRow = {
  cost: number | null
  stock: number | null
  brand: string | null
  category: string
  product_type: string | null
  tags: string | null
  collections: string | null
  attributes: string | null
}

/** The columns of an item for a card. @param needs what merchandising rules compare besides; undefined for nothing */
export const cardColumns = (needs: ReadonlySet<FactPart> | undefined): SQL =>
  needs ? sql`${CARD}, ${itemFacts(needs)}` : CARD

/** A row with the columns of CARD; `item_id` is null when the item has left the catalogue. */
export type CardRow = {
  item_id: string | null
  title: string
  url: string | null
  image_url: string | null
  translations: string
  action: CardAction
  variant_id: string
  variant_sku: string | null
  variant_platform_id: string | null
  price: number | null
  availability: Availability
  published: number
  gift_card: number
  recommendable: number
  disclosure: string | null
  age_limit: number | null
  market_prices: string
  group_prices: string
  as_of: number
  prior_price_30d: number | null
  /** Null for an item that may be shown. */
  exclusion: 'found' | 'excluded' | null
  /** Whether the item has more variants than a card can offer. */
  many_variants: number
  /** Null when there is only one variant, or many. */
  variants: string | null
} & Partial<FactsRow>

/**
 * The texts of one bound JSON array as rows, for `with name(column) as (…)`. Reads no rows, unlike `json_each` and `in (…)`, for
 * which D1 counts every element as a row read. It must come first in its statement, because it refers to its value as `?1`; an
 * empty array is one row with null.
 */
export const rowsOfTexts = (texts: readonly string[]): SQL => {
  const rest = texts.slice(1).map((_, at) => `, (?1 ->> ${at + 1})`)
  return sql`values (${JSON.stringify(texts)} ->> 0)${sql.raw(rest.join(''))}`
}

/**
 * The id of the item that a page or a cart names in any way (schema/catalogue/aliases.ts); the name itself if it is no alias.
 * Reads a row only for an alias.
 */
export const itemNamed = (shop_id: string, name: string | SQL): SQL => sql`
  coalesce((select a.item_id from item_aliases a where a.shop_id = ${shop_id} and a.alias = ${name}
    order by a.kind, a.item_id limit 1), ${name})`

/** A companion of a list with the columns of its card. `kind` is null when the shop has no such list. */
export type CompanionRow = CardRow & {
  live_model: string
  family_lift: number | null
  /** UTC milliseconds of the model's first order. */
  since: number | null
  kind: 'item' | 'linked' | 'category' | 'shop' | null
  key: string
  seed_orders: number
  score: number
  co_orders: number
  item_orders: number
  family: number | null
  borrowed: number | null
  popular: number | null
  seed_family: number | null
}

/** A relation of the merchant, without the columns of its item. */
export type StatedRelation = {
  seed_item_id: string
  related_item_id: string
  relationship_type: RelationshipType
  position: number
}

/** The rows of a result. Each caller declares the columns of its own statement, because D1 does not return types. */
export const rowsOf = <Row>(result: D1Result<unknown> | undefined): Row[] => (result?.results ?? []) as Row[]

/** What a Worker knows of the shop's merchandising rules before it asks. */
export type KnownRules = {
  /** Number of changes on which its knowledge is based; -1 for none. */
  version: number
  /** What the rules compare of items; undefined for ids and prices alone. */
  needs: ReadonlySet<FactPart> | undefined
  /** Items to read instead of those that the shop's own rules pin. */
  pinned?: readonly string[]
}

/** Reads the shop's live rules, unless they are the known ones. One row, none for a shop without rules. */
export const selectRules = (shop_id: string, { version }: KnownRules): SQL => sql`
  select version, case when version <> ${version} then rules end as rules from rule_sets where shop_id = ${shop_id}`

/**
 * Items that rules pin in a scope, as cards; two rows each. Not `scope in ('', …)`, of which D1 counts each element as a row.
 * @param scope of the page, besides that of all pages
 */
export function selectPinned(shop_id: string, scope: SQL, { needs, pinned }: KnownRules): SQL {
  const inScope = (one: SQL) =>
    sql`select item_id from rule_pins where shop_id = ${shop_id} and scope = ${one}`
  const wanted = pinned
    ? sql`select value as item_id from json_each(${JSON.stringify(pinned)})`
    : sql`${inScope(sql`''`)} union all ${inScope(scope)}`
  return sql`
    select ${cardColumns(needs)} from (${wanted}) p cross join items i on i.shop_id = ${shop_id} and i.item_id = p.item_id`
}

/** The rules of a shop as they were read: null for those that are known. */
export type RulesRow = { version: number; rules: string | null }

/** Reads the shop's own row; `shopOf` parses it. */
export const selectShop = (shop_id: string): SQL => sql`select * from ${shops} where shop_id = ${shop_id}`

/** The shop that `selectShop` read; undefined when there is none. */
export function shopOf(result: D1Result<unknown> | undefined): Shop | undefined {
  const [row] = rowsOf<object>(result)
  return row && shopOfRow(rowOfTable(shops, row))
}
