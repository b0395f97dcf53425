import { isRecord } from '../guarded.ts'
import type { Panel, Told } from './page.ts'

/** What the last event said. */
export const told: Told = { item_ids: '' }

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
    stage?.redraw?.()
  }
}
