export { PairwellOffer, PairwellPanel } from './panel.ts'
export { pairwell } from './shop.ts'
