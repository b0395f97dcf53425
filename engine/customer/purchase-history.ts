/** Orders of doubt: how often somebody buys a thing is not known from two orders. */
const DOUBT = 10

/**
 * What a known customer's own orders add to an item's score in a cart, 0 to 1: n / (orders + 10), docs/METHOD.md.
 * @param times  earlier orders of the customer that hold the item
 * @param orders earlier orders of the customer
 */
export const fromHistory = (times: number, orders: number): number => times / (orders + DOUBT)
