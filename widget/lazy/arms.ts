import type { Shown } from '../view/shown.ts'
import { subjectIn } from './subject.ts'

/** Where a visitor stands in an experiment, and the chance with which the items were drawn for it. */
export type Place = { experiment_id?: string; arm?: string; holdout?: boolean; explore?: number }

/**
 * Where a visitor falls, 0 ≤ u < 1, the same on every page: FNV-1a of 32 bits over UTF-16 units, finalised as MurmurHash3
 * does, because FNV alone spreads names that differ in their last letter too little.
 */
export function draw(experiment_id: string, visitor_id: string): number {
  let hash = 0x811c9dc5
  const salted = `${experiment_id}:${visitor_id}`
  for (let at = 0; at < salted.length; at += 1) {
    hash = Math.imul(hash ^ salted.charCodeAt(at), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/**
 * The answer that somebody sees: of the arm that was drawn, with what it leaves out taken from what everybody sees.
 * Beyond the shares of all arms what everybody sees, and no place; so does who has not signed in, where customers are drawn.
 */
export function armOf<T extends Pick<Shown, 'experiment'>>(
  answer: T,
  visitor_id: string,
  customer_token?: string,
): { answer: T; place?: Place } {
  const { experiment_id = '', unit, arms = [] } = answer.experiment ?? {}
  const drawn = unit ? subjectIn(customer_token) : visitor_id
  if (!drawn) return { answer }
  let left = draw(experiment_id, drawn)
  for (const { arm, share, holdout, ...own } of arms) {
    left -= share
    if (left < 0) return { answer: { ...answer, ...own }, place: { experiment_id, arm, holdout } }
  }
  return { answer }
}
