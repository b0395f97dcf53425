/** Pseudo-count of orders without the item: two orders do not tell how often somebody buys a thing. */
const PSEUDO_ORDERS = 10

/**
 * What a known customer's own orders add to an item's score in a cart, 0 to 1: n / (orders + 10), docs/METHOD.md. It
 * predicts what the customer buys anyway, which is right for a reminder and not for a discovery.
 * @param times  earlier orders of the customer that hold the item
 * @param orders earlier orders of the customer
 */
export const historyScore = (times: number, orders: number): number => times / (orders + PSEUDO_ORDERS)
