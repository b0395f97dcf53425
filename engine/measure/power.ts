import { normalQuantile } from '../numbers/normal.ts'

/** Chance that a true effect is found, and that none is found where there is none. */
const POWER = 0.8
const ALPHA = 0.05

const FACTOR = (normalQuantile(1 - ALPHA / 2) + normalQuantile(POWER)) ** 2

/**
 * Visitors that both arms together need to find a change 8 times out of 10.
 * @param rate   share of visitors who buy, 0 < rate < 1
 * @param change relative: 0.05 is from 2 % to 2.1 %
 * @param share  of the smaller arm, 0 < share < 1
 * @see J. Fleiss, B. Levin, M. Paik (2003), Statistical Methods for Rates and Proportions, 4.2, without correction
 */
export function visitorsNeeded(rate: number, change: number, share: number): number {
  const other = Math.min(1, rate * (1 + change))
  const spread = (rate * (1 - rate)) / share + (other * (1 - other)) / (1 - share)
  return Math.ceil((FACTOR * spread) / (other - rate) ** 2)
}

/**
 * Smallest relative change that so many visitors find 8 times out of 10.
 * @returns null when not even a doubling is
 */
export function smallestVisible(rate: number, visitors: number, share: number): number | null {
  if (rate <= 0 || rate >= 1 || visitorsNeeded(rate, 1, share) > visitors) return null
  let [low, high] = [0, 1]
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2
    if (visitorsNeeded(rate, middle, share) > visitors) low = middle
    else high = middle
  }
  return high
}

/** Orders a month from which a holdout may stay, and its share. */
const STAYING: readonly (readonly [orders: number, share: number])[] = [
  [50_000, 0.05],
  [1_000, 0.1],
]

/** The share of a holdout that may stay for good; null where it would see nothing in time. @param orders a month */
export const stayingHoldout = (orders: number): number | null =>
  STAYING.find(([from]) => orders >= from)?.[1] ?? null
