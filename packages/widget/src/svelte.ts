import type * as elements from 'svelte/elements'
import type { AddDetail, AddedDetail, OfferAttributes, PanelAttributes } from './types.ts'

type PanelEvents = {
  'onrec:add'?: (event: CustomEvent<AddDetail>) => void
  'onrec:added'?: (event: CustomEvent<AddedDetail>) => void
}

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'pairwell-panel': elements.HTMLAttributes<HTMLElement> & PanelAttributes & PanelEvents
    'pairwell-offer': elements.HTMLAttributes<HTMLElement> & OfferAttributes
  }
}
