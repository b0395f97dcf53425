/**
 * Where an item came from, best first. `similar`: from what is bought with similar items, or from its own family without
 * orders to speak for it. `history`: what this customer buys again. `generalised`: as the merchant links items of these categories.
 */
export const LADDER = [
  'pinned',
  'relation',
  'mined',
  'similar',
  'history',
  'generalised',
  'category',
  'bestseller',
] as const
export type Rung = (typeof LADDER)[number]

/** Height of each rung, 0 the best. What is borrowed from similar items, or known of the customer, is scored beside what is mined. */
export const HEIGHT: Readonly<Record<Rung, number>> = {
  pinned: 0,
  relation: 1,
  mined: 2,
  similar: 2,
  history: 2,
  generalised: 3,
  category: 4,
  bestseller: 5,
}

/** An item that might be shown, with all that decides it. Prices in minor units. */
export type Candidate = {
  item_id: string
  source: Rung
  /** The rung among whose candidates it is scored, where that is not its own. */
  beside?: Rung
  /** Higher is better, within its rung only. */
  score: number
  /** The item that brought it: on the page, or in the cart with the most weight; '' for the shop's best sellers. */
  seed_item_id: string
  co_orders: number
  seed_orders: number
  item_orders: number
  /** Items of one number could replace each other; null when nothing could. */
  family: number | null
  published: boolean
  gift_card: boolean
  recommendable: boolean
  availability: 'in_stock' | 'out_of_stock' | 'backorder' | 'preorder'
  /** Null when the shop gives none. */
  price: number | null
}

/** Why a candidate must not show; undefined when it may. */
export function whyNever(candidate: Candidate, refused: ReadonlyMap<string, string>): string | undefined {
  const already = refused.get(candidate.item_id)
  if (already !== undefined) return already
  if (!candidate.published) return 'unpublished'
  if (!candidate.recommendable) return 'excluded_by_tag'
  if (candidate.gift_card) return 'gift_card'
  if (candidate.availability === 'out_of_stock') return 'out_of_stock'
  if (candidate.price === 0) return 'price_zero'
  return undefined
}
