import { normalQuantile } from '../numbers/normal.ts'

/** Power and significance level of all plans. */
const POWER = 0.8
const ALPHA = 0.05

const FACTOR = (normalQuantile(1 - ALPHA / 2) + normalQuantile(POWER)) ** 2

/**
 * Sample size: visitors in both arms together for a power of 80 % at a significance level of 5 %.
 * @param rate   conversion rate, 0 < rate < 1
 * @param change relative change: 0.05 means from 2 % to 2.1 %
 * @param share  of the smaller arm, 0 < share < 1
 * @see J. Fleiss, B. Levin, M. Paik (2003), Statistical Methods for Rates and Proportions, 4.2, without correction
 */
export function visitorsNeeded(rate: number, change: number, share: number): number {
  const other = Math.min(1, rate * (1 + change))
  const spread = (rate * (1 - rate)) / share + (other * (1 - other)) / (1 - share)
  return Math.ceil((FACTOR * spread) / (other - rate) ** 2)
}

/**
 * Minimum detectable effect: the smallest relative change for which this many visitors give a power of 80 %.
 * @returns null when even a doubling of the rate would not be detected
 */
export function minimumDetectableEffect(rate: number, visitors: number, share: number): number | null {
  if (rate <= 0 || rate >= 1 || visitorsNeeded(rate, 1, share) > visitors) return null
  let [low, high] = [0, 1]
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2
    if (visitorsNeeded(rate, middle, share) > visitors) low = middle
    else high = middle
  }
  return high
}

/** Share of a permanent holdout by the shop's orders in a month, largest shops first. */
const PERMANENT_HOLDOUTS: readonly (readonly [orders: number, share: number])[] = [
  [50_000, 0.05],
  [1_000, 0.1],
]

/** Share of a permanent holdout; null for shops that are too small for one. @param orders orders in a month */
export const permanentHoldout = (orders: number): number | null =>
  PERMANENT_HOLDOUTS.find(([from]) => orders >= from)?.[1] ?? null
