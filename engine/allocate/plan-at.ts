import type { Arena } from '../data/arena.ts'
import type { Campaign } from './campaign.ts'
import type { Core } from './core.ts'
import type { Cut } from './cut.ts'
import { decideCore } from './integer/decide-core.ts'
import type { Selection } from './integer/selection.ts'
import type { Limits } from './limits.ts'
import type { Plan } from './plan.ts'
import { PriceRule } from './price-rule.ts'
import { reportOf } from './report.ts'
import type { Sample } from './sample.ts'

/** What all plans of a wave have in common. */
export type Planning = { campaign: Campaign; limits: Limits; sample: Sample; spread: number; arena: Arena }

/** How a plan came about. */
type Origin = {
  /** At which the core was collected. */
  prices: Float64Array
  /** Refined for the core. */
  refined: Float64Array
  /** Others that may give a better bound, with the sum of the largest reduced values at them, 1/1024 minor units. */
  bounding?: { prices: Float64Array; surplus: number }
  cut: Cut
  passes: number
}

/** The plan with this core. */
export function planAt(
  { campaign, limits, sample, spread, arena }: Planning,
  core: Core,
  { prices, refined, bounding, cut, passes }: Origin,
): Plan {
  const selection = decideCore(core.rows, limits, refined, spread, core.used)
  const report = reportOf(campaign, sample, selection, core, {
    refined,
    bounding: [{ prices, surplus: core.surplus }, ...(bounding ? [bounding] : [])],
  })
  return {
    ...{ prices: [...prices], spread, cut: [...cut] },
    core_margin: core.margin === Number.POSITIVE_INFINITY ? null : core.margin,
    exceptions: exceptionsOf(selection, new PriceRule(limits, prices, spread)),
    report: { ...report, passes, array_bytes: arena.peak },
  }
}

/** Customers of the core who get something else than the rule says. */
function exceptionsOf({ rows, entries }: Selection, rule: PriceRule): Plan['exceptions'] {
  const optionOf = (entry: number) => (entry < 0 ? -1 : (rows.options[entry] ?? 0))
  return rows.keys.flatMap((key, customer): Plan['exceptions'] => {
    rule.look(rows, customer, rows.hashes[customer] ?? 0)
    const entry = entries[customer] ?? -1
    return entry === rule.entry ? [] : [[key, optionOf(entry)]]
  })
}
