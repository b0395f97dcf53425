import type { HTMLAttributes } from 'vue'
import type { AddDetail, AddedDetail, OfferAttributes, PanelAttributes } from './types.ts'

type Camel<Name> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest> & string>}`
  : Name

/** The attributes as they stand in a template, and in camel case, as which Vue's checker reads them. */
type InTemplate<Attributes> = Attributes & {
  [Name in keyof Attributes as Camel<Name>]: Attributes[Name]
}

type PanelEvents = {
  'onRec:add'?: (event: CustomEvent<AddDetail>) => void
  'onRec:added'?: (event: CustomEvent<AddedDetail>) => void
}

declare module 'vue' {
  interface GlobalComponents {
    'pairwell-panel': new () => { $props: HTMLAttributes & InTemplate<PanelAttributes> & PanelEvents }
    'pairwell-offer': new () => { $props: HTMLAttributes & InTemplate<OfferAttributes> }
  }
}
