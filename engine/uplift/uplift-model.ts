import { difference } from '../measure/effect.ts'
import type { Estimate } from '../measure/estimate.ts'
import { momentsOf } from '../measure/moments.ts'
import { type CampaignRow, type Comparison, comparisonOf, featuresAt, treatmentsOf } from './campaign.ts'
import { type Candidate, chooseRanking, shrunkenSlope } from './choose.ts'
import { crossFit } from './cross-fit.ts'
import { fitRanking, type Ranking, rawScore, type Score } from './estimators.ts'
import { type Side, shrunkenAverage } from './prior.ts'

/** What a treatment changes, for whom: effect = average + slope · (score − center). */
export type EffectModel = {
  treatment: string
  /** Customers who received it, and those whom they were compared with. */
  contacted: number
  control: number
  /** Difference of the mean outcomes, as measured; null where one side is empty. */
  measured: Estimate | null
  /** The same, shrunken to the prior. */
  average: number
  ranking: Ranking
  /** What the ranking was chosen among, by cross-validation. */
  candidates: Candidate[]
  score: Score
  center: number
  slope: number
  /** Standard error of the slope. */
  slope_error: number
}

/** A fitted model; numbers and texts only, to be stored as JSON. */
export type UpliftModel = {
  /** Number of features. */
  width: number
  /** Each treatment against the control, by name. */
  treatments: EffectModel[]
  /**
   * Each other treatment against the one with the largest average effect, by name. To choose between two treatments, their difference is
   * fitted itself: the difference of two fitted effects has the errors of both, and each is shrunken in its own way.
   */
  contrasts: EffectModel[]
  /** The treatment with the largest average effect; null without treatments. */
  reference: string | null
}

/**
 * Learns from a randomised campaign whom each treatment changes, and by how much. The result does not depend on the order of the rows.
 * Yields about every 2 ms of fitting.
 * @param rows customers of all treatments and of the control
 * @throws {RangeError} when rows have different numbers of features, or a number is not finite
 */
export function* fitUplift(rows: readonly CampaignRow[]): Generator<undefined, UpliftModel> {
  const names = treatmentsOf(rows)
  const treatments: EffectModel[] = []
  for (const name of names) treatments.push(yield* fitEffect(rows, name, null))
  const [best] = treatments.toSorted((a, b) => b.average - a.average)
  const reference = best?.treatment ?? null
  const contrasts: EffectModel[] = []
  for (const name of names) if (name !== reference) contrasts.push(yield* fitEffect(rows, name, reference))
  return { width: rows[0]?.features.length ?? 0, treatments, contrasts, reference }
}

function* fitEffect(
  rows: readonly CampaignRow[],
  treatment: string,
  other: string | null,
): Generator<undefined, EffectModel> {
  const all = comparisonOf(rows, treatment, other)
  yield undefined
  const found = yield* crossFit(all)
  const { ranking, candidates } = chooseRanking(found)
  const { slope, error } = shrunkenSlope(found, ranking)
  const numbers = Uint32Array.from(all.keys, (_, number) => number)
  const score = yield* fitRanking(all, numbers, ranking)
  const [contacted, control] = [sideOf(all, 1), sideOf(all, 0)]
  const hasBoth = contacted.outcomes.n > 0 && control.outcomes.n > 0
  const scores = Array.from(numbers, (number) => rawScore(score, featuresAt(all, number)))
  return {
    treatment,
    contacted: contacted.outcomes.n,
    control: control.outcomes.n,
    measured: hasBoth ? difference(contacted.outcomes, control.outcomes) : null,
    average: shrunkenAverage(contacted, control, { isBinary: all.isBinary, isContrast: other !== null }),
    ranking,
    candidates,
    score,
    center: scores.reduce((sum, one) => sum + one, 0) / Math.max(1, scores.length),
    slope,
    slope_error: error,
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
  return treatments.map((model) => ({ treatment: model.treatment, effect: effectOf(model, features) }))
}

const effectOf = ({ average, score, center, slope }: EffectModel, features: ArrayLike<number>): number =>
  average + (slope === 0 ? 0 : slope * (rawScore(score, features) - center))

/** Standard error of the effect on a customer, by those of the average and of the slope. */
function errorOf(model: EffectModel, features: ArrayLike<number>): number {
  const distance = model.slope === 0 ? 0 : rawScore(model.score, features) - model.center
  return Math.hypot(model.measured?.error ?? 0, model.slope_error * distance)
}

/**
 * The treatment that is worth most to a customer, or null where none is worth its cost. Treatments are compared by their contrasts to the
 * reference, which stays unless another one is better by a standard error of the contrast: most customers are close to the border, and
 * there the error decides. The best must have an effect above its cost. Equal ones: by name.
 * @param cost of a contact, in the unit of the outcome
 */
export function bestTreatment(
  model: UpliftModel,
  features: ArrayLike<number>,
  cost: (treatment: string) => number,
): string | null {
  const { reference, contrasts } = model
  if (reference === null) return null
  let best = { treatment: reference, gain: 0 }
  for (const contrast of contrasts) {
    const { treatment } = contrast
    const gain = effectOf(contrast, features) - (cost(treatment) - cost(reference))
    if (gain > Math.max(best.gain, errorOf(contrast, features))) best = { treatment, gain }
  }
  const own = effectsOf(model, features).find(({ treatment }) => treatment === best.treatment)
  return (own?.effect ?? 0) > cost(best.treatment) ? best.treatment : null
}
