'use client'

export {
  PairwellOffer,
  type PairwellOfferProps,
  PairwellPanel,
  type PairwellPanelProps,
} from './panel.ts'
export { PairwellProvider, type PairwellProviderProps } from './shop.ts'
