import type { Estimate } from './estimate.ts'

/** Visitors of both arms together before the first look: below, means are not normal enough for any interval. */
export const FEWEST_VISITORS = 200
/** And buyers of each arm: what most visitors spend is 0. */
export const FEWEST_BUYERS = 25

/**
 * An interval that may be looked at every day: all of them together miss the truth in at most alpha of the experiments. It
 * is the normal-mixture confidence sequence, asymptotic in the visitors, narrowest where `planned` visitors have come:
 * √(V (1 + 1/s) (ln(1 + s) + 2 ln(1/α))), where V is the variance of the estimate and s grows with the visitors.
 * @param variance of the estimate as it is now
 * @param visitors of both arms, > 0
 * @param planned  visitors for which it was set up, > 0; set before the first look
 * @see I. Waudby-Smith, D. Arbour, R. Sinha, E. Kennedy, A. Ramdas (2024), Ann. Stat. 52, 2613–2640, theorem 2.2 and
 * section B.2 for the mixture's width; H. Robbins (1970), Ann. Math. Stat. 41, 1397–1409
 */
export function alwaysValid(
  value: number,
  variance: number,
  visitors: number,
  planned: number,
  alpha = 0.05,
): Estimate {
  const error = Math.sqrt(variance)
  const s = (tightest(alpha) * visitors) / planned
  const reach = error * Math.sqrt((1 + 1 / s) * (Math.log(1 + s) + 2 * Math.log(1 / alpha)))
  return { value, error, low: value - reach, high: value + reach, p: everP(value, variance, s) }
}

/** s at the planned size for which the interval is narrowest there. */
const tightest = (alpha: number): number => {
  const two = 2 * Math.log(1 / alpha)
  return two + Math.log(two + 1)
}

/** The smallest alpha whose interval would leave 0 out: 1 / the mixture's likelihood ratio. */
function everP(value: number, variance: number, s: number): number {
  if (variance === 0) return value === 0 ? 1 : 0
  const z2 = (value * value) / variance
  return Math.min(1, Math.sqrt(1 + s) * Math.exp((-z2 * s) / (2 * (1 + s))))
}
