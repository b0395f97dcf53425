/** Candidates of a cart whose items are read (worker/serve/cart.ts). */
const CANDIDATES = 24

/** Rows that an answer for a cart of `items` may read, relations, links, best sellers and companions of the category included. */
export const cartRowsAllowed = (items: number): number => 4 + 2 * items + 3 * CANDIDATES

/** Returns the rows that an answer for a product page with this number of candidates may read. */
export const pageRowsAllowed = (candidates: number): number => 8 + 3 * candidates
