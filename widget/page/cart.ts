import { isRecord } from '../guarded.ts'

/** The cart as the page last told it by `rec:cart`, for panels that arrive later; null before it spoke. */
let told: string | null = null

/** What a cart panel without `cart-item-ids` takes. */
export function toldCart(): string {
  return told ?? ''
}

/**
 * Follows a `rec:cart` event: its ids are written into `cart-item-ids` of every cart panel, so that the
 * attribute always says what is asked, and whoever spoke last is right.
 */
export function followCart(event: Event, panels: Iterable<Element>): void {
  const detail: unknown = event instanceof CustomEvent ? event.detail : null
  if (!isRecord(detail) || !Array.isArray(detail.item_ids)) return
  told = detail.item_ids.join(',')
  for (const panel of panels) {
    if (panel.getAttribute('placement') === 'cart') panel.setAttribute('cart-item-ids', told)
  }
}
