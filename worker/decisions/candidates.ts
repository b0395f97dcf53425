import { familyNameOf } from '../../engine/choice/family-names.ts'
import { acceptance, type PriorityParts, priorityOf } from '../../engine/decide/arbitrate.ts'
import { conflictOf, contactTime, restOf } from '../../engine/decide/policy.ts'
import type { OfferCandidate, Withheld } from '../../engine/decide/types.ts'
import type { DecisionContent, DecisionParts } from '../../schema/decisions/decisions.ts'
import { hasOwnCodes, type OfferRow } from '../../schema/decisions/offers.ts'
import { DAY } from '../../vocabulary/time.ts'
import { listedPrice } from '../serve/answer-item.ts'
import type { Card } from '../serve/card.ts'
import { contentOf, textFor } from './content.ts'
import { contextOf } from './context.ts'
import { type Proposed, propose } from './propose.ts'
import {
  applicability,
  consent,
  eligibility,
  held,
  holdout,
  type Question,
  readerOf,
  suitability,
} from './stages.ts'
import { type PriceOf, worthOf } from './value.ts'

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

/** Expected acceptance where no propensity is known. It is an assumption: one in twenty. */
const EXPECTED_ACCEPTANCE = 0.05
/** Bounds of a propensity as an expected acceptance: an offer is a reason to buy, and nobody is sure to take one. */
const [LEAST_EXPECTED, MOST_EXPECTED] = [0.005, 0.5]

/** The expected acceptance of an offer without answers: the person's propensity for the family that it is of. */
function expectedAcceptance(cards: readonly Card[], { propensities, familyNames }: Question): number {
  const known = cards.flatMap(({ title, facts }) => {
    const { category, product_type } = facts ?? {}
    const item = { category: category ?? '', product_type: product_type ?? '', title }
    return (familyNames && propensities.get(familyNameOf(item, familyNames))) ?? []
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
  const expected = expectedAcceptance(proposed.cards, question)
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
