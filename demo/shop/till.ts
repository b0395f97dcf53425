import type { OrderInput } from '../../schema/orders/orders.ts'
import { findVariant } from './catalogue.ts'

/** Sends an order to Pairwell with the shop's secret key. Amounts of money from a browser are not trusted. */
export type TellOrder = (order: OrderInput) => Promise<void>

/** Largest number of lines in an order. */
const MAX_LINES = 100

/**
 * Returns the order for a browser's cart. Items and quantities come from the cart, prices from the shop's catalogue.
 * @param cart JSON `{lines: [{variant_id, quantity, recommendation_id?}]}`
 * @returns undefined if the JSON is not a cart, or nothing in the cart can be bought
 */
export function orderOf(cart: string, now: number): OrderInput | undefined {
  const lines = linesOf(cart).flatMap(({ variant_id, quantity, recommendation_id }) => {
    const found = findVariant(String(variant_id))
    const pieces = Math.trunc(Number(quantity))
    if (!found?.item.published || !(pieces >= 1 && pieces <= 99)) return []
    const line = { item_id: found.variant.id, quantity: pieces, price: found.variant.price }
    return [{ ...line, ...(typeof recommendation_id === 'string' && { recommendation_id }) }]
  })
  if (lines.length === 0) return undefined
  const order_id = `FK-${now.toString(36).toUpperCase()}`
  return { order_id, ordered_at: new Date(now).toISOString(), status: 'paid', currency: 'EUR', lines }
}

function linesOf(cart: string): Record<string, unknown>[] {
  try {
    const { lines } = JSON.parse(cart)
    return Array.isArray(lines) ? lines.slice(0, MAX_LINES).map(Object) : []
  } catch {
    return []
  }
}
