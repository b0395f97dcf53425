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
/**
 * Maximum of an amount of money, in minor units: 14 digits, which a number, a cell of a file and its text hold exactly. It holds for
 * files, JSON and messages, and for the sum of an order's lines.
 */
export const MAX_AMOUNT = 99_999_999_999_999
/** Maximum of pieces of a line, and of a stock. */
export const MAX_QUANTITY = 999_999_999_999
/** Earliest and latest time, UTC milliseconds: the years 1900 to 9999, which every date of a file can state. */
export const MIN_MOMENT = Date.UTC(1900, 0, 1)
export const MAX_MOMENT = Date.UTC(10_000, 0, 1) - 1
/** Maximum of entries of an item: prices by market or by customer group, attributes, and languages. */
export const MAX_PRICES = 250
export const MAX_ATTRIBUTES = 250
export const MAX_LANGUAGES = 100
/** Maximum of lines of an order. */
export const MAX_LINES = 10_000
/** Maximum bytes of an item or an order as JSON: D1 stores rows of 2 MB, and a row has derived columns beside it. */
export const MAX_ROW_BYTES = 1_500_000
/** Days for which a model that was mined outside is kept although a run of fewer orders could replace it, unless the shop sets others. */
export const OUTSIDE_MODEL_DAYS = 14
