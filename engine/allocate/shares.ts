import type { Customers } from './campaign.ts'
import { BUDGET, type Limits } from './limits.ts'
import { pricesOfOptions, scaleOf } from './price-rule.ts'

/** Exponents below which an option has no part in the sums: one in a million. */
const LEAST_EXPONENT = -14
/** A customer who is so sure has no part in the second derivatives. */
const SURE = 1 - 1e-6

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
