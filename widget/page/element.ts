import { guarded } from '../guarded.ts'
import type { Ask } from './ask.ts'
import { type Mounted, mountPanel } from './mount.ts'
import type { Tag } from './tag.ts'

/** The element that a merchant writes where a panel belongs. */
export const ELEMENT = 'pairwell-panel'

/** All panels that stand in the page now. */
export type Panels = {
  elements: () => Iterable<HTMLElement>
  update: (again: boolean) => void
}

/** Defines the element; the panels that are already in the page come to life at once. */
export function definePanels(tag: Tag, ask: Ask): Panels {
  // Outside the elements: a page sees an HTMLElement with no field of ours to trip over.
  const mounted = new Map<HTMLElement, Mounted>()
  const connect = guarded((element: HTMLElement) => {
    mounted.set(element, mountPanel(element, tag, ask))
  })
  const disconnect = guarded((element: HTMLElement) => {
    mounted.get(element)?.stop()
    mounted.delete(element)
  })
  // In a microtask: several attributes set in a row are one question.
  const change = guarded((element: HTMLElement) =>
    queueMicrotask(guarded(() => mounted.get(element)?.update(false))),
  )

  class PairwellPanel extends HTMLElement {
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
      change(this)
    }
  }
  customElements.define(ELEMENT, PairwellPanel)

  return {
    elements: () => mounted.keys(),
    update: (again) => {
      for (const panel of mounted.values()) panel.update(again)
    },
  }
}
