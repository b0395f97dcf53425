import { contactTime } from '../../engine/decide/policy.ts'
import type { Withheld } from '../../engine/decide/types.ts'
import type { DecisionContent, DecisionContext, DecisionRow } from '../../schema/decisions/decisions.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { type Channel, isOutbound } from '../../vocabulary/decisions/offers.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import { DAY } from '../../vocabulary/time.ts'
import { sha256 } from '../http/sha256.ts'
import { readDecision, type StoredDecision } from '../store/decisions/decisions.ts'
import type { Situation } from '../store/decisions/situation.ts'
import { writeDelivery } from '../store/decisions/write.ts'
import type { Store } from '../store/open.ts'
import { candidateOf } from './candidates.ts'
import { planOf } from './plan.ts'
import { askedOf, historyOf, statusOf } from './question.ts'

const MAX_ATTEMPTS = 10

export const noSuchDecision = () =>
  new PairwellError('unknown_decision', 'There is no such decision. GET /v1/decisions lists them.')

const refused = (decision_id: string, withheld: Withheld) =>
  new PairwellError(
    'contact_not_allowed',
    `The contact is not allowed now (${withheld.stage}: ${withheld.code}). Do not send it.`,
    { decision_id, blocked_by: withheld },
  )

/** @throws {PairwellError} `decision_over` when it is not valid any more */
export function checkValid(decision: DecisionRow, now: number): void {
  const status = statusOf(decision, now)
  if (status === 'open' || status === 'delivered') return
  throw new PairwellError(
    'decision_over',
    'The decision was answered, withdrawn, or is over. Do not send it.',
    { status },
  )
}

/** The language and the market for which a decision was worded: they are those of the place that asked, not of the customer. */
export const contextOfContent = ({ locale, market }: DecisionContent): DecisionContext => ({
  item_ids: [],
  ...(locale && { locale }),
  ...(market !== undefined && { market }),
})

/** Milliseconds in which a call may be repeated with its key, as for every call (docs/API.md). */
const REPEATABLE = DAY

const withPlanned = (situation: Situation, decision_id: string, channel: Channel): Situation => ({
  ...situation,
  contacts: situation.contacts.map((one) =>
    one.decision_id === decision_id && one.channel === channel ? { ...one, made: false } : one,
  ),
})

/**
 * Asks whether a decision may be sent on an outbound channel now, and notes that it is. The policy is checked for this very moment, so a
 * tool that asks before it sends exceeds no window, whenever it sends.
 * @param idempotency_key of the call; a call that ended after it had noted the contact, without an answer, may be repeated with it for a day
 * @throws {PairwellError} `unknown_decision`, `decision_over`, `contact_not_allowed`, `busy`
 */
export async function deliver(
  store: Store,
  shop: Shop,
  decision_id: string,
  channel: Channel,
  now: number,
  idempotency_key?: string,
): Promise<StoredDecision> {
  const keyHash = idempotency_key === undefined ? undefined : await sha256(idempotency_key)
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const stored = await readDecision(store, decision_id)
    if (!stored) throw noSuchDecision()
    const { decision } = stored
    checkValid(decision, now)
    const own = stored.contacts.find((one) => one.channel === channel)
    if (!isOutbound(channel)) return stored
    const isRepetition = own?.made === true && own.idempotency_key === keyHash && now - own.at <= REPEATABLE
    if (own?.made && !isRepetition) throw refused(decision_id, { stage: 'policy', code: 'already_sent' })
    const { customer, categories, offer_id, expires_at, content } = decision
    const { situation: found, question } = await askedOf(
      store,
      shop,
      { customer, channel, context: contextOfContent(content) },
      now,
    )
    // A repetition is checked as if its contact were still planned: consent may be gone since.
    const situation = isRepetition ? withPlanned(found, decision_id, channel) : found
    const { answer, withdrawn, bought } = planOf(situation, question)
    const isBought = bought.some((one) => one.decision.decision_id === decision_id)
    if (isBought || answer.decision?.decision_id !== decision_id) {
      const [first] = answer.considered
      if (!isBought && !withdrawn.includes(decision_id) && answer.decision === null && first?.blocked_by)
        throw refused(decision_id, first.blocked_by as Withheld)
      throw new PairwellError(
        'decision_over',
        'The decision is no longer valid, because its offer or the customer changed. Do not send it.',
      )
    }
    const offer = situation.offers.find((one) => one.offer_id === offer_id)
    if (!offer) throw noSuchDecision()
    const candidate = { ...candidateOf(offer, []), categories }
    const history = historyOf(situation, now, { decision_id, channel })
    const time = contactTime(candidate, channel, expires_at, history, question.policy, question)
    if ('withheld' in time) throw refused(decision_id, time.withheld)
    if (time.at > now) throw refused(decision_id, { stage: 'policy', code: 'no_time' })
    if (isRepetition) return stored
    const about = { decision_id, channel, customer, offer_id, categories }
    const contact = { ...about, at: now, made: true, expires_at, idempotency_key: keyHash ?? null }
    const isFirst = !stored.contacts.some(({ made }) => made)
    if (await writeDelivery(store, situation, contact, answer.decision.content, isFirst)) {
      return (await readDecision(store, decision_id)) ?? stored
    }
  }
  throw new PairwellError('busy', 'Other requests about this customer came in between. Ask again.')
}
