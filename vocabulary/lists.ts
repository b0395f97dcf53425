/** What a list belongs to. */
export const LIST_KINDS = ['item', 'category', 'shop'] as const
export type ListKind = (typeof LIST_KINDS)[number]

/** Keys of the shop's own two lists: best sellers of the whole window, and best sellers of the last weeks. */
export const BEST_SELLERS_KEY = ''
export const CURRENT_BEST_SELLERS_KEY = 'now'

/** Companions in an item's list. 30 lose 0.0002 of the cart's hit rate (docs/RESULTS.md, "Time and memory"). */
export const MAX_COMPANIONS = 50
/** Companions in the list of a category or of the shop, which only fill a panel up: as many as a panel may show. */
export const MAX_FALLBACK_COMPANIONS = 24
