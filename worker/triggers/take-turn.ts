import type { CustomerCondition } from '../../engine/customer/condition.ts'
import { holds } from '../../engine/customer/condition.ts'
import type { Withheld } from '../../engine/decide/types.ts'
import { hash32 } from '../../engine/numbers/hash.ts'
import type { DecisionRow } from '../../schema/decisions/decisions.ts'
import type { TriggerStep } from '../../schema/triggers/triggers.ts'
import { type Channel, DECISION_STAGES } from '../../vocabulary/decisions/offers.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import { HOUR, MINUTE } from '../../vocabulary/time.ts'
import { detailsOfPerson } from '../customers/details.ts'
import { judge } from '../decisions/candidates.ts'
import { decide } from '../decisions/decide.ts'
import { isPersonal } from '../decisions/propose.ts'
import { NO_PROPOSALS, questionOf } from '../decisions/question.ts'
import { readProposals } from '../store/decisions/proposals.ts'
import type { FiringChange } from '../store/triggers/firings.ts'
import { type Case, over } from './case.ts'
import { goneReason } from './gone.ts'
import { nextLook } from './next-look.ts'

/**
 * The turn of a step: makes its decision, or says why not. Only what is certain before the decision is judged from what was read of many
 * customers at once; the decision itself reads the customer again.
 */
export async function takeTurn(one: Case): Promise<FiringChange> {
  const { firing, trigger, known, situation, now, shop } = one
  const step = trigger?.written.steps[firing.step]
  if (!trigger || !step) return over(one, 'cancelled', 'trigger_off')
  if (known.is_repeated) return over(one, 'withheld', 'repeated')
  const made = interrupted(one, step)
  // Looked at again at once, because its reason may have gone meanwhile.
  if (made) return { ...over(one, 'decided'), decision_id: made.decision_id, due_at: now }
  const { attributes = {} } = detailsOfPerson(situation.details)
  const gone = goneReason(firing, trigger, known, attributes, shop.time_zone)
  if (gone) return over(one, 'cancelled', gone)
  if (now - firing.planned_at > trigger.written.late_after_hours * HOUR) return over(one, 'late')
  const best = await bestChannel(one, step, trigger.written.for)
  if ('withheld' in best) return over(one, 'withheld', best.withheld)
  const [person = firing.customer] = situation.keys
  const isControl = firing.step === 0 && drawn(trigger.trigger_id, person) < trigger.written.control_share
  return isControl ? over(one, 'control') : await decideNow(one, step, best.channel)
}

/** A number, 0 ≤ x < 1, of a person in a trigger: the same whenever it is asked for. Below the share, the person is in the control. */
const drawn = (trigger_id: string, person: string): number =>
  hash32(`control ${trigger_id} ${person}`) / 2 ** 32

/** The decision that the step has made before an interruption; it may be sent or answered already. */
const interrupted = (
  { firing, situation, known }: Case,
  { offer_id, channels }: TriggerStep,
): DecisionRow | undefined =>
  situation.decisions.find(
    (row) =>
      row.offer_id === offer_id &&
      channels.includes(row.channel) &&
      row.created_at >= firing.planned_at &&
      !known.claimed.includes(row.decision_id),
  )

/** The channel of the step on which the offer can be made and is worth most, or the reason that came closest to a contact. */
async function bestChannel(
  { store, shop, firing, situation, offers, now }: Case,
  { offer_id, channels }: TriggerStep,
  condition: unknown,
): Promise<{ channel: Channel } | { withheld: string }> {
  if (situation.is_erased) return { withheld: 'no_such_customer' }
  const row = offers.get(offer_id)
  if (!row) return { withheld: 'no_offer' }
  const bought = situation.bought.map(({ item_id }) => item_id)
  const [proposals = NO_PROPOSALS] = isPersonal(row.offer) ? await readProposals(store, [bought]) : []
  const asked = { context: { item_ids: [] }, offer_id, not_before: firing.planned_at }
  let best: { channel: Channel; priority: number } | undefined
  let nearest: Withheld | undefined
  for (const channel of channels) {
    const question = questionOf(situation, proposals, shop, { ...asked, channel }, now)
    if (condition !== null && holds(condition as CustomerCondition, question.facts, now) !== true) {
      return { withheld: 'not_in_condition' }
    }
    const judged = judge(row, question)
    if ('withheld' in judged) {
      const stage = DECISION_STAGES.indexOf(judged.withheld.stage)
      if (!nearest || stage > DECISION_STAGES.indexOf(nearest.stage)) nearest = judged.withheld
    } else if (!best || judged.made.priority > best.priority) {
      best = { channel, priority: judged.made.priority }
    }
  }
  return best ?? { withheld: nearest?.code ?? 'no_offer' }
}

/** After this time a firing is looked at again about whose customer others decided just now. */
const BUSY_PAUSE = MINUTE

async function decideNow(one: Case, { offer_id }: TriggerStep, channel: Channel): Promise<FiringChange> {
  const { store, shop, firing, known, now } = one
  const { customer, planned_at } = firing
  try {
    const asked = { customer, channel, context: { item_ids: [] }, offer_id, not_before: planned_at }
    const { decision, contacts, considered } = await decide(store, shop, asked, now)
    if (decision && decision.offer_id === offer_id && !known.claimed.includes(decision.decision_id)) {
      return decidedAs(one, decision, contacts.find((contact) => contact.channel === channel)?.at)
    }
    return over(one, 'withheld', decision ? 'open_decision' : (considered[0]?.blocked_by?.code ?? 'no_offer'))
  } catch (thrown) {
    if (!(thrown instanceof PairwellError)) throw thrown
    if (thrown.code !== 'busy') return over(one, 'withheld', thrown.code)
    return { ...over(one, firing.state), due_at: now + BUSY_PAUSE, done_at: null }
  }
}

/** The step with its decision. @param contact_at when its contact is planned */
const decidedAs = (
  one: Case,
  { decision_id, expires_at }: Pick<DecisionRow, 'decision_id' | 'expires_at'>,
  contact_at?: number,
): FiringChange => ({
  ...over(one, 'decided'),
  ...{ decision_id, due_at: nextLook(one.now, [expires_at], contact_at) },
})
