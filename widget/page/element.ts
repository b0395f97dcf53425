import { guarded } from '../guarded.ts'
import type { Panels } from './page.ts'

/** The element that a merchant writes where a panel belongs. */
export const ELEMENT = 'pairwell-panel'

/** Defines the element; the panels that are already in the page come to life at once. */
export function defineElement({ add, remove, updateSoon }: Panels): void {
  const connect = guarded(add)
  const disconnect = guarded(remove)

  // What it knows stands elsewhere: a page sees an HTMLElement with no field of ours to trip over.
  customElements.define(
    ELEMENT,
    class extends HTMLElement {
      static get observedAttributes() {
        return ['placement', 'intent', 'item-id', 'cart-item-ids', 'limit']
      }
      connectedCallback() {
        connect(this)
      }
      disconnectedCallback() {
        disconnect(this)
      }
      attributeChangedCallback() {
        updateSoon()
      }
    },
  )
}

/** The panel that `data-target` asks for, as its last child. A target that is not there gets none. */
export function insertPanel({ dataset, attributes }: HTMLScriptElement): void {
  const { target } = dataset
  if (!target) return
  const panel = document.createElement(ELEMENT)
  // `data-item-id` is the element's `item-id`; what the element does not know does it no harm.
  for (const { name, value } of attributes) {
    if (name.startsWith('data-')) panel.setAttribute(name.slice(5), value)
  }
  document.querySelector(target)?.append(panel)
}
