import { arbitrated } from '../../engine/decide/arbitrate.ts'
import { restOf } from '../../engine/decide/policy.ts'
import type { Withheld } from '../../engine/decide/types.ts'
import { hash32 } from '../../engine/numbers/hash.ts'
import type { Considered, ContactRow, DecisionRow } from '../../schema/decisions/decisions.ts'
import { hasOwnCodes, type OfferRow } from '../../schema/decisions/offers.ts'
import { isOutbound } from '../../vocabulary/decisions/offers.ts'
import type { Situation } from '../store/decisions/situation.ts'
import type { DecisionChange } from '../store/decisions/write.ts'
import { timeId } from '../store/ids.ts'
import { candidateOf, judge, judgeProposed, type Makeable } from './candidates.ts'
import { showable } from './propose.ts'
import { historyOf, statusOf } from './question.ts'
import { applicability, type Question } from './stages.ts'

/** A decision without its shop, with its contacts, or none; and why other offers were not made. */
export type Decided = {
  decision: Omit<DecisionRow, 'shop_id'> | null
  contacts: readonly Omit<ContactRow, 'shop_id'>[]
  considered: Considered[]
}

/** What is to be written, and what is answered when it is. */
export type Plan = DecisionChange & { answer: Decided }
type PlanOfOne = Omit<Plan, 'bought'>

/** Offers that a decision remembers as considered: first those that could have been made, then the withheld ones. */
const MAX_CONSIDERED = 50

/** What a decision about the person is, from everything that it depends on. */
export function planOf(situation: Situation, question: Question): Plan {
  const { now } = question
  // Two people who were joined may have a decision each: the older one that stands stays.
  const valid = situation.decisions
    .filter((row) => ['open', 'delivered'].includes(statusOf(row, now)))
    .sort((a, b) => a.created_at - b.created_at || (a.decision_id < b.decision_id ? -1 : 1))
  const bought = valid.flatMap((row) => {
    const at = boughtAt(row, situation)
    return at === undefined ? [] : [{ decision: row, at }]
  })
  const withdrawn: string[] = []
  for (const row of valid.filter((one) => !bought.some(({ decision }) => decision === one))) {
    const standing = standingOf(row, situation, question)
    if (standing && yields(row, situation, question)) withdrawn.push(row.decision_id)
    else if (standing && question.only !== undefined && question.only !== row.offer_id) {
      return { ...occupiedPlan(question.only, situation), bought }
    } else if (standing) {
      const gone = [row, ...bought.map(({ decision }) => decision)]
      const others = valid.filter((one) => !gone.includes(one)).map(({ decision_id }) => decision_id)
      return { ...againPlan(row, standing, others, situation, question), bought }
    } else withdrawn.push(row.decision_id)
  }
  const left = withoutWithdrawn(situation, withdrawn)
  const accepted = left.decisions.map((row) => {
    const found = bought.find(({ decision }) => decision === row)
    return found ? { ...row, status: 'accepted' as const, ended_at: found.at } : row
  })
  const history = historyOf({ ...left, decisions: accepted }, now)
  return { ...newPlan(withdrawn, situation, { ...question, history }), bought }
}

/** Whether a decision makes room for the offer that is asked for: nobody has seen it, and no contact of it is planned. */
const yields = (
  { decision_id, offer_id, status }: DecisionRow,
  { contacts }: Situation,
  { only }: Question,
) =>
  only !== undefined &&
  only !== offer_id &&
  status === 'open' &&
  !contacts.some((one) => one.decision_id === decision_id)

/** Another offer is on its way to the person, which stays as it is. */
function occupiedPlan(offer_id: string, { offers }: Situation): PlanOfOne {
  const row = offers.find((one) => one.offer_id === offer_id)
  const considered = row ? [consideredOf(row, { stage: 'policy', code: 'open_decision' })] : []
  return { withdrawn: [], answer: { decision: null, contacts: [], considered } }
}

/** When the person bought the items of a decision after it was made, UTC milliseconds; undefined when they have not. */
function boughtAt({ item_ids, created_at }: DecisionRow, { bought }: Situation): number | undefined {
  const times = item_ids.map((id) => {
    const row = bought.find(({ item_id }) => item_id === id)
    const at: number[] = row ? JSON.parse(row.at) : []
    return at.filter((time) => time > created_at).sort((a, b) => a - b)[0]
  })
  return times.length > 0 && !times.includes(undefined) ? Math.max(...(times as number[])) : undefined
}

/** What the person got without these decisions: their planned contacts have no place any more. */
const withoutWithdrawn = (situation: Situation, withdrawn: readonly string[]): Situation => ({
  ...situation,
  decisions: situation.decisions.filter(({ decision_id }) => !withdrawn.includes(decision_id)),
  contacts: situation.contacts.filter(({ decision_id, made }) => made || !withdrawn.includes(decision_id)),
})

/** How a valid decision stands on the channel that asks: it can be made there, or not there. */
type Standing = { made: Makeable } | { offer: OfferRow; withheld: Withheld }

/** Reasons for which a decision stands and is only not made on this channel, now. */
const isOfChannel = ({ stage, code }: Withheld): boolean =>
  stage === 'policy' ||
  code === 'channel' ||
  code === 'market' ||
  code === 'no_text' ||
  // A contact may cost more than the offer brings on one channel, and less on another.
  code === 'no_value' ||
  (stage === 'consent' && code !== 'objected')

/** How a decision stands; undefined when it is to be withdrawn. */
function standingOf(row: DecisionRow, situation: Situation, question: Question): Standing | undefined {
  const { channel, history, policy, now } = question
  const offer = situation.offers.find(({ offer_id }) => offer_id === row.offer_id)
  if (!offer) return undefined
  const outside = applicability(offer.offer, question)
  if (outside) return isOfChannel(outside) ? { offer, withheld: outside } : undefined
  const cards = showable(row.item_ids.flatMap((id) => question.shelf.named.get(id) ?? []))
  if (cards.length < row.item_ids.length) return undefined
  const placed = situation.contacts.find(
    (one) => one.decision_id === row.decision_id && one.channel === channel,
  )
  // Of the rests only that of pages binds a decision that was made.
  const seen = () => {
    const rest = restOf(candidateOf(offer, cards), channel, history, policy.rests, now)
    return rest?.code === 'seen_often' ? rest : undefined
  }
  // Looking at the item does not withdraw the offer of it, and its follow-up was allowed when it was made.
  const standing = { ...question, isStanding: true, shelf: { ...question.shelf, present: new Set<string>() } }
  const { code } = row.content
  // An offer whose codes became personal meanwhile: the decision has none, or that of everybody.
  const hasCode = situation.own_codes.some((one) => one.decision_id === row.decision_id && one.code === code)
  if (hasOwnCodes(offer.offer.incentive) && !hasCode) return undefined
  const proposed = { cards, reasons: row.reasons, ...(code !== null && { code }) }
  const judged = judgeProposed(offer, proposed, standing, seen, placed?.at)
  if ('made' in judged) return { made: judged.made }
  return isOfChannel(judged.withheld) ? { offer, withheld: judged.withheld } : undefined
}

/** The same decision again: with a place in the windows of this channel, if it has none there yet. */
function againPlan(
  row: DecisionRow,
  standing: Standing,
  others: string[],
  { contacts }: Situation,
  { channel }: Question,
): PlanOfOne {
  const own = contacts.filter(({ decision_id }) => decision_id === row.decision_id)
  if ('withheld' in standing) {
    const considered = [consideredOf(standing.offer, standing.withheld)]
    return { withdrawn: others, answer: { decision: null, contacts: [], considered } }
  }
  const { made } = standing
  const decision = { ...row, content: made.content }
  const placed = own.find((one) => one.channel === channel)
  if (!isOutbound(channel) || placed?.made === false) {
    return { withdrawn: others, answer: { decision, contacts: own, considered: [] } }
  }
  if (placed || made.at >= row.expires_at) {
    const code = placed ? 'already_sent' : 'no_time'
    const considered = [consideredOf(made.row, { stage: 'policy', code })]
    return { withdrawn: others, answer: { decision: null, contacts: [], considered } }
  }
  const contact = contactOf(row, made.at, channel)
  return { withdrawn: others, contact, answer: { decision, contacts: [...own, contact], considered: [] } }
}

const contactOf = (
  { decision_id, customer, offer_id, categories, expires_at }: Omit<DecisionRow, 'shop_id'>,
  at: number,
  channel: DecisionRow['channel'],
): Omit<ContactRow, 'shop_id'> => ({
  ...{
    decision_id,
    customer,
    offer_id,
    categories,
    expires_at,
    channel,
    at,
    made: false,
    idempotency_key: null,
  },
})

const consideredOf = (row: OfferRow, withheld: Withheld | null, priority?: number): Considered => ({
  ...{ offer_id: row.offer_id, name: row.offer.name, blocked_by: withheld },
  ...(priority !== undefined && { priority }),
})

/** Two numbers, 0 ≤ x < 1, that differ between the decisions of a person and are the same when one is made again. */
function diceOf({ keys, turn }: Situation): [number, number] {
  const roll = (name: string) => hash32(`${keys[0]} ${turn} ${name}`) / 2 ** 32
  return [roll('draw'), roll('which')]
}

/** The earlier decision of the person that has a code; null for a free one. */
const holderOf = ({ own_codes }: Situation, offer_id: string, code: string): string | null =>
  own_codes.find((one) => one.offer_id === offer_id && one.code === code)?.decision_id ?? null

/** A new decision: the best of the live offers that can be made, or none. */
function newPlan(withdrawn: string[], situation: Situation, question: Question): PlanOfOne {
  const { now, channel, settings } = question
  const offered = situation.offers.filter(({ offer_id, status }) =>
    question.only === undefined ? status === 'live' : offer_id === question.only,
  )
  const judged = offered.map((row) => judge(row, question))
  const makeable = judged.flatMap((one) => ('made' in one ? one.made : []))
  const { ranked, chance } = arbitrated(makeable, settings.explore_share, diceOf(situation))
  const [best, ...others] = ranked
  const considered = [
    ...others.map(({ row, priority }) => consideredOf(row, null, priority)),
    ...judged.flatMap((one) => ('withheld' in one ? consideredOf(one.row, one.withheld) : [])),
  ].slice(0, MAX_CONSIDERED)
  if (!best) return { withdrawn, answer: { decision: null, contacts: [], considered } }
  const decision: Omit<DecisionRow, 'shop_id'> = {
    decision_id: timeId('dec', now),
    customer: situation.keys[0] ?? '',
    offer_id: best.offer_id,
    kind: best.candidate.kind,
    channel,
    item_ids: best.cards.map(({ item_id }) => item_id),
    categories: [...best.candidate.categories],
    content: best.content,
    reasons: best.reasons,
    parts: { ...best.parts, chance },
    considered,
    status: 'open',
    created_at: now,
    expires_at: best.expires_at,
    ended_at: null,
    seen_at: [],
  }
  const contact = isOutbound(channel) ? contactOf(decision, best.at, channel) : undefined
  const code = hasOwnCodes(best.row.offer.incentive) ? best.content.code : null
  return {
    withdrawn,
    made: decision,
    ...(code !== null && { code: { code, held_by: holderOf(situation, best.offer_id, code) } }),
    ...(contact && { contact }),
    answer: { decision, contacts: contact ? [contact] : [], considered },
  }
}
