import { card } from './card.ts'
import { h } from './node.ts'
import { frame, panel } from './panel.ts'
import { formatPrice } from './price.ts'
import { cardsOf, chosenOf, isCard } from './shown.ts'
import { say } from './texts.ts'

/** Functions of the page that lazily loaded layouts use, so that nothing is loaded twice. */
export const kit = { card, cardsOf, chosenOf, formatPrice, frame, h, isCard, panel, say }
export type Kit = typeof kit
