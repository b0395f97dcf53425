import type { OrderInput } from '../../schema/orders/orders.ts'
import { findVariant } from './catalogue.ts'

/** What the shop tells Pairwell of an order, by its secret key: a browser's word about money counts for nothing. */
export type TellOrder = (order: OrderInput) => Promise<void>

/** Lines of one order at most. */
const MOST_LINES = 100

/**
 * The order that a browser's cart asks for: of the cart's lines what they are and how many, the price is the shop's own.
 * @param cart JSON `{lines: [{variant_id, quantity, recommendation_id?}]}`
 * @returns undefined when it is no cart, or nothing in it can be bought
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
    return Array.isArray(lines) ? lines.slice(0, MOST_LINES).map(Object) : []
  } catch {
    return []
  }
}
