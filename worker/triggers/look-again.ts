import type { ContactRow, DecisionRow } from '../../schema/decisions/decisions.ts'
import type { TriggerRow, TriggerStep } from '../../schema/triggers/triggers.ts'
import type { STEP_AFTER } from '../../vocabulary/decisions/triggers.ts'
import { DAY, HOUR } from '../../vocabulary/time.ts'
import { detailsOfPerson } from '../customers/details.ts'
import { decisionEvents } from '../decisions/announce.ts'
import { planOf } from '../decisions/plan.ts'
import { askedOf, statusOf } from '../decisions/question.ts'
import { respond } from '../decisions/respond.ts'
import { writeDecision } from '../store/decisions/write.ts'
import type { FiringCells } from '../store/triggers/firings.ts'
import { type Case, type Outcome, over } from './case.ts'
import { goneReason } from './gone.ts'
import { nextLook } from './next-look.ts'

/**
 * Looks at a step that has a decision: ends it with the decision, withdraws a decision that was not sent when the reason has gone, and begins the
 * step that follows a refusal or silence. A sequence only ever goes to the next step, so it ends.
 */
export async function lookAgain(one: Case): Promise<Outcome> {
  const { firing, trigger, situation, known, shop, now } = one
  const decision = situation.decisions.find(({ decision_id }) => decision_id === firing.decision_id)
  if (!decision) return { change: over(one, 'ended', 'expired') }
  const status = statusOf(decision, now)
  if (status !== 'open' && status !== 'delivered') return ended(one, decision, status)
  const own = situation.contacts.filter(({ decision_id }) => decision_id === decision.decision_id)
  const reached = reachedAt(decision, own)
  const { attributes = {} } = detailsOfPerson(situation.details)
  const gone = trigger ? goneReason(firing, trigger, known, attributes, shop.time_zone) : 'trigger_off'
  const isBought = hasBought(decision, one)
  if (isBought || (gone && reached === undefined)) {
    const change = isBought ? over(one, 'ended', 'accepted') : over(one, 'cancelled', gone)
    if (await endDecision(one, decision, isBought)) return { change }
  }
  const silentAt = silenceAt(trigger, firing.step, reached)
  if (silentAt !== undefined && silentAt <= now) return await silent(one, decision, own)
  const ends = [decision.expires_at, ...(silentAt === undefined ? [] : [silentAt])]
  const planned = reached === undefined ? own.find(({ made }) => !made)?.at : undefined
  const due_at = nextLook(now, ends, planned)
  return { change: { ...over(one, 'decided'), due_at, done_at: firing.done_at } }
}

/** When the decision reached the person; undefined for not yet. */
const reachedAt = ({ seen_at }: DecisionRow, contacts: readonly ContactRow[]): number | undefined => {
  const times = [...seen_at, ...contacts.flatMap(({ made, at }) => (made ? [at] : []))]
  return times.length > 0 ? Math.min(...times) : undefined
}

/** Whether the person has bought all items of the decision since it was made. */
const hasBought = ({ item_ids, created_at }: DecisionRow, { situation }: Case): boolean =>
  item_ids.length > 0 &&
  item_ids.every((id) => {
    const row = situation.bought.find(({ item_id }) => item_id === id)
    return row !== undefined && (JSON.parse(row.at) as number[]).some((at) => at > created_at)
  })

/** When nobody has answered for so long that it counts as silence; undefined where no step follows it. */
function silenceAt(trigger: TriggerRow | undefined, step: number, reached: number | undefined) {
  const next = trigger?.written.steps[step + 1]
  return next?.after === 'silence' && reached !== undefined ? reached + next.silence_days * DAY : undefined
}

/** Ends the decision as ignored, which makes room for the next step. */
async function silent(one: Case, decision: DecisionRow, contacts: readonly ContactRow[]): Promise<Outcome> {
  const channel = contacts.find(({ made }) => made)?.channel ?? decision.channel
  const response_id = `silence_${decision.decision_id}`
  const answer = { response_id, decision_id: decision.decision_id, response: 'ignored' as const, channel }
  const { stored } = await respond(one.store, { ...answer, note: '' }, one.now)
  return ended(one, stored.decision, statusOf(stored.decision, one.now))
}

/** Withdraws the decision, or notes that its items were bought. Returns false when others decided about the person just now. */
async function endDecision(
  { store, shop, firing, now }: Case,
  { decision_id, channel, offer_id }: DecisionRow,
  isBought: boolean,
): Promise<boolean> {
  const asked = { customer: firing.customer, channel, context: { item_ids: [] }, offer_id }
  const { situation, question } = await askedOf(store, shop, asked, now)
  const current = situation.decisions.find((row) => row.decision_id === decision_id)
  const isSent = situation.contacts.some((row) => row.made && row.decision_id === decision_id)
  if (!current || !['open', 'delivered'].includes(statusOf(current, now))) return false
  if (!isBought && (isSent || current.seen_at.length > 0)) return false
  const bought = planOf(situation, question).bought.filter((row) => row.decision.decision_id === decision_id)
  const change = { withdrawn: isBought ? [] : [decision_id], bought: isBought ? bought : [] }
  return await writeDecision(store, situation, change, decisionEvents(change, situation.decisions), now)
}

/** The step after its decision, and the one that follows. */
function ended(one: Case, { ended_at, expires_at }: DecisionRow, status: string): Outcome {
  const change = over(one, 'ended', status)
  const followed: (typeof STEP_AFTER)[number] | undefined =
    status === 'rejected' ? 'refused' : status === 'ignored' ? 'silence' : undefined
  const step = one.trigger?.written.steps[one.firing.step + 1]
  if (!step || step.after !== followed) return { change }
  return { change, next: nextStep(one, step, ended_at ?? expires_at) }
}

function nextStep({ firing, now }: Case, { wait_hours }: TriggerStep, from: number): FiringCells {
  const { shop_id: _, ...same } = firing
  const planned_at = from + wait_hours * HOUR
  return {
    ...{ ...same, step: firing.step + 1, state: 'waiting', reason: null, decision_id: null },
    ...{ due_at: planned_at, planned_at, created_at: now, done_at: null },
  }
}
