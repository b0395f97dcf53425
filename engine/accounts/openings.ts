import { fitLogistic, type LogisticModel, logOdds } from '../choice/logistic-regression.ts'
import { addCase, type BinSums, type CalibrationError, calibrate } from '../numbers/calibration.ts'
import { hash32 } from '../numbers/hash.ts'
import { type Calibration, calibrated } from '../numbers/logistic.ts'
import { type BaseRates, baseRates } from './base-rates.ts'
import type { Ledger } from './ledger.ts'
import { Cases } from './opening-cases.ts'
import { OPENING_FEATURES, type OpeningFeature, OpeningFeatures, WIDTH } from './opening-features.ts'
import type { Weighting } from './peers.ts'
import { BOUGHT, isBoughtBetween, snapshotAt } from './snapshot.ts'

/** Parts of the accounts, by hash, of which each is predicted from the others. */
export const FOLDS = 4

/** How openings are predicted, a plain JSON value. */
export type OpeningModel = {
  horizon: number
  weighting: Weighting
  /** What the features add to the log odds of the base rate; null keeps the base rate, where the history is too short. */
  logistic: LogisticModel | null
  /** The same without each fold of accounts: how far they differ says how sure the model is. */
  withoutFold: LogisticModel[]
  /** Of the odds, on accounts that the fit did not see. */
  calibration: Calibration
  error: CalibrationError
  /** Cases of the fit, and those of them that opened. */
  cases: number
  opened: number
}

/** How a model is fitted. */
export type OpeningSettings = {
  /** Days within which a family is opened, ≥ 1. */
  horizon: number
  weighting: Weighting
  /** Penalty of a standardised weight. */
  l2: number
}

/** Weighting and penalty were chosen on training folds (docs/METHOD.md). */
export const DEFAULTS: OpeningSettings = { horizon: 90, weighting: 'index', l2: 100 }

/** Windows of the past on which the model is fitted at most; in large shops fewer accounts times windows say enough. */
const [MAX_WINDOWS, MAX_ACCOUNT_WINDOWS] = [3, 9_000]
/** Accounts of a window, by hash: more would not change the weights, and each needs its peers. */
const MAX_ACCOUNTS = 1_500
/** Cases of all windows together that did not open; where there are more, some are drawn, and weighted. */
const MAX_CASES = 100_000
/** Part of a horizon that must be known before the first day of a window. */
const MIN_HISTORY = 1
/** Accounts between two pauses: each needs up to a tenth of a millisecond. */
const SLICE_ACCOUNTS = 20

/** The fold of an account, 0 to 3; the same in every run. */
export const foldOf = (account: number): number => hash32(`fold:${account}`) % FOLDS

/**
 * Fits the probability that an account opens a family within the horizon on the shop's own past: features as of the first day of a
 * window, outcomes in the window. log odds = base + Σ weight · (feature − mean) / deviation, with a ridge around "base rate alone", so
 * a shop with few accounts gets its base rates. Then calibrated on accounts that were not fitted. Yields now and then.
 * @param today the day after the last one that is known
 */
export function* fitOpenings(
  ledger: Ledger,
  today: number,
  settings: OpeningSettings = DEFAULTS,
): Generator<undefined, OpeningModel> {
  const { horizon, weighting, l2 } = settings
  const cases = yield* casesOf(ledger, today, settings)
  const none = { horizon, weighting, logistic: null, withoutFold: [], cases: cases.count }
  const { opened } = cases
  const start = { intercept: 0, slope: 1 }
  if (opened === 0) return { ...none, opened, calibration: start, error: { ece: 0, deciles: [] } }
  const logistic = yield* fitLogistic(
    cases.part(() => true),
    l2,
  )
  const withoutFold: LogisticModel[] = []
  const bins: BinSums[] = []
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isOther = (of: number) => of !== fold
    const others = yield* fitLogistic(cases.part(isOther), l2)
    withoutFold.push(others)
    bins.push(binsOfFold(cases, fold, others))
  }
  return { ...none, logistic, withoutFold, opened, ...calibrate(bins) }
}

/** The base rates for a day: of the horizon before it, or of half the history where that is shorter. */
export function baseRatesAt(ledger: Ledger, day: number, horizon: number): BaseRates {
  const days = Math.max(1, Math.min(horizon, Math.floor((day - ledger.firstDay) / 2)))
  return baseRates(snapshotAt(ledger, day - days, horizon), days, horizon)
}

/** Uncalibrated log odds of a case at a position of the features. */
export const oddsOf = (model: LogisticModel | null, values: Float64Array, at: number): number =>
  (values[at] ?? 0) + (model ? logOdds(model, values.subarray(at, at + WIDTH)) : 0)

/** Calibrated probability of log odds, strictly between 0 and 1. */
export const chanceOf = (odds: number, calibration: Calibration): number =>
  calibrated(Math.exp(Math.max(-30, Math.min(30, odds))), calibration)

/** What each feature adds to the log odds of a case, against an average case; the base rate itself is in `base`. */
export function contributionsOf(
  { weights, means, deviations }: LogisticModel,
  values: Float64Array,
  at: number,
): Record<OpeningFeature, number> {
  const of = (name: OpeningFeature): number => {
    const k = OPENING_FEATURES.indexOf(name)
    const distance = (values[at + k] ?? 0) - (means[k] ?? 0)
    return distance * ((weights[k] ?? 0) / (deviations[k] ?? 1) + (name === 'base' ? 1 : 0))
  }
  return {
    ...{ base: of('base'), peers: of('peers'), peers_own: of('peers_own'), goes_with: of('goes_with') },
    ...{ popular: of('popular'), growth: of('growth'), lapsed_since: of('lapsed_since') },
    ...{ lapsed_times: of('lapsed_times'), lapsed_share: of('lapsed_share'), orders: of('orders') },
    ...{ silence: of('silence'), breadth: of('breadth'), owned: of('owned'), size: of('size') },
  }
}

function* casesOf(
  ledger: Ledger,
  today: number,
  { horizon, weighting }: OpeningSettings,
): Generator<undefined, Cases> {
  const days = cutsOf(ledger, today, horizon)
  const step = Math.max(1, Math.ceil(ledger.accounts / MAX_ACCOUNTS))
  const all = (days.length * ledger.accounts * ledger.families) / step
  const cases = new Cases(Math.max(1, all / MAX_CASES))
  for (const day of days) {
    const base = baseRatesAt(ledger, day, horizon)
    const features = new OpeningFeatures(snapshotAt(ledger, day, horizon), base, weighting)
    yield undefined
    for (let account = 0; account < ledger.accounts; account += 1) {
      if (features.snapshot.orders[account] === 0 || hash32(`fit:${account}`) % step !== 0) continue
      features.read(account)
      addCases(cases, features, account)
      if (account % SLICE_ACCOUNTS === 0) yield undefined
    }
  }
  return cases
}

/** First days of the windows, the latest first. */
function cutsOf({ firstDay, accounts }: Ledger, today: number, horizon: number): number[] {
  const windows = Math.max(1, Math.min(MAX_WINDOWS, Math.floor(MAX_ACCOUNT_WINDOWS / Math.max(1, accounts))))
  const cuts = Array.from({ length: windows }, (_, k) => today - horizon - Math.round((k * horizon) / 2))
  return cuts.filter((cut) => cut >= firstDay + MIN_HISTORY * horizon)
}

/** Adds the families that the account does not buy: all that it opened, and one in `oneIn` of the others by hash. */
function addCases(cases: Cases, features: OpeningFeatures, account: number): void {
  const { ledger, day, horizon } = features.snapshot
  const fold = foldOf(account)
  for (let family = 0; family < ledger.families; family += 1) {
    if (features.states[family] === BOUGHT) continue
    const cell = ledger.cellOf(account, family)
    const isOpened = cell >= 0 && isBoughtBetween(ledger, cell, day, day + horizon)
    if (!isOpened && hash32(`case:${day}:${account}:${family}`) * cases.oneIn >= 2 ** 32) continue
    cases.add(features.values, family * WIDTH, isOpened, fold)
  }
}

function binsOfFold(cases: Cases, fold: number, model: LogisticModel): BinSums {
  const bins: BinSums = {}
  for (let row = 0; row < cases.count; row += 1) {
    if (cases.folds[row] !== fold) continue
    const isOpened = cases.outcomes[row] === 1
    const odds = cases.baseOf(row) + logOdds(model, cases.featuresOf(row))
    addCase(bins, Math.exp(odds), isOpened, isOpened ? 1 : cases.oneIn)
  }
  return bins
}

/** Standard error of calibrated log odds by the delete-a-group jackknife over the folds of accounts, with the noise of the base rate. */
export function oddsError(
  model: OpeningModel,
  values: Float64Array,
  at: number,
  base: { rate: number; cases: number },
): number {
  const odds = model.withoutFold.map((one) => oddsOf(one, values, at))
  const middle = odds.reduce((sum, one) => sum + one, 0) / Math.max(1, odds.length)
  const squares = odds.reduce((sum, one) => sum + (one - middle) ** 2, 0)
  const ofModel = odds.length > 0 ? ((odds.length - 1) / odds.length) * squares : 0
  const ofBase = 1 / (base.cases * base.rate * (1 - base.rate))
  return model.calibration.slope * Math.sqrt(ofModel + ofBase)
}
