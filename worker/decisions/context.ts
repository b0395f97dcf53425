import type { OfferCandidate } from '../../engine/decide/types.ts'
import type { DecisionContext } from '../../schema/decisions/decisions.ts'
import { DAY } from '../../vocabulary/time.ts'
import type { Card } from '../serve/card.ts'
import type { Shelf } from './propose.ts'

/** Factors of the context: on a page of its category, with an item of its category in the cart, just bought. */
const ON_PAGE = 1.5
const IN_CART = 2
const JUST_BOUGHT = 0.5
const JUST_DAYS = 3

/** What the person does now, and what they bought. */
type Asked = { context: DecisionContext; shelf: Shelf; now: number }

/** How well an offer fits to what the person does now, 0.5 to 2. */
export function contextOf({ categories }: OfferCandidate, cards: readonly Card[], question: Asked): number {
  const { context, shelf, now } = question
  const isOf = (category: string | undefined | null) =>
    Boolean(category) && categories.includes(category ?? '')
  if ([...shelf.present].some((id) => isOf(shelf.named.get(id)?.category))) {
    return context.placement === 'cart' || context.placement === 'checkout' ? IN_CART : ON_PAGE
  }
  const isJustBought = shelf.bought.some(
    ({ category, at }) =>
      isOf(category) && (JSON.parse(at) as number[]).some((time) => time > now - JUST_DAYS * DAY),
  )
  return isJustBought && cards.length > 0 ? JUST_BOUGHT : 1
}
