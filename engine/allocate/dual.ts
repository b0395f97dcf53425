import type { Customers } from './campaign.ts'
import { BUDGET, eachSegment, type Limits } from './limits.ts'
import { pricesOfOptions, scaleOf } from './price-rule.ts'

/** Exponents below which an option has no part in the sums. */
const LEAST_EXPONENT = -20
/** A customer who is so sure has no part in the second derivatives. */
const SURE = 1 - 1e-7

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
 * @param smoothing > 0
 */
export function smoothedDual(
  customers: Customers,
  limits: Limits,
  prices: Float64Array,
  smoothing: number,
): DualPoint {
  const size = prices.length
  const point: DualPoint = {
    value: 0,
    gradient: new Float64Array(size),
    hessian: new Float64Array(size * size),
  }
  const shares = new Shares(customers, limits, prices)
  for (let customer = 0; customer < customers.keys.length; customer += 1) {
    point.value += shares.look(customer, smoothing)
    shares.addTo(point)
  }
  for (let limit = 0; limit < size; limit += 1) {
    const bound = limits.bounds[limit] ?? 0
    if (bound === Number.POSITIVE_INFINITY) {
      point.gradient[limit] = 0
    } else {
      point.value += (prices[limit] ?? 0) * bound
      point.gradient[limit] = bound - (point.gradient[limit] ?? 0)
    }
  }
  return point
}

/** Shares of one customer's options in the soft maximum. */
class Shares {
  private readonly customers: Customers
  private readonly limits: Limits
  private readonly prices: Float64Array
  private readonly optionPrices: Float64Array
  /** Reduced values of the customer's entries, then their shares. */
  private shares = new Float64Array(64)
  private from = 0
  private to = 0
  private contacted = 0
  private width = 1
  private isSure = false
  /** Mean use of the customer by limit, and the limits where it is not 0. */
  private readonly mean: Float64Array
  private readonly touched: number[] = []
  private readonly segments: number[] = []

  constructor(customers: Customers, limits: Limits, prices: Float64Array) {
    this.customers = customers
    this.limits = limits
    this.prices = prices
    this.optionPrices = pricesOfOptions(limits, prices)
    this.mean = new Float64Array(prices.length)
  }

  /** Sets the shares of a customer; returns the soft maximum. */
  look(customer: number, smoothing: number): number {
    const { customers, prices, optionPrices, segments } = this
    const { starts, values, costs, options } = customers
    const from = starts[customer] ?? 0
    const to = starts[customer + 1] ?? 0
    if (this.shares.length < to - from) this.shares = new Float64Array(2 * (to - from))
    const { shares } = this
    segments.length = 0
    let bonus = 0
    eachSegment(this.limits, customers, customer, (limit) => {
      segments.push(limit)
      bonus += prices[limit] ?? 0
    })
    const budgetPrice = prices[BUDGET] ?? 0
    let top = 0
    for (let entry = from; entry < to; entry += 1) {
      const price = optionPrices[options[entry] ?? 0] ?? 0
      const reduced = (values[entry] ?? 0) - budgetPrice * (costs[entry] ?? 0) - price + bonus
      shares[entry - from] = reduced
      if (reduced > top) top = reduced
    }
    const width = smoothing * scaleOf(customers, from, to)
    const nothing = Math.exp(-top / width)
    let sum = nothing
    for (let at = 0; at < to - from; at += 1) {
      const exponent = ((shares[at] ?? 0) - top) / width
      const weight = exponent < LEAST_EXPONENT ? 0 : Math.exp(exponent)
      shares[at] = weight
      sum += weight
    }
    this.isSure = nothing > SURE * sum
    for (let at = 0; at < to - from; at += 1) {
      const share = (shares[at] ?? 0) / sum
      shares[at] = share
      this.isSure ||= share > SURE
    }
    this.contacted = 1 - nothing / sum
    Object.assign(this, { from, to, width })
    return top + width * Math.log(sum)
  }

  /** Adds the customer's mean use to the gradient and the covariance of their use, divided by τ_c, to the Hessian. */
  addTo({ gradient, hessian }: DualPoint): void {
    const { customers, limits, mean, touched, segments, from, to } = this
    const size = mean.length
    const scale = 1 / this.width
    touched.length = 0
    for (let entry = from; entry < to; entry += 1) {
      const share = this.shares[entry - from] ?? 0
      if (share === 0) continue
      const option = customers.options[entry] ?? 0
      const cost = customers.costs[entry] ?? 0
      const channel = limits.channelOf[option] ?? 0
      const offer = limits.offerOf[option] ?? 0
      this.note(BUDGET, share * cost)
      this.note(channel, share)
      this.note(offer, share)
      if (this.isSure) continue
      const add = (a: number, b: number, amount: number) => {
        hessian[a * size + b] = (hessian[a * size + b] ?? 0) + amount
        if (a !== b) hessian[b * size + a] = (hessian[b * size + a] ?? 0) + amount
      }
      const part = share * scale
      add(BUDGET, BUDGET, part * cost * cost)
      add(BUDGET, channel, part * cost)
      add(BUDGET, offer, part * cost)
      add(channel, channel, part)
      add(channel, offer, part)
      add(offer, offer, part)
      for (const segment of segments) {
        add(segment, BUDGET, -part * cost)
        add(segment, channel, -part)
        add(segment, offer, -part)
        for (const other of segments) if (other <= segment) add(segment, other, part)
      }
    }
    for (const segment of segments) this.note(segment, -this.contacted)
    for (const a of touched) {
      const use = mean[a] ?? 0
      gradient[a] = (gradient[a] ?? 0) + use
      if (!this.isSure) {
        for (const b of touched) {
          hessian[a * size + b] = (hessian[a * size + b] ?? 0) - use * (mean[b] ?? 0) * scale
        }
      }
    }
    for (const limit of touched) mean[limit] = 0
  }

  private note(limit: number, amount: number): void {
    if (amount === 0) return
    if (this.mean[limit] === 0) this.touched.push(limit)
    this.mean[limit] = (this.mean[limit] ?? 0) + amount
  }
}
