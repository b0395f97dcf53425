/** Maximum of item ids of a cart. A tenth of a wholesaler's orders have more than 50 (docs/DECISIONS.md). */
export const MAX_CART_IDS = 100
/** Maximum of items of a panel. */
export const MAX_ITEMS = 24
/** Minimum of items of a panel; a panel with fewer is hidden. */
export const MIN_ITEMS = 2
/** Maximum of spare items of a panel, which replace dismissed cards. */
export const MAX_SPARE = 6
/** Maximum of panels in one request. */
export const MAX_PANELS = 5
/** Maximum length of an id, in characters. */
export const MAX_ID = 128
/** Maximum of coupon codes of an order; further ones are left out. */
export const MAX_COUPONS = 50
