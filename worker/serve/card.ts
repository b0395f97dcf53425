import type { Candidate } from '../../engine/rank/candidate.ts'
import type { ItemFacts } from '../../engine/rules/rule.ts'
import type { Item } from '../../schema/catalogue/items.ts'
import type { Alternative } from '../../schema/models/lists.ts'
import type { CardAction } from '../../vocabulary/catalogue.ts'
import type { CardRow } from '../store/serving/rows.ts'
import { factsOf } from './facts.ts'

/** A candidate with all properties that its card shows. */
export type Card = Candidate & {
  /** Switches from the item on the page, gains and losses; of alternatives only. */
  alternative?: Omit<Alternative, 'item_id' | 'score'> & {
    /** A larger pack of the item on the page. */
    same_item?: true
  }
  /** When a known customer needs the item again; of due items only. */
  due?: { due_at: number; times: number; days: number }
  title: string
  url: string | null
  image_url: string | null
  translations: Item['translations']
  action: CardAction
  variant_id: string
  variant_sku: string | null
  variant_platform_id: string | null
  disclosure: string | null
  age_limit: number | null
  market_prices: Item['market_prices']
  group_prices: Item['group_prices']
  /** UTC milliseconds of the item's last own confirmation. */
  as_of: number
  prior_price_30d: number | null
  /** Whether the item has more variants than a card can offer. */
  many_variants: boolean
  /** Variants as JSON; null when there is nothing to choose, or too much. */
  variants: string | null
  /** What merchandising rules compare; absent when no rule does. */
  facts?: ItemFacts
}

/** The title of an item, in every language that the catalogue has. */
export type Titled = Pick<Card, 'title' | 'translations'>

/** Source and evidence of a card. */
export type Origin = Pick<
  Card,
  | 'source'
  | 'competes_as'
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

/** Evidence of a candidate without orders. */
export const NO_EVIDENCE = { co_orders: 0, seed_orders: 0, item_orders: 0, family: null } as const

/** The card of a row; [] if the item left the catalogue since the last mining run. */
export function cardOf(row: CardRow, origin: Origin): Card[] {
  if (row.item_id === null) return []
  const facts = factsOf(row)
  return [
    {
      ...origin,
      item_id: row.item_id,
      title: row.title,
      url: row.url,
      image_url: row.image_url,
      translations: JSON.parse(row.translations),
      action: row.action,
      variant_sku: row.variant_sku,
      variant_platform_id: row.variant_platform_id,
      many_variants: row.many_variants === 1,
      variant_id: row.variant_id,
      price: row.price,
      availability: row.availability,
      published: row.published === 1,
      gift_card: row.gift_card === 1,
      recommendable: row.recommendable === 1,
      exclusion: row.exclusion,
      disclosure: row.disclosure,
      age_limit: row.age_limit,
      market_prices: JSON.parse(row.market_prices),
      group_prices: JSON.parse(row.group_prices),
      as_of: row.as_of,
      prior_price_30d: row.prior_price_30d,
      variants: row.variants,
      ...(facts && { facts }),
    },
  ]
}
