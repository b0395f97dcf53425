import type { Customers } from './campaign.ts'
import { BUDGET, eachSegment, type Limits } from './limits.ts'
import { gumbel } from './tie-noise.ts'

/** Added to the scale of a customer's values, minor units, so that it is not 0. */
const LEAST_SCALE = 1 / 1024
/** Widest difference of two draws of the tie noise, in its own unit. */
const REACH = 27
/** In place of an option's number where nothing is offered. */
const NOTHING = 0xffff

/** Scale of a customer's values: the largest, minor units. Smoothing, tie noise and margins are relative to it. */
export function scaleOf({ values }: Customers, from: number, to: number): number {
  let scale = 0
  for (let entry = from; entry < to; entry += 1) scale = Math.max(scale, Math.abs(values[entry] ?? 0))
  return scale + LEAST_SCALE
}

/**
 * What a customer gets at given prices: the entry with the largest reduced value v − Σ λ a, or nothing if none is above 0. Where several are
 * equal but for `spread`, relative to the customer's values, a noise by hash of key and option decides, so that equal customers are
 * divided as the smoothed dual (dual.ts) divides them.
 */
export class PriceRule {
  /** Entry that the last customer gets; −1 for nothing. */
  entry = -1
  /** Lead of that over the second best, relative to the customer's largest value, ≥ 0. */
  margin = 0
  /** Largest reduced value without noise, minor units; 0 for nothing. The customer's term of the dual function. */
  surplus = 0
  private readonly limits: Limits
  private readonly prices: Float64Array
  private readonly optionPrices: Float64Array
  private readonly spread: number
  private reduced = new Float64Array(64)

  /** @param prices λ ≥ 0 by limit */
  constructor(limits: Limits, prices: Float64Array, spread: number) {
    this.limits = limits
    this.prices = prices
    this.spread = spread
    this.optionPrices = pricesOfOptions(limits, prices)
  }

  priceOf(limit: number): number {
    return this.prices[limit] ?? 0
  }

  /** Reduced value of an entry, without the bonus for segments. */
  reducedOf({ values, costs, options }: Customers, entry: number): number {
    const price = this.optionPrices[options[entry] ?? 0] ?? 0
    return (values[entry] ?? 0) - (this.prices[BUDGET] ?? 0) * (costs[entry] ?? 0) - price
  }

  /** What the minimums of the customer's segments add to each of their reduced values. */
  bonusOf(customers: Customers, customer: number): number {
    let bonus = 0
    eachSegment(this.limits, customers, customer, (limit) => {
      bonus += this.prices[limit] ?? 0
    })
    return bonus
  }

  /** Sets `entry`, `margin` and `surplus` for a customer. @param hash of the key */
  look(customers: Customers, customer: number, hash: number): void {
    const from = customers.starts[customer] ?? 0
    const to = customers.starts[customer + 1] ?? 0
    if (this.reduced.length < to - from) this.reduced = new Float64Array(2 * (to - from))
    const { reduced } = this
    const bonus = this.bonusOf(customers, customer)
    let top = 0
    for (let entry = from; entry < to; entry += 1) {
      const value = this.reducedOf(customers, entry) + bonus
      reduced[entry - from] = value
      if (value > top) top = value
    }
    this.surplus = top
    const scale = scaleOf(customers, from, to)
    this.decide(customers, from, to, hash, top, scale)
  }

  private decide(
    { options }: Customers,
    from: number,
    to: number,
    hash: number,
    top: number,
    scale: number,
  ): void {
    const width = this.spread * scale
    const floor = top - REACH * width
    let best = floor > 0 ? 0 : gumbel(hash, NOTHING) * width
    let second = Number.NEGATIVE_INFINITY
    this.entry = -1
    for (let entry = from; entry < to; entry += 1) {
      const value = this.reduced[entry - from] ?? 0
      const score = value < floor ? value : value + gumbel(hash, options[entry] ?? 0) * width
      if (score > best) {
        second = best
        best = score
        this.entry = entry
      } else if (score > second) second = score
    }
    this.margin = (best - second) / scale
  }
}

/** Sum of the prices of an option's channel and offer, by option. */
export const pricesOfOptions = ({ channelOf, offerOf }: Limits, prices: Float64Array): Float64Array =>
  Float64Array.from(
    channelOf,
    (channel, option) => (prices[channel] ?? 0) + (prices[offerOf[option] ?? 0] ?? 0),
  )
