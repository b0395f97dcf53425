/** Item ids that a question may name as its cart. A tenth of a wholesaler's orders hold more than 50 (docs/DECISIONS.md). */
export const MAX_CART_IDS = 100
/** Items that a panel may show. */
export const MAX_ITEMS = 24
/** Items that a panel must show, or it is hidden. */
export const MIN_ITEMS = 2
/** Items kept ready beside a panel, for a card that a shopper dismisses. */
export const MAX_SPARE = 6
/** Panels of one page that may be asked for at once. */
export const MAX_PANELS = 5
/** Characters of an id that a shop may use. */
export const MAX_ID = 128
