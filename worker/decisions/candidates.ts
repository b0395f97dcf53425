import { type CustomerFacts, holds } from '../../engine/customer/condition.ts'
import { type Answers, acceptance, type PriorityParts, priorityOf } from '../../engine/decide/arbitrate.ts'
import { type ContactPolicy, conflictOf, contactTime, restOf } from '../../engine/decide/policy.ts'
import type { History, OfferCandidate, Withheld } from '../../engine/decide/types.ts'
import type { CustomerDetails } from '../../schema/customers/details.ts'
import type { DecisionContent, DecisionContext, DecisionParts } from '../../schema/decisions/decisions.ts'
import { hasOwnCodes, type OfferRow, type WrittenOffer } from '../../schema/decisions/offers.ts'
import type { ContactPolicySettings } from '../../schema/decisions/policy.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import {
  type Channel,
  type DecisionStage,
  isOutbound,
  type WithheldCode,
} from '../../vocabulary/decisions/offers.ts'
import { DAY } from '../../vocabulary/time.ts'
import { listedPrice } from '../serve/answer-item.ts'
import type { Card } from '../serve/card.ts'
import { contentOf, type Reader, textFor } from './content.ts'
import { contextOf } from './context.ts'
import { type Proposed, propose, type Shelf } from './propose.ts'
import { type PriceOf, worthOf } from './value.ts'

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

/** An offer that can be made. */
export type Makeable = {
  offer_id: string
  row: OfferRow
  candidate: OfferCandidate
  cards: Card[]
  content: DecisionContent
  reasons: string[]
  parts: Omit<DecisionParts, 'chance'>
  priority: number
  may_explore: boolean
  /** When the contact is planned; now on inbound channels. */
  at: number
  expires_at: number
}

/** What became of one live offer. */
export type Judged = { row: OfferRow; made: Makeable } | { row: OfferRow; withheld: Withheld }

const held = (stage: DecisionStage, code: WithheldCode): Withheld => ({ stage, code })

/** Expected acceptance where no propensity is known. It is an assumption: one in twenty. */
const EXPECTED_ACCEPTANCE = 0.05
/** Bounds of a propensity as an expected acceptance: an offer is a reason to buy, and nobody is sure to take one. */
const [LEAST_EXPECTED, MOST_EXPECTED] = [0.005, 0.5]

/** The expected acceptance of an offer without answers: the person's propensity for the family that it is of. */
function expectedAcceptance({ categories }: OfferCandidate, { propensities }: Question): number {
  const known = categories.flatMap((category) => {
    const steps = category.split(' > ')
    // The family is a category path, cut to a depth.
    const names = steps.map((_, at) => steps.slice(0, steps.length - at).join(' > '))
    return names.map((name) => propensities.get(name)).find((one) => one !== undefined) ?? []
  })
  if (known.length === 0) return EXPECTED_ACCEPTANCE
  return Math.min(MOST_EXPECTED, Math.max(LEAST_EXPECTED, ...known))
}

/** Judges one live offer, stage by stage; the first stage that withholds it is the answer. */
export function judge(row: OfferRow, question: Question): Judged {
  const outside = applicability(row.offer, question)
  if (outside) return { row, withheld: outside }
  const proposed = propose(row.offer, question.shelf, question.now)
  if (!proposed) return { row, withheld: held('applicability', 'no_item') }
  const code = question.codeFor(row.offer_id)
  if (hasOwnCodes(row.offer.incentive) && code === undefined) {
    return { row, withheld: held('applicability', 'no_code') }
  }
  const candidate = candidateOf(row, proposed.cards)
  return judgeProposed(row, { ...proposed, ...(code !== undefined && { code }) }, question, () => {
    const { history, channel, policy, now } = question
    return (
      restOf(candidate, channel, history, policy.rests, now) ??
      conflictOf({ ...candidate, conflicts: question.conflictsOf(row) }, history, now)
    )
  })
}

/**
 * Judges an offer with the items that it proposes to the person, from eligibility on.
 * @param rest   why the offer rests, asked after consent
 * @param placed the time of its contact, if it has one already
 */
export function judgeProposed(
  row: OfferRow,
  proposed: Proposed,
  question: Question,
  rest: () => Withheld | undefined,
  placed?: number,
): Judged {
  const { offer } = row
  const { channel, now, settings } = question
  const reader = readerOf(question)
  const text = textFor(offer, reader, now)
  if (!text) return { row, withheld: held('applicability', 'no_text') }
  const candidate = candidateOf(row, proposed.cards)
  const worth = worthOf(offer, proposed.cards, priceFor(question), settings, channel)
  const blocked =
    eligibility(offer, proposed, question) ??
    suitability(offer, proposed, question) ??
    worth.withheld ??
    consent(question) ??
    holdout(question) ??
    rest()
  if (blocked) return { row, withheld: blocked }
  const expires_at = Math.min(candidate.ends_at, now + settings.decision_days * DAY)
  const time =
    placed === undefined
      ? contactTime(candidate, channel, expires_at, question.history, question.policy, plannedFor(question))
      : { at: placed }
  if ('withheld' in time) return { row, withheld: time.withheld }
  const expected = expectedAcceptance(candidate, question)
  const parts: PriorityParts = {
    propensity: acceptance(question.answersTo(row.offer_id, channel), expected),
    context: contextOf(candidate, proposed.cards, question),
    value: worth.value,
    lever: offer.lever && offer.lever.until > now ? offer.lever.factor : 1,
  }
  const { margin, incentive, contact_cost, margin_assumed } = worth
  return {
    row,
    made: {
      ...{ offer_id: row.offer_id, row, candidate, cards: proposed.cards, reasons: proposed.reasons },
      content: contentOf(offer, text, proposed, reader, question.shop),
      parts: { ...parts, expected, margin, incentive, contact_cost, margin_assumed },
      priority: priorityOf(parts),
      may_explore: !offer.regulated,
      at: time.at,
      expires_at,
    },
  }
}

/** The question at the earliest moment at which a contact may be planned. */
const plannedFor = ({ now, not_before = now, zone }: Question) => ({ now: Math.max(now, not_before), zone })

export const readerOf = ({ channel, context, details, facts, shop }: Question): Reader => ({
  channel,
  locale: context.locale ?? details.locale ?? shop.locale,
  market: context.market ?? details.market,
  facts,
})

/** The price that the person pays in their market, if it is in the shop's currency. */
const priceFor = (question: Question): PriceOf => {
  const { market } = readerOf(question)
  const { group } = question.details
  return (card) => {
    const price = listedPrice(card, { market, group }, question.shop)
    return price?.currency === question.shop.currency ? price.amount : null
  }
}

/** The end of an offer without one, UTC milliseconds: later than any decision. */
const NEVER = 8.64e15

/** What the engine compares of an offer. @param cards of the items that it proposes to the person */
export const candidateOf = ({ offer_id, offer }: OfferRow, cards: readonly Card[]): OfferCandidate => ({
  ...{ offer_id, kind: offer.kind, conflicts: offer.conflicts, follow_up_of: offer.follow_up_of },
  categories: [...new Set(cards.flatMap(({ facts }) => (facts?.category ? [facts.category] : [])))],
  ends_at: offer.ends_at ?? NEVER,
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

function eligibility(offer: WrittenOffer, { cards }: Proposed, question: Question): Withheld | undefined {
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

function suitability(offer: WrittenOffer, { cards }: Proposed, question: Question): Withheld | undefined {
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
function consent({ channel, facts, details, settings }: Question): Withheld | undefined {
  if (details.objects_to_profiling) return held('consent', 'objected')
  if (!isOutbound(channel)) return undefined
  const given = facts.consents[channel]
  if (given === false) return held('consent', 'no_consent')
  return given || settings.without_consent.includes(channel) ? undefined : held('consent', 'consent_unknown')
}

/** Nobody who is held out gets a contact; whoever comes to the shop is answered. */
const holdout = ({ channel, isHeldOut }: Question): Withheld | undefined =>
  isHeldOut && isOutbound(channel) ? held('policy', 'held_out') : undefined
