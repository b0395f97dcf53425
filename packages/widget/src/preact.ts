import type { HTMLAttributes } from 'preact'
import type { OfferAttributes, PanelAttributes } from './types.ts'

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'pairwell-panel': HTMLAttributes<HTMLElement> & PanelAttributes
      'pairwell-offer': HTMLAttributes<HTMLElement> & OfferAttributes
    }
  }
}
