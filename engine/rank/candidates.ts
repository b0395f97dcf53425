/** The rung of the ladder that an item came from, best first. */
export const LADDER = ['pinned', 'relation', 'mined', 'category', 'bestseller'] as const
export type Rung = (typeof LADDER)[number]

/** An item that might be shown, with all that decides it. Prices in minor units. */
export type Candidate = {
  item_id: string
  source: Rung
  /** Higher is better, within its rung only. */
  score: number
  /** The item that brought it: on the page, or in the cart with the most weight; '' for the shop's best sellers. */
  seed_item_id: string
  co_orders: number
  seed_orders: number
  item_orders: number
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
