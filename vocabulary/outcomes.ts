/**
 * What became of a candidate. A trace names one for each candidate, and the console translates them, so this list is
 * closed: an outcome that is not here cannot be written.
 */
export const OUTCOMES = [
  'shown',
  /** Kept ready beside the panel, for a card that a shopper dismisses. */
  'spare',
  /** Good enough, but the panel and its spares are full. */
  'beyond_limit',
  /** The same item was taken from a more trusted source already. */
  'duplicate',
  /** Another panel of the same page shows the item. */
  'in_another_panel',
  /** The item of the page itself. */
  'on_the_page',
  'in_the_cart',
  /** The customer has it, and nobody buys it twice. */
  'owned',
  /** The merchant stated that the item replaces the one on the page or in the cart: the type of the relation. */
  'substitute',
  'different_brand',
  'up_sell',
  'down_sell',
  'outside_the_price_band',
  'unpublished',
  'excluded_by_tag',
  'gift_card',
  'out_of_stock',
  'price_zero',
  /** Of the family of the item on the page or in the cart, whose members are a choice of one. */
  'same_family',
  /** The panel shows as many items of its family as it may. */
  'family_limit',
] as const
export type Outcome = (typeof OUTCOMES)[number]
