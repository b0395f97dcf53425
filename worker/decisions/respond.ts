import type { DecisionRow } from '../../schema/decisions/decisions.ts'
import type { NewResponse } from '../../schema/decisions/responses.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import { MINUTE } from '../../vocabulary/time.ts'
import { readAnswers, readDecision, type StoredDecision } from '../store/decisions/decisions.ts'
import { writeResponse } from '../store/decisions/write.ts'
import { timeId } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import { answerEvents } from './announce.ts'
import { noSuchDecision } from './deliver.ts'

const MAX_ATTEMPTS = 10
/** Times at which a decision was seen that are kept: more than the rest after being seen often needs. */
const MAX_SEEN = 10

/** Views within this time count once: a page that is opened again is no second look. */
const ONE_VIEW = 30 * MINUTE
/** Answers to one decision that are stored, and views, because a signed-in shopper's page may send any number. */
const MAX_ANSWERS = 50

const isSeenLately = ({ seen_at }: DecisionRow, at: number): boolean =>
  seen_at.some((time) => Math.abs(time - at) < ONE_VIEW)

type State = Pick<DecisionRow, 'status' | 'ended_at' | 'seen_at'>

/**
 * The decision after an answer. The newest acceptance or refusal counts: an older one, which a tool reports late, changes nothing, and
 * neither does a view. Only views of pages are looks, which make an offer rest there.
 */
function after(row: DecisionRow, { response, channel }: NewResponse, at: number): State {
  const { status, ended_at, seen_at } = row
  const same = { status, ended_at, seen_at }
  const isUnanswered = status === 'open' || status === 'delivered'
  if (response === 'viewed') {
    const seen = [...seen_at, at].sort((a, b) => a - b).slice(-MAX_SEEN)
    return {
      ...{ status: status === 'open' ? 'delivered' : status, ended_at },
      seen_at: channel === 'web' ? seen : seen_at,
    }
  }
  if (response === 'ignored') return isUnanswered ? { status: 'ignored', ended_at: at, seen_at } : same
  const isLate = (status === 'accepted' || status === 'rejected') && ended_at !== null && at < ended_at
  return isLate ? same : { status: response, ended_at: at, seen_at }
}

/**
 * Stores what a person answered to a decision; a repeated `response_id`, a second look within half an hour and the answers beyond fifty
 * change nothing.
 * @param now UTC milliseconds; a time of the answer that lies after it counts as now
 * @throws {PairwellError} `unknown_decision`, `busy`
 */
export async function respond(
  store: Store,
  answered: NewResponse,
  now: number,
): Promise<{ response_id: string; stored: StoredDecision }> {
  const { decision_id, response, channel, reason, note, at = Number.POSITIVE_INFINITY } = answered
  const response_id = answered.response_id ?? timeId('rsp', now)
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const stored = await readDecision(store, decision_id)
    if (!stored) throw noSuchDecision()
    const { decision } = stored
    const { answers, views, is_stored, receivers } = await readAnswers(store, decision, response_id)
    const isAgain = response === 'viewed' && isSeenLately(decision, Math.min(at, now))
    // Beyond them only a first refusal is stored, which must never be lost. Views leave room for answers.
    const isFirstRefusal = response === 'rejected' && decision.status !== 'rejected'
    const isOver = response === 'viewed' ? views >= MAX_ANSWERS : answers >= MAX_ANSWERS && !isFirstRefusal
    if (is_stored || isAgain || isOver) return { response_id, stored }
    const { customer, offer_id } = decision
    // Nobody answers before the decision is made: tools that send seconds would end a rest that way.
    const time = Math.max(decision.created_at, Math.min(at, now))
    const row = {
      ...{ response_id, decision_id, customer, offer_id, channel, response, at: time },
      ...{ reason: reason ?? null, note: note || null },
    }
    const is_delivery = decision.status === 'open' && !stored.contacts.some(({ made }) => made)
    const change = after(decision, answered, time)
    const events = answerEvents(decision, change, row)
    const written = { response: row, before: decision, after: change, is_delivery, receivers, events }
    if (await writeResponse(store, written, now)) {
      const changed = await readDecision(store, decision_id)
      return { response_id, stored: changed ?? stored }
    }
  }
  throw new PairwellError('busy', 'Other requests about this decision came in between. Send it again.')
}
