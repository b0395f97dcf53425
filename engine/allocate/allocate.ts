import { Arena } from '../data/arena.ts'
import type { Campaign, Source } from './campaign.ts'
import { collectCore, wholeCore } from './core.ts'
import { correctedPrices, refinedPrices } from './correct.ts'
import { cutOf } from './cut.ts'
import { findPrices } from './find-prices.ts'
import { ROOM, type Room } from './kept-customers.ts'
import type { Plan } from './plan.ts'
import { type Planning, planAt } from './plan-at.ts'
import { drawSample, type Sample } from './sample.ts'
import { coreMargin, FIRST_SMOOTHING, lastSmoothing, reachableLimits, scaledLimits } from './sample-prices.ts'

/** Passes with a core at most. */
const CORE_PASSES = 3
/** A plan that is so near to its bound needs no further pass. */
const NEAR = 0.005
/** Last smoothing of customers who are all in memory, relative to the tie noise. */
const SHARPER = 0.05

/**
 * Allocates at most one option to each customer so that the sum of the values is as large as possible within the budget, the capacities and the
 * stocks, and the minimums of the segments are met if the others allow it. The hard limits are never exceeded. Nothing depends on the
 * order of the customers or on the chunks.
 *
 * A multiple-choice knapsack with few limits over all: prices λ of the limits are found on a sample (find-prices.ts), and with them each
 * customer decides alone (M. Fisher 1981, Manag. Sci. 27, 1–18). Then the core, the customers who are about undecided, is kept in memory to refine
 * the prices, to keep within the limits, and to fill up what is left.
 *
 * Passes over the source: one if all customers fit into memory (about 30,000 with 40 options). Otherwise three: the sample, the use at its
 * prices, the core; and up to two more if the plan is more than 0.5 % below its bound. The decisions (`decisionsOf`) are one more. Typed arrays
 * take at most 64 MB.
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
  const cut = limits.names.map(() => 0)
  const smoothing = { from: FIRST_SMOOTHING, to }
  const prices = findPrices(drawn.rows, scaledLimits(limits, drawn), Float64Array.from(cut), smoothing)
  const planning = { campaign, limits, sample: drawn, spread: to, arena }
  if (!drawn.isComplete) return planInPasses(planning, source, prices, room)
  return planInMemory(planning, prices)
}

/** The plan of customers who are all in the core. Less smoothing gives few customers a better bound, but no better plan. */
function planInMemory(planning: Planning, prices: Float64Array): Plan {
  const { limits, sample, spread } = planning
  const sharp = findPrices(sample.rows, limits, prices, { from: spread / 3, to: spread * SHARPER })
  const core = wholeCore(sample.rows, limits, prices)
  const bounding = { prices: sharp, surplus: wholeCore(sample.rows, limits, sharp).surplus }
  return planAt(planning, core, {
    ...{ prices, refined: prices, bounding },
    ...{ cut: limits.names.map(() => 0), passes: 1 },
  })
}

/** The best plan of a few cores, each at prices that are corrected by the use of all customers at the ones before. */
async function planInPasses(
  planning: Planning,
  source: Source,
  start: Float64Array,
  room: Room,
): Promise<Plan> {
  const { limits, sample, spread, arena } = planning
  const none = limits.names.map(() => 0)
  const all = await collectCore(source, limits, start, spread, { margin: 0, cut: none, room, arena })
  let prices = correctedPrices(sample, limits, start, all, spread)
  let cut = none
  let best: Plan | undefined
  for (let pass = 1; ; pass += 1) {
    const scope = arena.scope()
    const margin = coreMargin(sample, limits, prices, spread, room)
    const core = await collectCore(source, limits, prices, spread, { margin, cut, room, arena: scope })
    const needed = cutOf(core.used, core.usedByGroup, limits)
    const isWithin = needed.every((groups) => groups === 0)
    if (isWithin) {
      const refined = refinedPrices(core, limits, prices, spread)
      const plan = planAt(planning, core, { prices, refined, cut, passes: 2 + pass })
      best = !best || isBetter(plan, best) ? plan : best
    }
    // What is cut at the prices before keeps within the limits, so there is a plan after the last pass.
    const isLast = pass >= CORE_PASSES || isNear(best)
    if (best && isLast) return withCosts(best, 2 + pass, arena.peak)
    if (!best && pass === CORE_PASSES - 1) cut = needed
    else prices = correctedPrices(sample, limits, prices, core, spread)
    scope.releaseAll()
  }
}

const isNear = (plan: Plan | undefined): boolean => plan?.report.gap != null && plan.report.gap <= NEAR

const withCosts = (plan: Plan, passes: number, array_bytes: number): Plan => ({
  ...plan,
  report: { ...plan.report, passes, array_bytes },
})

/** Minimums come first. */
function isBetter({ report: a }: Plan, { report: b }: Plan): boolean {
  const lacking = ({ limits }: Plan['report']) =>
    limits.reduce((sum, { limit, used, is_short }) => sum + (is_short ? limit - used : 0), 0)
  return lacking(a) === lacking(b) ? a.value > b.value : lacking(a) < lacking(b)
}
