import type { Campaign, LimitName } from './campaign.ts'
import { findPrices } from './find-prices.ts'
import { BUDGET, type Limits, limitsOf, withBounds } from './limits.ts'
import { PriceRule } from './price-rule.ts'
import type { Sample } from './sample.ts'
import { FIRST_SMOOTHING, lastSmoothing, reachableLimits, scaledLimits } from './sample-prices.ts'

/** Points of the curve, as multiples of the budget. */
const MULTIPLES = [0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1, 1.1, 1.2, 1.35, 1.5, 1.75, 2]
/** Smoothing at which prices of a neighbouring point are found again. */
const NEAR = 0.1

/** The best value at a budget, minor units. */
export type BudgetPoint = {
  budget: number
  /** Value of all customers, estimated by the dual function of the sample; a whole plan is a little below it. */
  value: number
  /** What one more minor unit of budget brings. */
  price: number
}

/** What a limit costs: the value that the wave would gain without it, minor units, estimated as in `BudgetPoint`. */
export type LimitCost = LimitName & { limit: number; lost: number }

/**
 * The curve of value against budget, from a tenth of the budget to twice it; without a budget, of what the best plan spends. Its slope is
 * the price. In memory, without a pass.
 * @returns 14 points by rising budget; none if no customer of the sample has an option, or nothing is spent
 */
export function budgetCurve(campaign: Campaign, sample: Sample): BudgetPoint[] {
  const limits = reachableLimits(campaign, sample)
  let prices = solved(sample, limits)
  const budget = campaign.budget ?? spentAt(sample, limits, prices)
  if (!(budget > 0)) return []
  return MULTIPLES.toReversed()
    .map((multiple) => {
      const bounds = limits.bounds.slice()
      bounds[BUDGET] = multiple * budget
      const there = withBounds(limits, bounds)
      prices = solved(sample, there, prices)
      return {
        budget: multiple * budget,
        value: valueAt(sample, there, prices),
        price: prices[BUDGET] ?? 0,
      }
    })
    .reverse()
}

/**
 * What each limit of the campaign costs: the wave is planned without it on the sample. In memory, without a pass.
 * @returns in the order budget, channels, offers, segments
 */
export function limitCosts(campaign: Campaign, sample: Sample): LimitCost[] {
  const limits = reachableLimits(campaign, sample)
  const prices = solved(sample, limits)
  const value = valueAt(sample, limits, prices)
  const given = limitsOf(campaign)
  return given.names.flatMap((name, at): LimitCost[] => {
    const bound = given.bounds[at] ?? 0
    if (bound === Number.POSITIVE_INFINITY) return []
    const limit = Math.abs(bound)
    // Without a price the limit is not reached, and nothing changes without it.
    if ((prices[at] ?? 0) === 0) return [{ ...name, limit, lost: 0 }]
    const bounds = limits.bounds.slice()
    bounds[at] = Number.POSITIVE_INFINITY
    const without = withBounds(limits, bounds)
    const start = prices.slice()
    start[at] = 0
    return [
      { ...name, limit, lost: Math.max(0, valueAt(sample, without, solved(sample, without, start)) - value) },
    ]
  })
}

/** Prices for the sample. @param near prices of limits that differ little */
function solved(sample: Sample, limits: Limits, near?: Float64Array): Float64Array {
  const start = near ?? new Float64Array(limits.bounds.length)
  const smoothing = { from: near ? NEAR : FIRST_SMOOTHING, to: lastSmoothing(sample.rows.keys.length) }
  return findPrices(sample.rows, scaledLimits(limits, sample), start, smoothing)
}

/** The dual function of all customers, minor units: the sample's, scaled. */
function valueAt(sample: Sample, limits: Limits, prices: Float64Array): number {
  const { rows, eligible } = sample
  const rule = new PriceRule(limits, prices, 0)
  let surplus = 0
  for (const [customer, hash] of rows.hashes.entries()) {
    rule.look(rows, customer, hash)
    surplus += rule.surplus
  }
  const scale = rows.keys.length === 0 ? 0 : eligible / rows.keys.length
  return limits.bounds.reduce(
    (sum, bound, limit) => (bound === Number.POSITIVE_INFINITY ? sum : sum + (prices[limit] ?? 0) * bound),
    surplus * scale,
  )
}

/** Cost of what the prices say for all customers, minor units. */
function spentAt({ rows, eligible }: Sample, limits: Limits, prices: Float64Array): number {
  const rule = new PriceRule(limits, prices, 0)
  let spent = 0
  for (const [customer, hash] of rows.hashes.entries()) {
    rule.look(rows, customer, hash)
    if (rule.entry >= 0) spent += rows.costs[rule.entry] ?? 0
  }
  return rows.keys.length === 0 ? 0 : (spent * eligible) / rows.keys.length
}
