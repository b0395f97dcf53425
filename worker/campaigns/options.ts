import type { Withheld } from '../../engine/decide/types.ts'
import type { WrittenCampaign } from '../../schema/campaigns/campaigns.ts'
import type { MemberOption } from '../../schema/campaigns/members.ts'
import type { OfferRow } from '../../schema/decisions/offers.ts'
import { DECISION_STAGES } from '../../vocabulary/decisions/offers.ts'
import { judge, type Makeable } from '../decisions/candidates.ts'
import type { Question } from '../decisions/stages.ts'

/** How much a contact changes the probability that the customer buys what is offered. */
export type EffectOf = (option: number, acceptance: number, features: readonly number[]) => number

/** What can be offered to a customer, or why nothing can. */
export type Options = { options: MemberOption[] } | { blocked: Withheld }

const WORTHLESS: Withheld = { stage: 'suitability', code: 'no_value' }

/**
 * Every offer of the campaign on every channel of it, judged for one customer as a decision would judge it.
 * @param offers the campaign's offers that are approved or live, by id
 */
export function optionsOf(
  question: Question,
  campaign: WrittenCampaign,
  offers: ReadonlyMap<string, OfferRow>,
  features: readonly number[],
  effectOf: EffectOf,
): Options {
  const options: MemberOption[] = []
  let blocked: Withheld | undefined
  for (const [at, offer_id] of campaign.offer_ids.entries()) {
    const row = offers.get(offer_id)
    if (!row) continue
    for (const [on, channel] of campaign.channels.entries()) {
      const judged = judge(row, { ...question, channel })
      if ('withheld' in judged) {
        blocked = further(blocked, judged.withheld)
        continue
      }
      const number = at * campaign.channels.length + on
      const option = optionOf(number, judged.made, campaign.goal, features, effectOf)
      if (option) options.push(option)
      else blocked = further(blocked, WORTHLESS)
    }
  }
  if (options.length > 0) return { options }
  return { blocked: blocked ?? { stage: 'applicability', code: 'no_longer_valid' } }
}

/** Of two reasons that of the later stage, which is the last that stood against the contact. */
function further(a: Withheld | undefined, b: Withheld): Withheld {
  const stageOf = ({ stage }: Withheld) => DECISION_STAGES.indexOf(stage)
  return a && stageOf(a) >= stageOf(b) ? a : b
}

/**
 * Worth and cost of a contact. For the margin: effect × margin − acceptance × incentive − contact cost, because the incentive is paid for
 * everybody who accepts, also without the contact. For the other goals costs stand in the budget alone. Undefined for an option that brings nothing.
 */
function optionOf(
  number: number,
  { parts, cards }: Makeable,
  goal: WrittenCampaign['goal'],
  features: readonly number[],
  effectOf: EffectOf,
): MemberOption | undefined {
  const { propensity, margin, incentive, contact_cost } = parts
  const effect = effectOf(number, propensity, features)
  const cost = contact_cost + propensity * incentive
  const gains = {
    margin: () => effect * margin - cost,
    revenue: () => effect * cards.reduce((sum, { price }) => sum + (price ?? 0), 0),
    units: () => effect * Math.max(1, cards.length),
    // The capital that is freed: what the items cost, or their price where that is not known.
    clear_stock: () => effect * cards.reduce((sum, { facts, price }) => sum + (facts?.cost ?? price ?? 0), 0),
  }
  const worth = rounded(gains[goal]())
  return worth > 0 ? [number, worth, rounded(cost), rounded(propensity), rounded(effect)] : undefined
}

const rounded = (value: number): number => Number(value.toPrecision(5))

/** The offer and channel of an option. */
export const namedOption = ({ offer_ids, channels }: WrittenCampaign, option: number) => ({
  offer_id: offer_ids[Math.floor(option / channels.length)] ?? '',
  channel: channels[option % channels.length] ?? 'email',
})
