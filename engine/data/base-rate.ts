/**
 * Share of all orders from which an item is taken with nearly anything, such as protection of the parcel, in a shop whose orders hold
 * five items; in larger orders the same share is a best seller. The most bought item of each test shop stays below, so that nothing
 * changes for them.
 */
const UBIQUITOUS = 0.3
const USUAL_SIZE = 5
/** Orders below which a share says little: in a shop of twenty orders anything is in a third of them. */
const MIN_ORDERS = 100

/** All orders of a model, and the items of all of them together. */
export type ShopSize = { orders: number; lines: number }

const isUbiquitous = (item_orders: number, { orders, lines }: ShopSize): boolean =>
  orders >= MIN_ORDERS && item_orders >= UBIQUITOUS * Math.max(orders, lines / USUAL_SIZE)

/**
 * Part of the seed's orders with a companion that goes beyond the companion's base rate, 0 to 1: 1 - p(j) / P(j|i). 1 for companions
 * that are not ubiquitous. What nearly everybody takes with anything says nothing about the seed, and would be first on every page.
 * @param counts orders with both items, with the companion, with the seed, and the size of the shop
 */
export function addedShare(
  co_orders: number,
  item_orders: number,
  seed_orders: number,
  shop: ShopSize,
): number {
  if (!isUbiquitous(item_orders, shop) || seed_orders === 0) return 1
  return co_orders === 0 ? 0 : Math.max(0, 1 - (item_orders / shop.orders) * (seed_orders / co_orders))
}

/** Orders of an item that count as its popularity in a cart: none for a ubiquitous item, where the size of the shop is given. */
export const popularOrders = (item_orders: number, shop: ShopSize | undefined): number =>
  shop && isUbiquitous(item_orders, shop) ? 0 : item_orders
