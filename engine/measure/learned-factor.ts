/** Limits of the factor: responses are few, and some of them are fraud. */
export const BOUNDS = { low: 0.8, high: 1.25 } as const
/** Fewer visitors or days than this leave the factor at 1. */
export const MIN_DATA = { visitors: 50, days: 7 } as const
/** Weight of the model's own rate, as a number of visitors. */
const PSEUDO_VISITORS = 200
/** One-sided 95 % quantile of the standard normal. */
const ONE_SIDED_95 = 1.645

/** How buyers responded to one suggestion on the page of one item. */
export type Responses = {
  /** Visitors with a confirmed order who had seen it, each counted once. */
  visitors: number
  /** How many of them added it and kept it in the order. */
  kept: number
  /** Number of different days on which they ordered. */
  days: number
}

/**
 * Rate at which buyers keep a suggestion, shrunk to the expected rate: the posterior mean of a beta-binomial model with a
 * prior of `PSEUDO_VISITORS` visitors.
 */
export const shrunkRate = (
  { visitors, kept }: Pick<Responses, 'visitors' | 'kept'>,
  expected: number,
): number => (kept + PSEUDO_VISITORS * expected) / (visitors + PSEUDO_VISITORS)

/**
 * The factor for a score, 0.8 … 1.25; 1 while there are too few responses. It uses the bound of the one-sided 95 % interval
 * that is closer to 1: chance alone must not change the model's order.
 * @param expected rate that the model expects, 0 < expected < 1
 */
export function factorOf(responses: Responses, expected: number): number {
  const enough = responses.visitors >= MIN_DATA.visitors && responses.days >= MIN_DATA.days
  if (!enough || expected <= 0) return 1
  const rate = shrunkRate(responses, expected)
  const error = ONE_SIDED_95 * Math.sqrt((rate * (1 - rate)) / (responses.visitors + PSEUDO_VISITORS + 1))
  const [low, high] = [(rate - error) / expected, (rate + error) / expected]
  const cautious = low > 1 ? low : high < 1 ? high : 1
  return Math.min(BOUNDS.high, Math.max(BOUNDS.low, cautious))
}
