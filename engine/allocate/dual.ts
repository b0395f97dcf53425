import type { Customers } from './campaign.ts'
import { CurvatureSums } from './curvature.ts'
import { BUDGET, type Limits } from './limits.ts'
import { pricesOfOptions, scaleOf } from './price-rule.ts'

/** Exponents below which an option has no part in the sums: one in a million. */
const LEAST_EXPONENT = -14
/** A customer who is so sure has no part in the second derivatives. */
const SURE = 1 - 1e-6

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

/** Shares of one customer's options in the soft maximum. */
export class Shares {
  customer = 0
  from = 0
  to = 0
  /** Share of entry `from + n`. */
  shares = new Float64Array(64)
  /** Sum of them. */
  contacted = 0
  /** Width τ_c of the soft maximum, minor units. */
  width = 1
  /** Whether one share is nearly 1. */
  isSure = false
  private readonly customers: Customers
  private readonly limits: Limits
  private readonly prices: Float64Array
  private readonly optionPrices: Float64Array

  constructor(customers: Customers, limits: Limits, prices: Float64Array) {
    this.customers = customers
    this.limits = limits
    this.prices = prices
    this.optionPrices = pricesOfOptions(limits, prices)
  }

  /** Sets the shares of a customer; returns the soft maximum. */
  look(customer: number, smoothing: number): number {
    const from = this.customers.starts[customer] ?? 0
    const to = this.customers.starts[customer + 1] ?? 0
    if (this.shares.length < to - from) this.shares = new Float64Array(2 * (to - from))
    this.customer = customer
    this.from = from
    this.to = to
    this.width = smoothing * scaleOf(this.customers, from, to)
    return this.toShares(this.reduce(customer))
  }

  /** Writes the reduced values; returns the largest, at least 0. */
  private reduce(customer: number): number {
    const { shares, prices, optionPrices, from, to } = this
    const { values, costs, options, segmentStarts, segments } = this.customers
    let bonus = 0
    const last = segmentStarts?.[customer + 1] ?? 0
    for (let at = segmentStarts?.[customer] ?? 0; at < last; at += 1) {
      bonus += prices[this.limits.firstSegment + (segments?.[at] ?? 0)] ?? 0
    }
    const budgetPrice = prices[BUDGET] ?? 0
    let top = 0
    for (let entry = from; entry < to; entry += 1) {
      const price = optionPrices[options[entry] ?? 0] ?? 0
      const reduced = (values[entry] ?? 0) - budgetPrice * (costs[entry] ?? 0) - price + bonus
      shares[entry - from] = reduced
      if (reduced > top) top = reduced
    }
    return top
  }

  private toShares(top: number): number {
    const { shares, width } = this
    const count = this.to - this.from
    const nothing = Math.exp(-top / width)
    let sum = nothing
    let most = nothing
    for (let at = 0; at < count; at += 1) {
      const exponent = ((shares[at] ?? 0) - top) / width
      const weight = exponent < LEAST_EXPONENT ? 0 : Math.exp(exponent)
      shares[at] = weight
      sum += weight
      if (weight > most) most = weight
    }
    for (let at = 0; at < count; at += 1) shares[at] = (shares[at] ?? 0) / sum
    this.contacted = 1 - nothing / sum
    this.isSure = most > SURE * sum
    return top + width * Math.log(sum)
  }
}
