/** Whether an item can be bought now. */
export const AVAILABILITY = ['in_stock', 'out_of_stock', 'backorder', 'preorder'] as const
export type Availability = (typeof AVAILABILITY)[number]

/** What the button of an item's card does: it adds to the cart, or leads to the item's page, to choose there or only to look. */
export const CARD_ACTIONS = ['add', 'choose', 'view'] as const
export type CardAction = (typeof CARD_ACTIONS)[number]

/** Why no panel shows an item, in the order in which panels and cards rule it out; the first that applies is named. */
export const NOT_SHOWN = [
  'unpublished',
  'excluded',
  'non_goods',
  'gift_card',
  'out_of_stock',
  'price_zero',
  'no_link',
  'no_picture',
] as const
export type NotShown = (typeof NOT_SHOWN)[number]
