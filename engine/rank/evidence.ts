import { wilson } from '../numbers/intervals.ts'

/** With fewer seed orders the evidence is in words: 1 of 4 orders is not reliably "25 %". */
const MIN_SEED_ORDERS = 20
/** A smaller share than 1 in 10 dissuades a shopper rather than helps. */
const DEFAULT_ONE_IN = 10

/** What was counted for a companion. Whole numbers, 0 ≤ co_orders ≤ seed_orders ≤ orders. */
export type Counted = { co_orders: number; seed_orders: number; item_orders: number }

/** Public evidence. A `share` of n ≥ 1 means "about 1 in n buyers also bought this". */
export type PublicEvidence = { level: 'share'; share: number } | { level: 'words' }

/**
 * Rounded public evidence, which helps shoppers but not competitors: a share of 1 in n, else words.
 * @param one_in the largest n that is shown as a share
 */
export function publicEvidence(
  counted: Counted,
  allowed: 'share' | 'words' | 'none',
  one_in = DEFAULT_ONE_IN,
): PublicEvidence {
  const { co_orders, seed_orders } = counted
  if (allowed !== 'share' || seed_orders < MIN_SEED_ORDERS || co_orders === 0) return { level: 'words' }
  const share = Math.round(seed_orders / co_orders)
  return share <= one_in ? { level: 'share', share } : { level: 'words' }
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
