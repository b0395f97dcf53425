import * as v from 'valibot'
import { codesOf, decoded } from '../../engine/choice/probability-codes.ts'
import type { CustomerCondition } from '../../engine/customer/condition.ts'
import { isHeldOut } from '../../engine/decide/holdout.ts'
import type { ContactPolicy } from '../../engine/decide/policy.ts'
import type { History, PastDecision } from '../../engine/decide/types.ts'
import type { ContactRow, DecisionContext, DecisionRow } from '../../schema/decisions/decisions.ts'
import { type ContactPolicySettings, contactPolicy } from '../../schema/decisions/policy.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import type { Channel, DecisionStatus } from '../../vocabulary/decisions/offers.ts'
import { customerFacts } from '../customers/customer-facts.ts'
import { detailsOfPerson } from '../customers/details.ts'
import { type Proposals, readProposals } from '../store/decisions/proposals.ts'
import { type ReadOptions, readSituation, type Situation } from '../store/decisions/situation.ts'
import type { Store } from '../store/open.ts'
import { isPersonal } from './propose.ts'
import type { Question } from './stages.ts'

/** What is asked. */
export type Asked = {
  customer: string
  channel: Channel
  context: DecisionContext
  /** The only offer that a new decision may be of; it may be approved and not live. By default any live one. */
  offer_id?: string
  /** UTC milliseconds before which no contact is planned. */
  not_before?: number
}

/** The contact policy that is in force, with its defaults. */
export const policySettings = (shop: Shop): ContactPolicySettings =>
  shop.contact_policy ?? v.parse(contactPolicy, {})

/** Whether a window counts the contacts of all buyers of an account together. */
export const hasAccountWindow = ({ windows }: ContactPolicySettings): boolean =>
  windows.some(({ scope }) => scope === 'account')

/** What of a shop decides what is read of its customers. */
export const readOptionsOf = (shop: Shop): ReadOptions => ({
  currency: shop.currency,
  countsAccounts: hasAccountWindow(policySettings(shop)),
})

/** Minutes since midnight of a clock such as 21:30. */
const minuteOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

/** The policy as the engine reads it. @param group of the customer, whose windows hold */
export function policyFor(settings: ContactPolicySettings, group: string | undefined): ContactPolicy {
  const { quiet_hours, rests } = settings
  const windows = settings.windows.filter(
    ({ groups }) => !groups || (group !== undefined && groups.includes(group)),
  )
  return {
    windows,
    rests,
    times: {
      quiet: { from: minuteOf(quiet_hours.from), to: minuteOf(quiet_hours.to) },
      blackout: new Set(settings.blackout_days),
    },
    least_gap_hours: settings.least_gap_hours,
  }
}

/** The status of a decision now: one that is over without an answer was ignored, or never delivered. */
export function statusOf(
  { status, expires_at }: Pick<DecisionRow, 'status' | 'expires_at'>,
  now: number,
): DecisionStatus {
  if (expires_at > now) return status
  if (status === 'delivered') return 'ignored'
  return status === 'open' ? 'expired' : status
}

const isOver = (status: DecisionStatus) => status === 'ignored' || status === 'expired'

const pastOf = (row: DecisionRow, now: number): PastDecision => {
  const status = statusOf(row, now)
  const { offer_id, categories, created_at, seen_at } = row
  return {
    ...{ offer_id, categories, status, created_at, seen_at },
    ended_at: isOver(status) ? row.expires_at : row.ended_at,
  }
}

/** What the person got so far. @param without a decision and channel whose contact does not count */
export function historyOf(
  { decisions, contacts, colleagues }: Pick<Situation, 'decisions' | 'contacts' | 'colleagues'>,
  now: number,
  without?: Pick<ContactRow, 'decision_id' | 'channel'>,
): History {
  const counted = contacts.filter(
    ({ decision_id, channel }) => decision_id !== without?.decision_id || channel !== without.channel,
  )
  return {
    contacts: counted,
    decisions: decisions.map((row) => pastOf(row, now)),
    colleagues: colleagues?.contacts ?? [],
  }
}

/** A code of the offer that the person has already and has not used: an earlier decision was withdrawn, or is over. */
export function unusedCode({ own_codes, decisions }: Situation, offer_id: string): string | undefined {
  const accepted = new Set(decisions.flatMap((row) => (row.status === 'accepted' ? row.decision_id : [])))
  return own_codes.find((one) => one.offer_id === offer_id && !accepted.has(one.decision_id))?.code
}

/** The probability that the person buys each family within the window of the model, by its name. */
function propensitiesOf({ scores }: Situation): ReadonlyMap<string, number> {
  if (!scores) return new Map()
  const { codes, families } = scores
  return new Map(codesOf(codes).map((code, at) => [families[at] ?? '', decoded(code)]))
}

/** Reads everything that a decision depends on: one round trip, and one more where offers look for items of the person's own. */
export async function askedOf(
  store: Store,
  shop: Shop,
  asked: Asked,
  now: number,
): Promise<{ situation: Situation; question: Question }> {
  const { customer, context, offer_id } = asked
  const named = offer_id === undefined ? [] : [offer_id]
  const options = { ...readOptionsOf(shop), present: context.item_ids, named }
  const situation = await readSituation(store, customer, options, now)
  const isPersonalToo = situation.offers.some(({ offer }) => isPersonal(offer))
  const bought = situation.bought.map(({ item_id }) => item_id)
  const [proposals = NO_PROPOSALS] = isPersonalToo ? await readProposals(store, [bought]) : []
  return { situation, question: questionOf(situation, proposals, shop, asked, now) }
}

/** What could be proposed to a person where no offer looks for items of the person's own. */
export const NO_PROPOSALS: Proposals = { companions: [], repeated: [] }

/** The question from what is known of the person. */
export function questionOf(
  situation: Situation,
  proposals: Proposals,
  shop: Shop,
  { channel, context, offer_id, not_before }: Omit<Asked, 'customer'>,
  now: number,
): Question {
  const details = detailsOfPerson(situation.details)
  const settings = policySettings(shop)
  const segments = new Map(
    situation.segments.map((one) => [one.segment_id, one.condition as CustomerCondition]),
  )
  const results = new Map(situation.results.map((one) => [`${one.channel} ${one.offer_id}`, one]))
  return {
    ...{ shop, settings, channel, context, details, now },
    ...(offer_id !== undefined && { only: offer_id }),
    ...(not_before !== undefined && { not_before }),
    isHeldOut: isHeldOut(shop.shop_id, situation.keys[0] ?? '', settings.holdout_share),
    policy: policyFor(settings, details.group),
    facts: customerFacts(situation, details, segments, shop.currency, now),
    history: historyOf(situation, now),
    shelf: {
      ...proposals,
      named: new Map(situation.items.flatMap((row) => (row.item_id === null ? [] : [[row.item_id, row]]))),
      bought: situation.bought,
      present: new Set(context.item_ids),
    },
    answersTo: (offer_id, on) => {
      const { expected = 0, accepted = 0 } = results.get(`${on} ${offer_id}`) ?? {}
      return { expected, accepted }
    },
    conflictsOf: ({ offer_id, offer }) => [
      ...offer.conflicts,
      ...situation.offers.flatMap((other) =>
        other.offer.conflicts.flatMap((one) =>
          one.offer_id === offer_id ? { offer_id: other.offer_id, days: one.days } : [],
        ),
      ),
    ],
    codeFor: (offer_id) =>
      unusedCode(situation, offer_id) ?? situation.codes.find((one) => one.offer_id === offer_id)?.code,
    propensities: propensitiesOf(situation),
    familyNames: situation.scores?.names ?? null,
    zone: details.time_zone ?? shop.time_zone,
  }
}
