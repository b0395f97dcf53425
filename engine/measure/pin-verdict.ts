import { newcombe } from '../numbers/intervals.ts'

/** Views of items, and how often they were clicked and added to the cart. Whole numbers. */
export type Responses = { seen: number; clicked: number; added: number }

/** Whether a pinned item does better than the items beside it. */
export type PinVerdict = {
  verdict: 'better' | 'worse' | 'no_difference' | 'too_early'
  /** Additions for each view: of the pinned item minus those of the others, with its 95 % interval; null without views. */
  difference: { value: number; low: number; high: number } | null
}

/** Views of each side below which nothing is said: at the usual 2 % the interval is wider than the rate itself. */
const MIN_SEEN = 400

/**
 * Compares additions for each view of a pinned item with those of the items beside it on the same pages (difference of proportions with
 * Newcombe's interval, Statistics in Medicine 17, 1998, method 10). The pages are the same, the places are not: it does not
 * say what an experiment says.
 */
export function pinVerdict(pinned: Responses, others: Responses): PinVerdict {
  if (pinned.seen === 0 || others.seen === 0) return { verdict: 'too_early', difference: null }
  const kept = ({ seen, added }: Responses): [number, number] => [Math.min(added, seen), seen]
  const difference = newcombe(...kept(pinned), ...kept(others))
  const { low, high } = difference
  if (Math.min(pinned.seen, others.seen) < MIN_SEEN) return { verdict: 'too_early', difference }
  return { verdict: low > 0 ? 'better' : high < 0 ? 'worse' : 'no_difference', difference }
}
