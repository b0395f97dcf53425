import type { HTMLAttributes } from 'vue'
import type { AddDetail, AddedDetail, OfferAttributes, PanelAttributes } from './types.ts'

/** Templates give camel case as well: Vue writes `item-id` for `itemId`. */
type PanelEvents = {
  'onRec:add'?: (event: CustomEvent<AddDetail>) => void
  'onRec:added'?: (event: CustomEvent<AddedDetail>) => void
}

declare module 'vue' {
  interface GlobalComponents {
    'pairwell-panel': new () => { $props: HTMLAttributes & PanelAttributes & PanelEvents }
    'pairwell-offer': new () => { $props: HTMLAttributes & OfferAttributes }
  }
}
