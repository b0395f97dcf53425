import type { Tag } from './tag.ts'

/** Larger carts are cut, not refused. The API's own limit (schema's `MAX_CART_IDS`; a test compares them). */
export const MOST_CART_IDS = 50

/** What a panel's attributes say; `''` is what they leave open. */
export type Wish = {
  placement: string
  intent: string
  item_id: string
  /** As written: separated by commas. */
  cart_item_ids: string
  limit: string
}

/** Where a panel stands; one that does not say so stands on a product page. */
export function placementOf(panel: Element): string {
  return panel.getAttribute('placement') || 'product'
}

/**
 * The address that answers a panel's wish, or null when there is nothing to ask (no item, an empty cart).
 * One cart has one address, whatever its order: caches see the same question. Odd values go out as they
 * are, so that the API's refusal explains them to the developer who looks.
 */
export function addressOf(wish: Wish, { origin, key, locale, market }: Tag): string | null {
  const cart = wish.placement === 'cart'
  const subject = cart
    ? cartIds(wish.cart_item_ids).map(encodeURIComponent).join(',')
    : encodeURIComponent(wish.item_id)
  if (subject === '') return null
  const rest = Object.entries({ intent: wish.intent, limit: wish.limit, locale, market })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `&${name}=${encodeURIComponent(value)}`)
  const what = cart
    ? `cart&cart_item_ids=${subject}`
    : `${encodeURIComponent(wish.placement)}&item_id=${subject}`
  return `${origin}/p/${encodeURIComponent(key)}/recommendations?placement=${what}${rest.join('')}`
}

function cartIds(written: string): string[] {
  const ids = written.split(',').map((id) => id.trim())
  return [...new Set(ids.filter((id) => id !== ''))].slice(0, MOST_CART_IDS).sort()
}
