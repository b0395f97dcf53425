import type { Purchasing } from '../customer/bg-nbd.ts'
import { type BgNbd, expectedPurchases, fitBgNbd, probabilityAlive } from '../customer/bg-nbd.ts'
import { fitLogistic, type LogisticModel } from './logistic-regression.ts'
import type { Purchases } from './purchases.ts'

/** Features of a person on a day, in the order of the weights. */
export const TIMING_FEATURES = [
  'since_last',
  'purchases',
  'overdue',
  'last_month',
  'last_half_year',
  'tenure',
  'value',
  'expected',
  'active',
] as const
export type TimingFeature = (typeof TIMING_FEATURES)[number]

const DAYS_A_WEEK = 7
/** Weight of the usual gap of all customers beside a person's own gaps, in gaps. */
const PSEUDO_GAPS = 2
/** People that the BG/NBD model is fitted on: 2,357 of them give the published figures to three digits. */
const MAX_FITTED = 5_000
/** Cases of the regression. */
const MAX_CASES = 200_000

/** P(any purchase in the window): the hazard of one window, by logistic regression. */
export type TimingModel = {
  window_days: number
  logistic: LogisticModel
  /** Null where too few came back for it: its two features are then 0. */
  bgNbd: BgNbd | null
  /** Mean days between two purchases of a person. */
  usualGap: number
}

/** People who must have come back, so that the BG/NBD model is fitted. */
const MIN_RETURNED = 30

/**
 * Fits the hazard on several days, on each of which everybody with a purchase before it is a case: a discrete-time hazard. Nothing
 * from the day on is in a feature. Yields now and then.
 * @param cuts the days, each at least a window before the last day that is known
 * @param l2   penalty of a standardised weight
 * @see P. Allison (1982), Discrete-Time Methods for the Analysis of Event Histories, Sociological Methodology 13
 */
export function* fitTiming(
  purchases: Purchases,
  cuts: readonly number[],
  window_days: number,
  l2: number,
): Generator<undefined, TimingModel> {
  const usualGap = gapOfAll(purchases, Math.max(...cuts))
  const bgNbd = yield* fitBuying(purchases, Math.max(...cuts))
  const model = { window_days, bgNbd, usualGap }
  const cases = casesOf(purchases, cuts)
  const width = TIMING_FEATURES.length
  const features = new Float32Array(cases.length * width)
  const outcomes = new Uint8Array(cases.length)
  const one = new Float64Array(width)
  for (const [number, { person, day, count }] of cases.entries()) {
    timingFeatures(purchases, person, count, day, model, one)
    features.set(one, number * width)
    outcomes[number] = buysWithin(purchases, person, count, day + window_days) ? 1 : 0
    if (number % 1_000 === 999) yield undefined
  }
  const logistic = yield* fitLogistic({ width, features, outcomes }, l2)
  return { ...model, logistic }
}

/** Whether the purchase after the first `count` is before a day. */
export function buysWithin(purchases: Purchases, person: number, count: number, end: number): boolean {
  const next = (purchases.heads[person] ?? 0) + count
  return next < (purchases.heads[person + 1] ?? 0) && (purchases.days[next] ?? 0) < end
}

/**
 * Writes the features of a person with `count` purchases before a day.
 *
 * | feature | value |
 * |---|---|
 * | since_last | ln(1 + days since the last purchase) |
 * | purchases | ln(number of days with a purchase) |
 * | overdue | ln((1 + days since the last purchase) / (1 + usual gap)), the gap shrunken to that of all |
 * | last_month, last_half_year | ln(1 + purchases that fade with a half-life of 30 and of 180 days) |
 * | tenure | ln(1 + days since the first purchase) |
 * | value | ln(1 + mean amount of a purchase) |
 * | expected | ln(purchases expected in the window by BG/NBD) |
 * | active | log odds that the person is a customer still, by BG/NBD |
 */
export function timingFeatures(
  purchases: Purchases,
  person: number,
  count: number,
  day: number,
  { window_days, bgNbd, usualGap }: Pick<TimingModel, 'window_days' | 'bgNbd' | 'usualGap'>,
  features: Float64Array,
): void {
  const first = purchases.heads[person] ?? 0
  const [firstDay, lastDay] = [purchases.days[first] ?? 0, purchases.days[first + count - 1] ?? 0]
  let [month, halfYear, paid] = [0, 0, 0]
  for (let at = first; at < first + count; at += 1) {
    const age = day - (purchases.days[at] ?? 0)
    month += 2 ** (-age / 30)
    halfYear += 2 ** (-age / 180)
    paid += purchases.paid[at] ?? 0
  }
  const since = day - lastDay
  const gap = (lastDay - firstDay + PSEUDO_GAPS * usualGap) / (count - 1 + PSEUDO_GAPS)
  features[0] = Math.log1p(since)
  features[1] = Math.log(count)
  features[2] = Math.log((1 + since) / (1 + gap))
  features[3] = Math.log1p(month)
  features[4] = Math.log1p(halfYear)
  features[5] = Math.log1p(day - firstDay)
  features[6] = Math.log1p(paid / count)
  features[7] = 0
  features[8] = 0
  if (bgNbd) {
    const buying = buyingOf(firstDay, lastDay, count, day)
    const alive = probabilityAlive(bgNbd, buying)
    features[7] = Math.log(Math.max(1e-9, expectedPurchases(bgNbd, buying, window_days / DAYS_A_WEEK)))
    features[8] = Math.max(-10, Math.min(10, Math.log(alive / (1 - alive))))
  }
}

const buyingOf = (first: number, last: number, count: number, day: number): Purchasing => ({
  repeats: count - 1,
  last: (last - first) / DAYS_A_WEEK,
  age: (day - first) / DAYS_A_WEEK,
})

type TimingCase = { person: number; day: number; count: number }

function casesOf(purchases: Purchases, cuts: readonly number[]): TimingCase[] {
  const step = Math.max(1, Math.ceil((purchases.people * cuts.length) / MAX_CASES))
  const found: TimingCase[] = []
  for (const day of cuts) {
    for (let person = 0; person < purchases.people; person += step) {
      const count = purchases.before(person, day)
      if (count > 0) found.push({ person, day, count })
    }
  }
  return found
}

function gapOfAll(purchases: Purchases, day: number): number {
  let [days, gaps] = [0, 0]
  for (let person = 0; person < purchases.people; person += 1) {
    const count = purchases.before(person, day)
    if (count < 2) continue
    const first = purchases.heads[person] ?? 0
    days += (purchases.days[first + count - 1] ?? 0) - (purchases.days[first] ?? 0)
    gaps += count - 1
  }
  return gaps > 0 ? Math.max(1, days / gaps) : 30
}

function* fitBuying(purchases: Purchases, day: number): Generator<undefined, BgNbd | null> {
  const step = Math.max(1, Math.ceil(purchases.people / MAX_FITTED))
  const buying: Purchasing[] = []
  for (let person = 0; person < purchases.people; person += step) {
    const count = purchases.before(person, day)
    const first = purchases.heads[person] ?? 0
    const last = first + count - 1
    if (count > 0) buying.push(buyingOf(purchases.days[first] ?? 0, purchases.days[last] ?? 0, count, day))
  }
  if (buying.filter(({ repeats }) => repeats > 0).length < MIN_RETURNED) return null
  const { r, alpha, a, b } = yield* fitBgNbd(buying)
  return { r, alpha, a, b }
}
