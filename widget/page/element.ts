import { guarded } from '../guarded.ts'
import type { Panels } from './page.ts'

/** Name of the custom element of a panel. */
export const ELEMENT = 'pairwell-panel'

/** Defines the element; panels that are already in the page are upgraded at once. */
export function defineElement({ add, remove, updateSoon }: Panels): void {
  const connect = guarded(add)
  const disconnect = guarded(remove)
  const change = guarded(updateSoon)

  // Its state is stored elsewhere, so that the page sees an HTMLElement without additional fields.
  customElements.define(
    ELEMENT,
    class extends HTMLElement {
      static observedAttributes = ['placement', 'intent', 'item-id', 'cart-item-ids', 'limit']
      connectedCallback() {
        connect(this)
      }
      disconnectedCallback() {
        disconnect(this)
      }
      attributeChangedCallback() {
        change()
      }
    },
  )
}
