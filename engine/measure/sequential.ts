import { normalQuantile } from '../numbers/normal.ts'
import type { Estimate } from './estimate.ts'

/** Visitors in both arms before the first interval: the sequence is asymptotic. */
export const MIN_VISITORS = 200
/** Buyers in each arm before the first interval: most visitors spend 0, so the mean is far from normal without buyers. */
export const MIN_BUYERS = 25

/**
 * An always-valid confidence interval: it may be read every day, and the intervals of all days together exclude the true
 * value in at most alpha of the experiments. It is the asymptotic normal-mixture confidence sequence, narrowest at `planned`
 * visitors: value ± √(V (1 + 1/s) (ln(1 + s) + 2 ln(1/α))), where V is the variance of the estimate and s grows in
 * proportion to the visitors.
 * @param variance current variance of the estimate
 * @param visitors visitors in both arms, > 0
 * @param planned  planned visitors, > 0; fixed before the first result
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
  return { value, error, low: value - reach, high: value + reach, p: alwaysValidP(value, variance, s) }
}

/** The value of s that makes the interval narrowest at the planned number of visitors. */
const tightest = (alpha: number): number => {
  const two = 2 * Math.log(1 / alpha)
  return two + Math.log(two + 1)
}

/** Always-valid p-value: 1 / the likelihood ratio of the mixture. */
function alwaysValidP(value: number, variance: number, s: number): number {
  if (variance === 0) return value === 0 ? 1 : 0
  const z2 = (value * value) / variance
  return Math.min(1, Math.sqrt(1 + s) * Math.exp((-z2 * s) / (2 * (1 + s))))
}

/** Probability with which an effect counts as one that would be seen: the power of plans. */
const SEEN = 0.8

/**
 * The smallest true effect, in either direction, for which the always-valid interval would exclude 0 today with a probability of
 * 80 %: half of the interval, and as much more as the estimate may fall short.
 */
export const detectableEffect = ({ value, high, error }: Estimate): number =>
  high - value + normalQuantile(SEEN) * error
