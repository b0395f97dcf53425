import type { Shown } from '../view/shown.ts'
import { subjectIn } from './subject.ts'

/** The arm of a visitor, and the propensity of the items. */
export type Place = { experiment_id?: string; arm?: string; holdout?: boolean; explore?: number }

/**
 * A uniform pseudo-random number of a visitor, 0 ≤ u < 1, the same on every page: 32-bit FNV-1a over UTF-16 code units with
 * MurmurHash3's finalizer, because FNV alone gives similar ids similar hashes.
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
 * The answer of the visitor's arm; fields that the arm does not have are those of the default answer. Visitors outside the
 * shares of all arms get the default answer without an arm, and so do visitors without a customer where customers are drawn.
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
