/** What a merchandising rule does. */
export const RULE_KINDS = [
  /** Shows an item at a place of the panel. */
  'pin',
  /** Keeps a place for the best of the items that pass a test. */
  'pin_matching',
  /** Makes items candidates, and shows them at the latest in the last place. */
  'include',
  /** Like `hide`, before everything else: no pin shows such an item. */
  'never_show',
  'hide',
  /** Hides all items but these. */
  'only',
  'boost',
  'bury',
  /** Only items with, or without, the value that the item on the page or the cart has. */
  'same',
  'different',
  /** Only items within a band around the price of the item on the page. */
  'price_band',
  'least_margin',
  'least_stock',
  /** Boosts items of which the stock would last long. */
  'push_slow',
  /** At most so many items with one value. */
  'at_most',
  'sources',
] as const
export type RuleKind = (typeof RULE_KINDS)[number]

/** How strongly a rule moves items: the factor of their score, and its reciprocal to bury. */
export const STRENGTHS = { weak: 1.25, moderate: 2, strong: 5 } as const
export type Strength = keyof typeof STRENGTHS

/** How a pin holds its place: exactly, or there at the latest. */
export const PIN_MODES = ['at', 'at_or_before'] as const

/** Properties of items that rules compare, besides attributes by their name. */
export const RULE_PROPERTIES = ['brand', 'category', 'product_type'] as const

/** `ended` rules are kept, and can be put in force again. */
export const RULE_STATUS = ['draft', 'live', 'ended'] as const
export type RuleStatus = (typeof RULE_STATUS)[number]

/** Parts of an item that are lists or maps, which an answer reads only if a rule compares them. */
export const FACT_PARTS = ['tags', 'collections', 'attributes'] as const
export type FactPart = (typeof FACT_PARTS)[number]

/** What panels do with items that are sold out, and with what a model found to be no goods, such as postage. The first is the default. */
export const SOLD_OUT_RULES = ['hide', 'last'] as const
export const NON_GOODS_RULES = ['hide', 'show'] as const
/** Whether similar items are learned from the pages that visitors with consent open. */
export const VIEW_RULES = ['learn', 'ignore'] as const
/** Those of the rules that every shop begins with which answers read; a part that is missing has its default. */
export type DefaultRules = {
  sold_out?: (typeof SOLD_OUT_RULES)[number] | undefined
  non_goods?: (typeof NON_GOODS_RULES)[number] | undefined
}
