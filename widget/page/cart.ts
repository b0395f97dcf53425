import { isRecord } from '../guarded.ts'
import { formatPrice } from '../view/price.ts'
import type { Shown } from '../view/shown.ts'
import { say } from '../view/texts.ts'
import type { Panel } from './page.ts'

/** The cart of the last `rec:cart` event, for panels that are added later: its ids, and its value in minor units. */
const told: { item_ids: string; total?: unknown } = { item_ids: '' }

/** Cart ids for panels without `cart-item-ids`. */
export const toldCart = (): string => told.item_ids

/**
 * Handles a `rec:cart` event: writes its ids into the attribute `cart-item-ids` of every cart panel, so that the attribute
 * is always what is requested, and the last change wins.
 */
export function followCart(event: Event, panels: ReadonlyMap<HTMLElement, Panel>): void {
  const detail: unknown = event instanceof CustomEvent ? event.detail : null
  if (!isRecord(detail) || !Array.isArray(detail.item_ids)) return
  told.item_ids = detail.item_ids.join()
  told.total = detail.total
  for (const [element, { stage }] of panels) {
    if (element.getAttribute('placement') === 'cart') element.setAttribute('cart-item-ids', told.item_ids)
    stage.redraw()
  }
}

/** Amount missing for free delivery, in words; '' if the shop sets no threshold or the page no value of the cart. */
export function shippingHint({ panel: { free_shipping, texts, locale } }: Shown): string {
  const { total } = told
  if (!free_shipping || typeof total !== 'number') return ''
  const amount = free_shipping.amount - total
  const price = formatPrice({ ...free_shipping, amount }, locale)
  return amount > 0 ? say(texts, 'to_free_shipping', 'price', price) : say(texts, 'free_shipping')
}
