import type { DetailedHTMLProps, HTMLAttributes } from 'react'
import type { OfferAttributes, PanelAttributes } from './types.ts'

type ElementProps<Attributes> = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & Attributes

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'pairwell-panel': ElementProps<PanelAttributes>
      'pairwell-offer': ElementProps<OfferAttributes>
    }
  }
}
