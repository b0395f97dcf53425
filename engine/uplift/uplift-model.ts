import { difference } from '../measure/effect.ts'
import type { Estimate } from '../measure/estimate.ts'
import { momentsOf } from '../measure/moments.ts'
import { type CampaignRow, type Comparison, comparisonOf, featuresAt, treatmentsOf } from './campaign.ts'
import { type Candidate, chooseRanking, shrunkenSlope } from './choose.ts'
import { crossFit } from './cross-fit.ts'
import { fitRanking, type Ranking, rawScore, type Score } from './estimators.ts'
import { type Side, shrunkenAverage } from './prior.ts'

/** What a treatment changes, for whom. effect = average + slope · (score − center). */
export type TreatmentModel = {
  treatment: string
  contacted: number
  control: number
  /** Difference of the mean outcomes, as measured; null without a control. */
  measured: Estimate | null
  /** The same, shrunken to the prior. */
  average: number
  ranking: Ranking
  /** What the ranking was chosen among, by cross-validation. */
  candidates: Candidate[]
  score: Score
  center: number
  slope: number
}

/** A fitted model; numbers and texts only, to be stored as JSON. */
export type UpliftModel = { width: number; treatments: TreatmentModel[] }

/**
 * Learns from a randomised campaign whom each treatment changes, and by how much. The result does not depend on the order of the rows.
 * Yields about every 2 ms of fitting.
 * @param rows customers of all treatments and of the control
 * @throws {RangeError} when rows have different numbers of features, or a number is not finite
 */
export function* fitUplift(rows: readonly CampaignRow[]): Generator<undefined, UpliftModel> {
  const treatments: TreatmentModel[] = []
  for (const treatment of treatmentsOf(rows)) {
    const all = comparisonOf(rows, treatment)
    treatments.push(yield* fitTreatment(all, treatment))
    yield undefined
  }
  return { width: rows[0]?.features.length ?? 0, treatments }
}

function* fitTreatment(all: Comparison, treatment: string): Generator<undefined, TreatmentModel> {
  const found = yield* crossFit(all)
  const { ranking, candidates } = chooseRanking(found)
  const numbers = Uint32Array.from(all.keys, (_, number) => number)
  const score = yield* fitRanking(all, numbers, ranking)
  const [contacted, control] = [sideOf(all, 1), sideOf(all, 0)]
  const center = numbers.reduce(
    (sum, number) => sum + rawScore(score, featuresAt(all, number)) / numbers.length,
    0,
  )
  return {
    treatment,
    contacted: contacted.outcomes.n,
    control: control.outcomes.n,
    measured: control.outcomes.n > 0 ? difference(contacted.outcomes, control.outcomes) : null,
    average: shrunkenAverage(contacted, control, all.isBinary),
    ranking,
    candidates,
    score,
    center,
    slope: shrunkenSlope(found, ranking),
  }
}

function sideOf(all: Comparison, side: number): Side {
  const outcomes = all.outcomes.filter((_, number) => all.contacted[number] === side)
  return {
    outcomes: momentsOf(outcomes),
    sizes: outcomes.reduce((sum, outcome) => sum + Math.abs(outcome), 0),
  }
}

/** The expected effect of a treatment on a customer. */
export type Effect = { treatment: string; effect: number }

/**
 * Expected effect of each treatment on a customer, in the unit of the outcome: with the contact less without it.
 * @param features of the customer, as in the rows of the campaign
 * @throws {RangeError} when their number is another one
 */
export function effectsOf({ width, treatments }: UpliftModel, features: ArrayLike<number>): Effect[] {
  if (features.length !== width)
    throw new RangeError(`${features.length} features, but the model has ${width}.`)
  return treatments.map(({ treatment, average, score, center, slope }) => ({
    treatment,
    effect: average + (slope === 0 ? 0 : slope * (rawScore(score, features) - center)),
  }))
}
