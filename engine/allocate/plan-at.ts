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

/** The plan with this core. @param prices at which the core was collected @param refined for the core */
export function planAt(
  { campaign, limits, sample, spread, arena }: Planning,
  core: Core,
  { prices, refined, cut, passes }: { prices: Float64Array; refined: Float64Array; cut: Cut; passes: number },
): Plan {
  const selection = decideCore(core.rows, limits, refined, spread, core.used)
  const report = reportOf(campaign, sample, selection, core, { prices, refined })
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
