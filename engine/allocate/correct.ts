import type { Core } from './core.ts'
import { findPrices, typicalPrices } from './find-prices.ts'
import { UNITS } from './fixed-point.ts'
import { addUse, BUDGET, type Limits, withBounds } from './limits.ts'
import { PriceRule } from './price-rule.ts'
import type { Sample } from './sample.ts'
import { scaledLimits } from './sample-prices.ts'

/** Smoothing at which prices that are nearly right are found again. */
const REFINING = 0.02
/** Largest new price: this multiple of the old one, plus this part of a typical price. */
const MOST = { times: 1.5, typical: 0.1 }

/**
 * Prices that are corrected by what all customers use at the ones before: the sample is asked for prices at which its use changes as that of all
 * should. Its error then counts only for the change.
 */
export function correctedPrices(
  sample: Sample,
  limits: Limits,
  prices: Float64Array,
  core: Core,
  to: number,
): Float64Array {
  const rule = new PriceRule(limits, prices, to)
  const [all, own] = [core.used.slice(), new Float64Array(prices.length)]
  for (const [customers, used] of [
    [core.rows, all],
    [sample.rows, own],
  ] as const) {
    for (const [customer, hash] of customers.hashes.entries()) {
      rule.look(customers, customer, hash)
      if (rule.entry >= 0) addUse(limits, customers, customer, rule.entry, used, 1)
    }
  }
  const share = sample.rows.keys.length / Math.max(1, sample.eligible)
  const scaled = scaledLimits(limits, sample)
  const bounds = scaled.bounds.map((bound, limit) => {
    const unit = limit === BUDGET ? UNITS : 1
    return withinReach(limits, limit, bound + ((own[limit] ?? 0) - share * (all[limit] ?? 0)) / unit)
  })
  const most = mostOf(sample.rows, prices)
  return findPrices(sample.rows, withBounds(limits, bounds), prices, { from: REFINING, to, most })
}

/** Prices at which the core uses what the others leave. */
export function refinedPrices(
  { rows, used }: Core,
  limits: Limits,
  prices: Float64Array,
  to: number,
): Float64Array {
  const bounds = limits.bounds.map((bound, limit) =>
    withinReach(limits, limit, bound - (used[limit] ?? 0) / (limit === BUDGET ? UNITS : 1)),
  )
  const most = mostOf(rows, prices)
  return findPrices(rows, withBounds(limits, bounds), prices, { from: REFINING, to, most })
}

/** No price makes anybody use less than nothing; and a minimum that others reach alone asks for nothing. */
function withinReach({ firstSegment }: Limits, limit: number, bound: number): number {
  if (limit < firstSegment) return Math.max(0, bound)
  return bound >= 0 ? Number.POSITIVE_INFINITY : bound
}

const mostOf = (rows: Sample['rows'], prices: Float64Array): Float64Array => {
  const typical = typicalPrices(rows, rows.keys.length)
  return prices.map(
    (price, limit) => MOST.times * price + MOST.typical * (limit === BUDGET ? typical.budget : typical.count),
  )
}
