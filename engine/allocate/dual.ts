import type { Customers } from './campaign.ts'
import { CurvatureSums } from './curvature.ts'
import type { Limits } from './limits.ts'
import { Shares } from './shares.ts'

/** The smoothed dual function at some prices, with its first and second derivatives by limit. */
export type DualPoint = {
  value: number
  /** b − use of each limit; 0 where there is no limit. */
  gradient: Float64Array
  /** By rows, limits × limits. */
  hessian: Float64Array
}

/**
 * The dual function of the multiple-choice knapsack with soft maxima,
 *
 *     L(λ) = Σ_c τ_c log(1 + Σ_j exp((v_cj − Σ_k λ_k a_cjk) / τ_c)) + Σ_k λ_k b_k ,  τ_c = smoothing · (largest value of c)
 *
 * which is convex and smooth, and tends to the true one as the smoothing tends to 0 (Y. Nesterov 2005, Math. Program. 103,
 * 127–152). Sums run in the order of the customers.
 * @param count customers, from the first one on, that it is about @param smoothing > 0
 */
export function smoothedDual(
  customers: Customers,
  count: number,
  limits: Limits,
  prices: Float64Array,
  smoothing: number,
): DualPoint {
  const sums = new CurvatureSums(customers, limits)
  const shares = new Shares(customers, limits, prices)
  let value = 0
  for (let customer = 0; customer < count; customer += 1) {
    value += shares.look(customer, smoothing)
    sums.add(shares)
  }
  const gradient = sums.use.map((use, limit) => {
    const bound = limits.bounds[limit] ?? 0
    if (bound === Number.POSITIVE_INFINITY) return 0
    value += (prices[limit] ?? 0) * bound
    return bound - use
  })
  return { value, gradient, hessian: sums.hessian() }
}
