import { wilson } from '../numbers/intervals.ts'

/** Seed orders below which a share is only a word: 1 of 4 is no "25 %". */
const MOST_FOR_WORDS = 20
/** "About 1 in 40" tells a shopper nothing. */
const LEAST_SHARE = 15

/** What was counted for a companion. Whole numbers, 0 ≤ co_orders ≤ seed_orders ≤ orders. */
export type Counted = { co_orders: number; seed_orders: number; item_orders: number }

/** Public evidence. A `share` of n ≥ 1 means "about 1 in n buyers also bought this". */
export type PublicEvidence = { level: 'share'; share: number } | { level: 'words' }

/** Rounds the evidence so far that it helps a shopper, and no competitor: a share of 1 in n, else words. */
export function publicEvidence(counted: Counted, allowed: 'share' | 'words' | 'none'): PublicEvidence {
  const { co_orders, seed_orders } = counted
  if (allowed !== 'share' || seed_orders < MOST_FOR_WORDS || co_orders === 0) return { level: 'words' }
  const share = Math.round(seed_orders / co_orders)
  return share <= LEAST_SHARE ? { level: 'share', share } : { level: 'words' }
}

/**
 * What the merchant sees: the counts, the share with Wilson's 95 % interval, and the lift P(both) / (P(a) P(b)).
 * @param orders all orders of the window
 */
export function merchantEvidence(counted: Counted, orders: number) {
  const { co_orders, seed_orders, item_orders } = counted
  const seen = { co_orders, seed_orders, item_orders }
  const expected = (seed_orders * item_orders) / Math.max(1, orders)
  return {
    ...seen,
    orders,
    share: shareOf(co_orders, seed_orders),
    lift: digits(expected === 0 ? 0 : co_orders / expected),
  }
}

/** A share with Wilson's 95 % interval. */
export function shareOf(part: number, whole: number): { value: number; low: number; high: number } {
  const { low, high } = wilson(part, whole)
  return { value: digits(whole === 0 ? 0 : part / whole), low: digits(low), high: digits(high) }
}

const digits = (value: number): number => Number(value.toPrecision(4))
