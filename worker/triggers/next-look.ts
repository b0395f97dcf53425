import { DAY, HOUR, MINUTE } from '../../vocabulary/time.ts'

/** Milliseconds before a planned contact at which its reason is looked at a last time: the job runs each quarter of an hour. */
const BEFORE_CONTACT = 16 * MINUTE
/** The longest time between two looks at a decision that is to be sent, and at one that was. Answers are looked at when they come. */
const [UNSENT, SENT] = [HOUR, DAY]

/**
 * When the job looks at a decision next, UTC milliseconds; always after now.
 * @param ends moments at which the decision is over, or its silence
 * @param contact_at when its contact is planned; undefined for one that was made, or none
 */
export function nextLook(now: number, ends: readonly number[], contact_at?: number): number {
  const usual = now + (contact_at === undefined ? SENT : UNSENT)
  const last = contact_at === undefined ? [] : [contact_at - BEFORE_CONTACT]
  return Math.min(usual, ...[...ends, ...last].filter((at) => at > now))
}
