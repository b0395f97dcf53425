import type { Availability } from '../../vocabulary/catalogue.ts'
import type { Source } from '../../vocabulary/panels.ts'

/**
 * Tier of each source, 0 the best. Candidates of a better tier come first whatever their score; sources of one tier compete
 * by score, because their scores share a scale.
 */
export const SOURCE_TIER: Readonly<Record<Source, number>> = {
  pinned: 0,
  relation: 1,
  mined: 2,
  similar: 2,
  viewed: 2,
  history: 2,
  generalised: 3,
  category: 4,
  bestseller: 5,
  catalogue: 6,
}

/** An item that might be shown, with everything that decides it. Prices are in minor units of the shop's currency. */
export type Candidate = {
  item_id: string
  source: Source
  /** The source in whose tier it competes, where that is not its own: a best seller in a cart has a cart score. */
  competes_as?: Source
  /** Higher is better, within its tier only. */
  score: number
  /** Components of the score by name, and the factor of each adjustment: for the trace. */
  parts: Readonly<Record<string, number>>
  /** The item of the page, or the cart item that adds most to the score; '' for a best seller of the shop. */
  seed_item_id: string
  /** Orders of the window with both items, with the seed, and with the candidate. */
  co_orders: number
  seed_orders: number
  item_orders: number
  /** Items of one family number could replace each other; null when nothing could replace the item. */
  family: number | null
  published: boolean
  gift_card: boolean
  recommendable: boolean
  /** Null for an item that may be shown: `found` to be no goods, or `excluded` by the merchant. */
  exclusion: 'found' | 'excluded' | null
  availability: Availability
  /** Null when the shop gives none. */
  price: number | null
}
