import { addCase, type BinSums, type CalibrationError, calibrate } from '../numbers/calibration.ts'
import type { Calibration } from '../numbers/logistic.ts'
import { choiceFeatures, WIDTH } from './choice-features.ts'
import {
  type ChoiceModel,
  chancesOf,
  choicesOf,
  fitChoice,
  MAX_CHOICES,
  plainWeights,
} from './choice-model.ts'
import { type FamilyFacts, familyFacts } from './family-facts.ts'
import { History } from './history.ts'
import { logOdds, probabilityOf } from './logistic-regression.ts'
import type { Purchases } from './purchases.ts'
import { Slices } from './slices.ts'
import { buysWithin, fitTiming, TIMING_FEATURES, type TimingModel, timingFeatures } from './timing.ts'

/** P(person buys family in the window) = P(any purchase in the window) × P(family | purchase), calibrated. */
export type PropensityModel = {
  timing: TimingModel
  choice: ChoiceModel
  /** Mean number of families that somebody buys in a window in which they buy. */
  breadth: number
  /** Of P(any purchase), and of P(family), by their odds. */
  calibrations: { any: Calibration; family: Calibration }
  /** How far both are from what happened in the last window before the fit, half of the people predicted from the other half. */
  errors: { any: CalibrationError; family: CalibrationError }
}

/** Penalties of standardised weights; with 1 and with 10 the log-loss differs by less than a thousandth (docs/METHOD.md). */
const L2 = { timing: 3, choice: 3 }
/** Windows before the calibrated one on which the hazard is fitted. */
const TIMING_CUTS = 3
/** Blocks of the time whose choices are fitted, each with the facts of its first day, and the part of the time before them. */
const BLOCKS = 3
const WARM_UP = 0.4
/** People of the calibration, each with all families. */
const MAX_CALIBRATED = 20_000

/**
 * Fits timing and choice on the time before the last window, and calibrates both on that window. Yields about every 2 ms.
 * @param today the day after the last one that is known
 * @param shape numbers of families and of brands
 * @returns undefined when the purchases span too little time: five windows are needed
 */
export function* fitPropensities(
  purchases: Purchases,
  today: number,
  window_days: number,
  shape: { families: number; brands: number },
): Generator<undefined, PropensityModel | undefined> {
  const first = firstDayOf(purchases)
  const cut = today - window_days
  const cuts = Array.from({ length: TIMING_CUTS }, (_, k) => cut - (k + 1) * window_days)
  if (first + window_days > Math.min(...cuts) || shape.families < 2) return undefined
  const timing = yield* fitTiming(purchases, cuts, window_days, L2.timing)
  const choices = []
  const from = first + Math.round(WARM_UP * (cut - first))
  for (let block = 0; block < BLOCKS; block += 1) {
    const [start, end] = [block, block + 1].map((at) => from + Math.round((at * (cut - from)) / BLOCKS))
    const facts = yield* familyFacts(purchases, start ?? from, shape.families, shape.brands)
    choices.push(...choicesOf(purchases, facts, start ?? from, end ?? cut, MAX_CHOICES / BLOCKS))
  }
  if (choices.length === 0) return undefined
  const choice = yield* fitChoice(purchases, choices, L2.choice)
  const facts = yield* familyFacts(purchases, cut, shape.families, shape.brands)
  const draft = { timing, choice, breadth: breadthOf(purchases, cut - window_days, cut) }
  return { ...draft, ...(yield* calibrateOn(purchases, draft, facts, window_days)) }
}

/** The first day with a purchase; 0 for none. */
export function firstDayOf(purchases: Purchases): number {
  let first = Number.POSITIVE_INFINITY
  for (let at = 0; at < purchases.count; at += 1) first = Math.min(first, purchases.days[at] ?? 0)
  return Number.isFinite(first) ? first : 0
}

/** Scores people one after the other; the arrays are reused. */
export class Scorer {
  /** P(family | purchase), which add up to 1, and P(family in the window), of the person scored last. */
  readonly chances: Float64Array
  readonly propensities: Float64Array
  /** P(any purchase in the window) of the person scored last. */
  any = 0
  readonly history: History
  readonly features: Float64Array
  readonly timingFeatures = new Float64Array(TIMING_FEATURES.length)
  readonly weights: Float64Array
  private readonly model: Omit<PropensityModel, 'errors'>
  private readonly facts: FamilyFacts

  constructor(model: Omit<PropensityModel, 'errors'>, facts: FamilyFacts) {
    this.model = model
    this.facts = facts
    this.weights = plainWeights(model.choice)
    this.history = new History(facts.families)
    this.features = new Float64Array(facts.families * WIDTH)
    this.chances = new Float64Array(facts.families)
    this.propensities = new Float64Array(facts.families)
  }

  /** Scores a person by the purchases before the day of the facts, of which there is at least one. */
  score(purchases: Purchases, person: number, count = purchases.before(person, this.facts.day)): void {
    const { timing, breadth, calibrations } = this.model
    timingFeatures(purchases, person, count, this.facts.day, timing, this.timingFeatures)
    this.any = byOdds(probabilityOf(logOdds(timing.logistic, this.timingFeatures)), calibrations.any)
    this.history.read(purchases, person, count, this.facts.day)
    choiceFeatures(this.history, this.facts, this.features)
    chancesOf(this.features, this.weights, this.chances)
    for (let family = 0; family < this.chances.length; family += 1) {
      const chance = this.any * (1 - (1 - (this.chances[family] ?? 0)) ** breadth)
      // Who buys a family buys something: two calibrations might forget it.
      this.propensities[family] = Math.min(this.any, byOdds(chance, calibrations.family))
    }
  }
}

const CERTAIN = 1e-9

/** A probability after a calibration of its odds. */
export function byOdds(probability: number, { intercept, slope }: Calibration): number {
  const held = Math.min(1 - CERTAIN, Math.max(CERTAIN, probability))
  return probabilityOf(intercept + slope * Math.log(held / (1 - held)))
}

const IDENTITY: Calibration = { intercept: 0, slope: 1 }

/** Odds of a probability, as a score for the calibration. */
export const oddsOf = (probability: number): number => {
  const held = Math.min(1 - CERTAIN, Math.max(CERTAIN, probability))
  return held / (1 - held)
}

/** Calibrates first P(any), then P(family) with it, on the window that begins at the day of the facts. */
function* calibrateOn(
  purchases: Purchases,
  draft: Pick<PropensityModel, 'timing' | 'choice' | 'breadth'>,
  facts: FamilyFacts,
  window_days: number,
): Generator<undefined, Pick<PropensityModel, 'calibrations' | 'errors'>> {
  const people: number[] = []
  const step = Math.max(1, Math.ceil(purchases.people / MAX_CALIBRATED))
  for (let person = 0; person < purchases.people; person += step) {
    if (purchases.before(person, facts.day) > 0) people.push(person)
  }
  const calibrations = { any: IDENTITY, family: IDENTITY }
  const ofAny: BinSums[] = [{}, {}]
  const ofFamily: BinSums[] = [{}, {}]
  const scorer = new Scorer({ ...draft, calibrations }, facts)
  const slices = new Slices()
  for (const [number, person] of people.entries()) {
    const count = purchases.before(person, facts.day)
    scorer.score(purchases, person, count)
    addCase(
      ofAny[number % 2] ?? {},
      oddsOf(scorer.any),
      buysWithin(purchases, person, count, facts.day + window_days),
    )
    if (slices.areDone(facts.families)) yield undefined
  }
  const any = calibrate(ofAny)
  calibrations.any = any.calibration
  const bought = new Uint8Array(facts.families)
  for (const [number, person] of people.entries()) {
    scorer.score(purchases, person)
    const families = familiesWithin(purchases, person, facts.day, facts.day + window_days)
    for (const family of families) bought[family] = 1
    for (let family = 0; family < facts.families; family += 1) {
      addCase(ofFamily[number % 2] ?? {}, oddsOf(scorer.propensities[family] ?? 0), bought[family] === 1)
    }
    for (const family of families) bought[family] = 0
    if (slices.areDone(facts.families)) yield undefined
  }
  const family = calibrate(ofFamily)
  calibrations.family = family.calibration
  return { calibrations, errors: { any: any.error, family: family.error } }
}

/** The families that a person buys from a day on until before another one. */
export function familiesWithin(purchases: Purchases, person: number, from: number, to: number): Set<number> {
  const found = new Set<number>()
  const end = purchases.heads[person + 1] ?? 0
  for (let at = (purchases.heads[person] ?? 0) + purchases.before(person, from); at < end; at += 1) {
    if ((purchases.days[at] ?? 0) >= to) break
    const last = purchases.starts[at + 1] ?? 0
    for (let line = purchases.starts[at] ?? 0; line < last; line += 1)
      found.add(purchases.families[line] ?? 0)
  }
  return found
}

function breadthOf(purchases: Purchases, from: number, to: number): number {
  let [families, buyers] = [0, 0]
  for (let person = 0; person < purchases.people; person += 1) {
    const found = familiesWithin(purchases, person, from, to).size
    families += found
    buyers += found > 0 ? 1 : 0
  }
  return buyers > 0 ? families / buyers : 1
}
