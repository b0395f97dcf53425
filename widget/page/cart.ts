import type { Panel, Told } from './page.ts'

/** What the last event said. */
export const told: Told = { item_ids: '' }

/** Cart ids for panels without `cart-item-ids`. */
export const toldCart = (): string => told.item_ids

/**
 * Handles a `rec:cart` event: writes its ids into the attribute `cart-item-ids` of every cart panel, so that the attribute
 * is always what is requested, and the last change wins.
 */
export function followCart(detail: unknown, panels: ReadonlyMap<HTMLElement, Panel>): void {
  const { item_ids, total } = Object(detail)
  if (!Array.isArray(item_ids)) return
  Object.assign(told, { item_ids: item_ids.join(), total })
  for (const [element, { redraw }] of panels) {
    if (element.getAttribute('placement') === 'cart') element.setAttribute('cart-item-ids', told.item_ids)
    redraw?.()
  }
}
