/**
 * Outcomes of a candidate. A trace has one for each candidate, and the console translates them, so the list is closed:
 * no other outcome can be stored.
 */
export const OUTCOMES = [
  'shown',
  /** A spare item, which replaces a dismissed card. */
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
  /** The customer owns it, and it is rarely bought twice. */
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
  /** Of the family of the item on the page or in the cart: a shopper needs only one of them. */
  'same_family',
  /** The panel has reached the limit of items of its family. */
  'family_limit',
] as const
export type Outcome = (typeof OUTCOMES)[number]
