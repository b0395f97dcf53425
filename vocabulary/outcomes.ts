/**
 * Outcomes of candidates. A trace has one for each candidate, and the console translates them, so this list is closed.
 */
export const OUTCOMES = [
  'shown',
  /** A spare item, which replaces a dismissed card. */
  'spare',
  /** Ranked below the panel and its spares. */
  'beyond_limit',
  /** The same item is shown from a more trusted source. */
  'duplicate',
  /** Another panel of the same page shows the item. */
  'in_another_panel',
  /** The item of the page itself. */
  'on_the_page',
  'in_the_cart',
  /** The customer owns it, and nobody buys it twice. */
  'owned',
  /** The merchant's relation to the item on the page or in the cart excludes it: the type of the relation. */
  'substitute',
  'different_brand',
  'up_sell',
  'down_sell',
  'outside_the_price_band',
  /** More expensive, and neither a gain nor customers who switched say that it is an upgrade. */
  'no_gain',
  'unpublished',
  'excluded_by_tag',
  /** The merchant never wants it shown. */
  'excluded',
  /** No goods: postage, protection, a bag. */
  'non_goods',
  'gift_card',
  'out_of_stock',
  'price_zero',
  /** Of the family of an item on the page or in the cart, which could replace it. */
  'same_family',
  /** The panel already shows the maximum number of items of its family. */
  'family_limit',
  /** A rule of the merchant never shows it, hides it, or limits the items with one of its values. */
  'never_shown',
  'hidden_by_rule',
  'rule_limit',
] as const
export type Outcome = (typeof OUTCOMES)[number]
