import { type Estimate, normalEstimate } from './estimate.ts'
import { errorOf, type Moments, type Pairs } from './moments.ts'

/**
 * How much more a visitor of the arm brings than one of the control: difference of means, each with its own variance.
 * @see B. L. Welch (1938), Biometrika 29, 350–362; of many visitors its t is a z
 */
export const difference = (arm: Moments, control: Moments, alpha = 0.05): Estimate =>
  normalEstimate(arm.mean - control.mean, errorOf(arm) + errorOf(control), alpha)

/**
 * The same relative to the control: arm / control − 1, by the delta method.
 * Undefined while the control's mean is not clearly above 0: no interval of a ratio holds there.
 * @see A. Deng, U. Knoblich, J. Lu (2018), KDD, section 3
 */
export function lift(arm: Moments, control: Moments, alpha = 0.05): Estimate | undefined {
  const [va, vc] = [errorOf(arm), errorOf(control)]
  // Three standard errors: below, the ratio's own distribution is far from normal.
  if (control.mean <= 3 * Math.sqrt(vc)) return undefined
  const ratio = arm.mean / control.mean
  return normalEstimate(ratio - 1, (va + ratio * ratio * vc) / control.mean ** 2, alpha)
}

/**
 * A ratio of two sums over the same visitors, such as revenue an order, by the delta method.
 * @param pairs y above, x below: of each visitor
 * @returns undefined when the sum below is 0
 * @see A. Deng, U. Knoblich, J. Lu (2018), KDD, section 3.1
 */
export function ratioOf({ y, x, products }: Pairs, alpha = 0.05): Estimate | undefined {
  if (x.mean === 0 || y.n < 2) return undefined
  const ratio = y.mean / x.mean
  const squares = y.squares - 2 * ratio * products + ratio * ratio * x.squares
  const variance = squares / (y.n - 1) / y.n / x.mean ** 2
  return normalEstimate(ratio, Math.max(0, variance), alpha)
}

/** How much larger a ratio is in the arm than in the control. */
export function ratioDifference(arm: Pairs, control: Pairs, alpha = 0.05): Estimate | undefined {
  const [a, c] = [ratioOf(arm), ratioOf(control)]
  return a && c ? normalEstimate(a.value - c.value, a.error ** 2 + c.error ** 2, alpha) : undefined
}
