import { type Estimate, normalEstimate } from './estimate.ts'
import { errorOf, type Moments, type Pairs } from './moments.ts'

/**
 * Difference of the means of an arm and the control, each with its own variance.
 * @see B. L. Welch (1938), Biometrika 29, 350–362; with many visitors its t is a z
 */
export const difference = (arm: Moments, control: Moments, alpha = 0.05): Estimate =>
  normalEstimate(arm.mean - control.mean, errorOf(arm) + errorOf(control), alpha)

/**
 * Lift, the relative difference: arm / control − 1. Its interval is that of the logarithm of the ratio, by the delta method, which is
 * nearer to normal than the ratio: the ratio itself is skewed, so that an interval of equal arms lies too low. `error` is the
 * standard error of the ratio.
 * Undefined while a mean is within three standard errors of 0, because there neither the ratio nor its logarithm is near to normal.
 * @see D. Katz, J. Baptista, S. Azen, M. Pike (1978), Biometrics 34, 469–474; for means in place of shares the variance of the mean
 *   takes the place of the binomial one
 */
export function lift(arm: Moments, control: Moments, alpha = 0.05): Estimate | undefined {
  const [va, vc] = [errorOf(arm), errorOf(control)]
  if (arm.mean <= 3 * Math.sqrt(va) || control.mean <= 3 * Math.sqrt(vc)) return undefined
  const ratio = arm.mean / control.mean
  const log = normalEstimate(Math.log(ratio), va / arm.mean ** 2 + vc / control.mean ** 2, alpha)
  return {
    value: ratio - 1,
    error: ratio * log.error,
    low: Math.exp(log.low) - 1,
    high: Math.exp(log.high) - 1,
    p: log.p,
  }
}

/**
 * Ratio of two sums over the same visitors, such as revenue per order, by the delta method.
 * @param pairs numerator y and denominator x of each visitor
 * @returns undefined when the denominator is 0
 * @see A. Deng, U. Knoblich, J. Lu (2018), KDD, section 3.1
 */
export function ratioOf({ y, x, products }: Pairs, alpha = 0.05): Estimate | undefined {
  if (x.mean === 0 || y.n < 2) return undefined
  const ratio = y.mean / x.mean
  const squares = y.squares - 2 * ratio * products + ratio * ratio * x.squares
  const variance = squares / (y.n - 1) / y.n / x.mean ** 2
  return normalEstimate(ratio, Math.max(0, variance), alpha)
}

/** Difference of a ratio in the arm and in the control. */
export function ratioDifference(arm: Pairs, control: Pairs, alpha = 0.05): Estimate | undefined {
  const [a, c] = [ratioOf(arm), ratioOf(control)]
  return a && c ? normalEstimate(a.value - c.value, a.error ** 2 + c.error ** 2, alpha) : undefined
}
