import type { Withheld } from '../../engine/decide/types.ts'
import type { WrittenOffer } from '../../schema/decisions/offers.ts'
import type { ContactPolicySettings } from '../../schema/decisions/policy.ts'
import { type Channel, isOutbound } from '../../vocabulary/decisions/offers.ts'
import type { Card } from '../serve/card.ts'

/** What an accepted offer is expected to bring, minor units. */
export type Value = {
  value: number
  margin: number
  incentive: number
  contact_cost: number
  margin_assumed: boolean
  withheld?: Withheld
}

/** What the person pays for an item, minor units of the shop's currency; null where that is not known. */
export type PriceOf = (card: Card) => number | null

/** The net margin of the items: the merchant's own figure, or price less cost, or a share of the price where the cost is unknown. */
function marginOf(offer: WrittenOffer, cards: readonly Card[], priceOf: PriceOf, share: number) {
  const price = cards.reduce((sum, card) => sum + (priceOf(card) ?? 0), 0)
  if (offer.margin !== null) return { price, margin: offer.margin, isAssumed: false }
  const isAssumed = cards.some((card) => priceOf(card) === null || card.facts?.cost == null)
  const margin = cards.reduce((sum, card) => {
    const cost = card.facts?.cost
    // A market with another currency: the shop's own price is the nearest that is known.
    const own = priceOf(card) ?? card.price ?? 0
    return sum + (cost == null ? own * share : own - cost)
  }, 0)
  return { price, margin: Math.round(margin), isAssumed }
}

/** What the incentive costs when the offer is accepted, minor units. @param price of the items */
function incentiveOf({ incentive }: WrittenOffer, price: number): number {
  if (incentive.type === 'none') return 0
  if (incentive.type === 'amount') return incentive.amount
  if (incentive.type === 'percent') return Math.round((price * incentive.percent) / 100)
  return incentive.cost
}

/**
 * The value of an accepted offer on a channel, and why it is too small: an offer below its margin floor is withheld, and so is one
 * with a floor whose margin is only assumed.
 */
export function worthOf(
  offer: WrittenOffer,
  cards: readonly Card[],
  priceOf: PriceOf,
  { contact_costs, assumed_margin }: ContactPolicySettings,
  channel: Channel,
): Value {
  const { price, margin, isAssumed } = marginOf(offer, cards, priceOf, assumed_margin)
  const incentive = incentiveOf(offer, price)
  const contact_cost = isOutbound(channel) ? (contact_costs[channel] ?? 0) : 0
  const value = margin - incentive - contact_cost
  const found = { value, margin, incentive, contact_cost, margin_assumed: isAssumed }
  const withheld = (code: Withheld['code']) => ({
    ...found,
    withheld: { stage: 'suitability' as const, code },
  })
  // A percentage of a price that is not known may be anything.
  if (offer.incentive.type === 'percent' && price === 0) return withheld('margin_unknown')
  if (offer.margin_floor !== null) {
    if (isAssumed) return withheld('margin_unknown')
    if (margin - incentive < offer.margin_floor) return withheld('below_margin_floor')
  }
  return value > 0 ? found : withheld('no_value')
}
