import type { Panels } from './page.ts'

/** Name of the custom element of a panel. */
export const ELEMENT = 'pairwell-panel'

/** Defines the element; panels that are already in the page are upgraded at once. */
export function defineElement({ add, remove, updateSoon }: Panels): void {
  // Its state is stored elsewhere, so that the page sees an HTMLElement without additional fields.
  customElements.define(
    ELEMENT,
    class extends HTMLElement {
      static observedAttributes = ['placement', 'intent', 'item-id', 'cart-item-ids', 'limit']
      connectedCallback() {
        add(this)
      }
      disconnectedCallback() {
        remove(this)
      }
      attributeChangedCallback() {
        updateSoon()
      }
    },
  )
}
