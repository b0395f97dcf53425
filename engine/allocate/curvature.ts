import type { Customers } from './campaign.ts'
import { BUDGET, type Limits } from './limits.ts'
import type { Shares } from './shares.ts'

/**
 * Sums of the first two derivatives of the smoothed dual function. The second one is Σ_c (Σ_j p_j a_j a_j′ − ā ā′) / τ_c, with the use a_j and the
 * share p_j of each option and the mean use ā. Its first part is summed by option, and by segment and option, because the entries of an
 * option differ in their costs only; it is spread over the limits once at the end.
 */
export class CurvatureSums {
  /** Mean use by limit, all customers together. */
  readonly use: Float64Array
  private readonly customers: Customers
  private readonly limits: Limits
  private readonly size: number
  /** Σ p / τ, Σ p cost / τ and Σ p cost² / τ by option; behind the options of all come those of each segment. */
  private readonly weights: Float64Array
  private readonly costs: Float64Array
  private readonly squares: Float64Array
  /** Σ p / τ by pair of segments. */
  private readonly pairs: Float64Array
  /** Σ ā ā′ / τ; only the half below the diagonal. */
  private readonly means: Float64Array
  private readonly mean: Float64Array
  private readonly touched: Uint32Array
  private count = 0

  constructor(customers: Customers, limits: Limits) {
    this.customers = customers
    this.limits = limits
    this.size = limits.bounds.length
    const segments = this.size - limits.firstSegment
    const options = limits.channelOf.length
    this.use = new Float64Array(this.size)
    this.weights = new Float64Array(options * (1 + segments))
    this.costs = new Float64Array(options * (1 + segments))
    this.squares = new Float64Array(options)
    this.pairs = new Float64Array(segments * segments)
    this.means = new Float64Array(this.size * this.size)
    this.mean = new Float64Array(this.size)
    this.touched = new Uint32Array(this.size)
  }

  add(shares: Shares): void {
    const { limits, customers, weights, costs, squares } = this
    const { from, to, isSure } = shares
    const scale = 1 / shares.width
    this.count = 0
    for (let entry = from; entry < to; entry += 1) {
      const share = shares.shares[entry - from] ?? 0
      if (share === 0) continue
      const option = customers.options[entry] ?? 0
      const cost = customers.costs[entry] ?? 0
      this.note(BUDGET, share * cost)
      this.note(limits.channelOf[option] ?? 0, share)
      this.note(limits.offerOf[option] ?? 0, share)
      if (isSure) continue
      const part = share * scale
      weights[option] = (weights[option] ?? 0) + part
      costs[option] = (costs[option] ?? 0) + part * cost
      squares[option] = (squares[option] ?? 0) + part * cost * cost
    }
    this.addSegments(shares, scale)
    this.addMean(isSure ? 0 : scale)
  }

  private addSegments({ from, to, shares, customer, contacted, isSure }: Shares, scale: number): void {
    const { customers, limits, weights, costs, pairs, size } = this
    const { segmentStarts, segments, options } = customers
    const first = segmentStarts?.[customer] ?? 0
    const last = segmentStarts?.[customer + 1] ?? 0
    const width = limits.channelOf.length
    for (let at = first; at < last; at += 1) {
      const segment = segments?.[at] ?? 0
      this.note(limits.firstSegment + segment, -contacted)
      if (isSure) continue
      for (let entry = from; entry < to; entry += 1) {
        const part = (shares[entry - from] ?? 0) * scale
        if (part === 0) continue
        const place = (1 + segment) * width + (options[entry] ?? 0)
        weights[place] = (weights[place] ?? 0) + part
        costs[place] = (costs[place] ?? 0) + part * (customers.costs[entry] ?? 0)
      }
      for (let other = first; other < last; other += 1) {
        const pair = segment * (size - limits.firstSegment) + (segments?.[other] ?? 0)
        pairs[pair] = (pairs[pair] ?? 0) + contacted * scale
      }
    }
  }

  private note(limit: number, amount: number): void {
    const { mean } = this
    // Without this, costs of 0 would be noted again for each option.
    if (amount === 0) return
    if (mean[limit] === 0) {
      this.touched[this.count] = limit
      this.count += 1
    }
    mean[limit] = (mean[limit] ?? 0) + amount
  }

  /** Adds the customer's mean use; with a scale of 0 not to the second derivatives. */
  private addMean(scale: number): void {
    const { use, mean, means, touched, count, size } = this
    for (let n = 0; n < count; n += 1) {
      const a = touched[n] ?? 0
      const amount = mean[a] ?? 0
      use[a] = (use[a] ?? 0) + amount
      if (scale === 0) continue
      for (let other = 0; other <= n; other += 1) {
        const b = touched[other] ?? 0
        const place = a > b ? a * size + b : b * size + a
        means[place] = (means[place] ?? 0) + amount * (mean[b] ?? 0) * scale
      }
    }
    for (let n = 0; n < count; n += 1) mean[touched[n] ?? 0] = 0
  }

  /** The second derivatives by rows, limits × limits. */
  hessian(): Float64Array {
    const { limits, size, weights, costs, squares, pairs } = this
    const { channelOf, offerOf, firstSegment } = limits
    const hessian = new Float64Array(size * size)
    const add = (a: number, b: number, amount: number) => {
      hessian[a * size + b] = (hessian[a * size + b] ?? 0) + amount
      if (a !== b) hessian[b * size + a] = (hessian[b * size + a] ?? 0) + amount
    }
    for (const [option, channel] of channelOf.entries()) {
      const offer = offerOf[option] ?? 0
      const [weight, cost] = [weights[option] ?? 0, costs[option] ?? 0]
      add(BUDGET, BUDGET, squares[option] ?? 0)
      for (const limit of [channel, offer]) {
        add(BUDGET, limit, cost)
        add(limit, limit, weight)
      }
      add(channel, offer, weight)
      for (let segment = firstSegment; segment < size; segment += 1) {
        const place = (1 + segment - firstSegment) * channelOf.length + option
        add(segment, BUDGET, -(costs[place] ?? 0))
        add(segment, channel, -(weights[place] ?? 0))
        add(segment, offer, -(weights[place] ?? 0))
      }
    }
    const segments = size - firstSegment
    for (let a = 0; a < segments; a += 1) {
      for (let b = 0; b <= a; b += 1) add(firstSegment + a, firstSegment + b, pairs[a * segments + b] ?? 0)
    }
    for (let a = 0; a < size; a += 1) {
      for (let b = 0; b <= a; b += 1) add(a, b, -(this.means[a * size + b] ?? 0))
    }
    return hessian
  }
}
