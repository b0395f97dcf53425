import { Arena } from '../data/arena.ts'
import type { Campaign, Source } from './campaign.ts'
import { type Core, collectCore } from './core.ts'
import { correctedPrices, refinedPrices } from './correct.ts'
import { cutOf } from './cut.ts'
import { decideCore } from './decide-core.ts'
import { findPrices } from './find-prices.ts'
import { UNITS } from './fixed-point.ts'
import { ROOM, type Room } from './kept-customers.ts'
import type { Limits } from './limits.ts'
import type { Plan } from './plan.ts'
import { PriceRule } from './price-rule.ts'
import { reportOf } from './report.ts'
import { drawSample, type Sample } from './sample.ts'
import { coreMargin, FIRST_SMOOTHING, lastSmoothing, reachableLimits, scaledLimits } from './sample-prices.ts'
import type { Selection } from './selection.ts'

/** Passes with a core. The second is made only if the customers outside the first core exceed a limit. */
const CORE_PASSES = 2

/**
 * Allocates at most one option to each customer so that the sum of the values is as large as possible within the budget, the capacities and the
 * stocks, and the minimums of the segments are met if the others allow it. The hard limits are never exceeded. Nothing depends on the
 * order of the customers or on the chunks.
 *
 * A multiple-choice knapsack with few limits over all: prices λ of the limits are found on a sample (find-prices.ts), and with them each
 * customer decides alone (M. Fisher 1981, Manag. Sci. 27, 1–18). Then the core, the customers who are about undecided, is kept in memory to refine
 * the prices, to keep within the limits, and to fill up what is left.
 *
 * Passes over the source: one if all customers fit into memory (about 30,000 with 40 options), otherwise three, rarely four or
 * five; the decisions (`decisionsOf`) are one more. Typed arrays take at most 64 MB.
 * @param sample from `drawSample` of the same campaign and source, to save its pass
 */
export async function allocate(
  campaign: Campaign,
  source: Source,
  { sample, room = ROOM }: { sample?: Sample; room?: Room } = {},
): Promise<Plan> {
  const arena = new Arena()
  const drawn = sample ?? (await drawSample(campaign, source, { room, arena }))
  const limits = reachableLimits(campaign, drawn)
  const to = lastSmoothing(drawn.eligible)
  const zero = new Float64Array(limits.bounds.length)
  const prices = findPrices(drawn.rows, scaledLimits(limits, drawn), zero, { from: FIRST_SMOOTHING, to })
  const found = drawn.isComplete
    ? { ...{ core: wholeCore(drawn, limits, prices), prices, refined: prices }, ...{ cut: zero, passes: 1 } }
    : await corePasses(source, limits, prices, drawn, { to, room, arena })
  const { core, refined, cut, passes } = found
  const selection = decideCore(core.rows, limits, refined, to, core.used)
  const plan = {
    ...{ prices: [...found.prices], spread: to, cut: [...cut] },
    core_margin: core.margin === Number.POSITIVE_INFINITY ? null : core.margin,
    exceptions: exceptionsOf(selection, new PriceRule(limits, found.prices, to)),
  }
  const report = reportOf(campaign, drawn, selection, core, { prices: found.prices, refined })
  return { ...plan, report: { ...report, passes, array_bytes: arena.peak } }
}

type Found = {
  core: Core
  prices: Float64Array
  refined: Float64Array
  cut: ArrayLike<number> & Iterable<number>
  passes: number
}

/** The core at prices that were corrected by the use of all customers, and the prices refined on it. */
async function corePasses(
  source: Source,
  limits: Limits,
  start: Float64Array,
  sample: Sample,
  { to, room, arena }: { to: number; room: Room; arena: Arena },
): Promise<Found> {
  const none = Array.from(start, () => 0)
  const options = { cut: none, room, arena }
  const all = await collectCore(source, limits, start, to, { ...options, margin: 0 })
  let prices = correctedPrices(sample, limits, start, all, to)
  for (let pass = 1; ; pass += 1) {
    const margin = coreMargin(sample, limits, prices, to, room)
    const scope = arena.scope()
    const core = await collectCore(source, limits, prices, to, { ...options, margin, arena: scope })
    const cut = cutOf(core.used, core.usedByGroup, limits)
    if (cut.every((groups) => groups === 0)) {
      return { core, prices, refined: refinedPrices(core, limits, prices, to), cut, passes: 2 + pass }
    }
    scope.releaseAll()
    if (pass === CORE_PASSES) {
      const rest = await collectCore(source, limits, prices, to, { ...options, margin, cut })
      return { core: rest, prices, refined: refinedPrices(rest, limits, prices, to), cut, passes: 3 + pass }
    }
    prices = correctedPrices(sample, limits, prices, core, to)
  }
}

/** All customers as the core. */
function wholeCore({ rows }: Sample, limits: Limits, prices: Float64Array): Core {
  const rule = new PriceRule(limits, prices, 0)
  let surplus = 0
  for (const [customer, hash] of rows.hashes.entries()) {
    rule.look(rows, customer, hash)
    surplus += Math.ceil(rule.surplus * UNITS)
  }
  const used = new Float64Array(prices.length)
  const others = { value: 0, contacted: 0, used, usedByGroup: new Float64Array(0) }
  return { rows, surplus, margin: Number.POSITIVE_INFINITY, ...others }
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
