/**
 * Share of all orders from which an item is taken with nearly anything, such as protection of the parcel. The most bought item of
 * each test shop stays below, so that nothing changes for them.
 */
const UBIQUITOUS = 0.3
/** Orders below which a share says little: in a shop of twenty orders anything is in a third of them. */
const MIN_ORDERS = 100

const isUbiquitous = (item_orders: number, orders: number): boolean =>
  orders >= MIN_ORDERS && item_orders >= UBIQUITOUS * orders

/**
 * Part of the seed's orders with a companion that goes beyond the companion's base rate, 0 to 1: 1 - p(j) / P(j|i). 1 for companions
 * that are not ubiquitous. What nearly everybody takes with anything says nothing about the seed, and would be first on every page.
 * @param counts orders with both items, with the companion, with the seed, and all orders
 */
export function addedShare(
  co_orders: number,
  item_orders: number,
  seed_orders: number,
  orders: number,
): number {
  if (!isUbiquitous(item_orders, orders) || seed_orders === 0) return 1
  return co_orders === 0 ? 0 : Math.max(0, 1 - (item_orders / orders) * (seed_orders / co_orders))
}

/** Orders of an item that count as its popularity in a cart: none for a ubiquitous item. */
export const popularOrders = (item_orders: number, orders: number): number =>
  isUbiquitous(item_orders, orders) ? 0 : item_orders
