import type { Campaign } from './campaign.ts'
import type { Core } from './core.ts'
import { UNITS } from './fixed-point.ts'
import type { Selection } from './integer/selection.ts'
import { BUDGET, type Limits, limitsOf } from './limits.ts'
import type { LimitUse, PlanReport } from './plan.ts'
import type { Sample } from './sample.ts'

/** Largest gap that is told where a minimum is not reached: a plan of twice the value. */
const LARGEST_GAP = 1

/** What the plan brings. @param refined prices of the sensitivity @param bounding prices that each give a bound */
export function reportOf(
  campaign: Campaign,
  { customers, eligible }: Sample,
  selection: Selection,
  core: Core,
  { refined, bounding }: { refined: Float64Array; bounding: readonly Bounding[] },
): Omit<PlanReport, 'passes' | 'array_bytes'> {
  const { used, entries } = selection
  const value = (core.value + selection.value) / UNITS
  const bounds = bounding.map((one) => boundOf(selection.limits, one, used))
  const bound = Math.max(value, Math.min(...bounds))
  const limits = usesOf(campaign, used, refined)
  const gap = value > 0 ? bound / value - 1 : null
  // The price of a minimum that is far out of reach rises without end, and with it a bound that then says nothing.
  const isEmpty = gap !== null && gap > LARGEST_GAP && limits.some(({ is_short }) => is_short)
  const contacted = core.contacted + entries.reduce((sum, entry) => sum + (entry < 0 ? 0 : 1), 0)
  return {
    ...{ customers, eligible, contacted, value },
    cost: (used[BUDGET] ?? 0) / UNITS,
    bound,
    gap: isEmpty ? null : gap,
    limits,
  }
}

/** Prices, and the sum of all customers' largest reduced values at them, 1/1024 minor units. */
type Bounding = { prices: Float64Array; surplus: number }

/**
 * The dual function L(λ) = Σ_c max(0, max_j (v − Σ λ a)) + Σ λ b, minor units: no plan is worth more. Minimums count as far as
 * they are reached.
 */
function boundOf(
  { bounds, firstSegment }: Limits,
  { prices, surplus }: Bounding,
  used: Float64Array,
): number {
  return bounds.reduce((sum, bound, limit) => {
    if (bound === Number.POSITIVE_INFINITY) return sum
    const reached = limit < firstSegment ? bound : Math.max(bound, used[limit] ?? 0)
    return sum + (prices[limit] ?? 0) * reached
  }, surplus / UNITS)
}

function usesOf(campaign: Campaign, used: Float64Array, prices: Float64Array): LimitUse[] {
  const { names, bounds, firstSegment } = limitsOf(campaign)
  return names.flatMap((name, limit): LimitUse[] => {
    const bound = bounds[limit] ?? 0
    if (bound === Number.POSITIVE_INFINITY) return []
    const price = prices[limit] ?? 0
    const amount = (used[limit] ?? 0) / (limit === BUDGET ? UNITS : 1)
    return limit < firstSegment
      ? [{ ...name, limit: bound, used: amount, price, is_short: false }]
      : [{ ...name, limit: -bound, used: 0 - amount, price, is_short: -amount < -bound }]
  })
}
