import type { FamilyNames } from '../../engine/choice/family-names.ts'
import { type CustomerFacts, holds } from '../../engine/customer/condition.ts'
import type { Answers } from '../../engine/decide/arbitrate.ts'
import type { ContactPolicy } from '../../engine/decide/policy.ts'
import type { History, OfferCandidate, Withheld } from '../../engine/decide/types.ts'
import type { CustomerDetails } from '../../schema/customers/details.ts'
import type { DecisionContext } from '../../schema/decisions/decisions.ts'
import type { OfferRow, WrittenOffer } from '../../schema/decisions/offers.ts'
import type { ContactPolicySettings } from '../../schema/decisions/policy.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import {
  type Channel,
  type DecisionStage,
  isOutbound,
  type WithheldCode,
} from '../../vocabulary/decisions/offers.ts'
import { DAY } from '../../vocabulary/time.ts'
import type { Reader } from './content.ts'
import type { Proposed, Shelf } from './propose.ts'

/** A decision question with everything that it depends on. */
export type Question = {
  shop: Shop
  settings: ContactPolicySettings
  policy: ContactPolicy
  channel: Channel
  context: DecisionContext
  facts: CustomerFacts
  details: CustomerDetails
  history: History
  shelf: Shelf
  /** Probability that the person buys a family within a month, by its name; empty for somebody who is not scored. */
  propensities: ReadonlyMap<string, number>
  /** How items are divided into these families; null for somebody who is not scored. */
  familyNames: FamilyNames | null
  /** Conflicts of an offer, those that other live offers state as well. */
  conflictsOf(row: OfferRow): OfferCandidate['conflicts']
  /** The person's own code of an offer, or a free one; undefined where none is left. */
  codeFor(offer_id: string): string | undefined
  /** Answers to an offer so far, on a channel. */
  answersTo(offer_id: string, channel: Channel): Answers
  /** Whether a decision that was made is judged again. */
  isStanding?: boolean
  /** The only offer that may be made; by default any live one. */
  only?: string
  /** UTC milliseconds before which no contact is planned. */
  not_before?: number
  /** Whether the person gets no contacts, so that what contacts bring can be measured. */
  isHeldOut: boolean
  /** IANA name of the customer's time zone. */
  zone: string
  now: number
}

export const held = (stage: DecisionStage, code: WithheldCode): Withheld => ({ stage, code })

export const readerOf = ({ channel, context, details, facts, shop }: Question): Reader => ({
  channel,
  locale: context.locale ?? details.locale ?? shop.locale,
  market: context.market ?? details.market,
  facts,
})

/** Whether the offer is made at this time, in this market and on this channel at all. */
export function applicability(offer: WrittenOffer, question: Question): Withheld | undefined {
  const { now, channel } = question
  if (offer.starts_at !== null && now < offer.starts_at) return held('applicability', 'not_yet_valid')
  if (offer.ends_at !== null && now >= offer.ends_at) return held('applicability', 'no_longer_valid')
  if (offer.channels && !offer.channels.includes(channel)) return held('applicability', 'channel')
  const { market } = readerOf(question)
  if (offer.markets && (market === undefined || !offer.markets.includes(market))) {
    return held('applicability', 'market')
  }
  return undefined
}

/** Days after a refusal in which its follow-up may be made. */
const FOLLOW_UP_DAYS = 14

export function eligibility(
  offer: WrittenOffer,
  { cards }: Proposed,
  question: Question,
): Withheld | undefined {
  const { facts, history, shelf, now } = question
  if (offer.follow_up_of.length > 0 && !question.isStanding) {
    const isOpen = history.decisions.some(
      ({ offer_id, status, ended_at }) =>
        status === 'rejected' &&
        offer.follow_up_of.includes(offer_id) &&
        (ended_at ?? 0) > now - FOLLOW_UP_DAYS * DAY,
    )
    if (!isOpen) return held('eligibility', 'not_a_follow_up')
  }
  const truth = offer.eligibility === null ? true : holds(offer.eligibility, facts, now)
  if (truth === 'unknown') return held('eligibility', 'eligibility_unknown')
  if (!truth) return held('eligibility', 'not_eligible')
  const owns = new Set(shelf.bought.map(({ item_id }) => item_id))
  const isRepeated = offer.kind === 'replenish' || offer.kind === 'win_back'
  const has = (id: string) => shelf.present.has(id) || (!isRepeated && owns.has(id))
  if (cards.length > 0 && cards.every(({ item_id }) => has(item_id))) return held('eligibility', 'owned')
  return undefined
}

export function suitability(
  offer: WrittenOffer,
  { cards }: Proposed,
  question: Question,
): Withheld | undefined {
  const { details, facts, now } = question
  if ((details.do_not_offer_until ?? 0) > now) return held('suitability', 'do_not_offer')
  if (details.complaint_open) return held('suitability', 'complaint')
  const least = Math.max(offer.least_age ?? 0, ...cards.map(({ age_limit }) => age_limit ?? 0))
  if (least === 0) return undefined
  const { age } = facts.numbers
  if (age === undefined) return held('suitability', 'age_unknown')
  return age < least ? held('suitability', 'too_young') : undefined
}

/** Whether the person allows it: profiling at all, and to be addressed on an outbound channel. */
export function consent({ channel, facts, details, settings }: Question): Withheld | undefined {
  if (details.objects_to_profiling) return held('consent', 'objected')
  if (!isOutbound(channel)) return undefined
  const given = facts.consents[channel]
  if (given === false) return held('consent', 'no_consent')
  return given || settings.without_consent.includes(channel) ? undefined : held('consent', 'consent_unknown')
}

/** Nobody who is held out gets a contact; whoever comes to the shop is answered. */
export const holdout = ({ channel, isHeldOut }: Question): Withheld | undefined =>
  isHeldOut && isOutbound(channel) ? held('policy', 'held_out') : undefined
