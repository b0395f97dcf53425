import type { Purchases } from './purchases.ts'

/** Half-life of the share that the trend compares with that of all time, days. */
const RECENT_HALF_LIFE = 30
/** Days before and after the same day of the year before that are the season. */
const SEASON_REACH = 21
const YEAR = 365
/** Pseudo-count of a share: purchases of the average family. */
const PSEUDO = 20
/** Families of a history that count as companions of the next purchase, the latest first. */
export const MAX_HISTORY = 20
/** Pseudo-count of the families that follow on a family, in purchases. */
const PSEUDO_FOLLOWING = 10
/** Usual gap of a family that nobody bought twice, days. */
const DEFAULT_GAP = 60
/** Lines between two pauses: about 2 ms of work. */
const SLICE = 20_000

/**
 * What the shop's purchases before a day say of its families, by family number; `families` × `families` arrays by rows. All from purchases
 * before `day`, so that nothing of a predicted purchase is in them.
 */
export type FamilyFacts = {
  families: number
  day: number
  /** Share of all (purchase, family) pairs; adds up to 1. */
  share: Float64Array
  /** ln(share of late / share), and ln(share around the same day of the year before / share); 0 where unknown. */
  trend: Float64Array
  season: Float64Array
  /** Mean days until the same person buys the family again. */
  gap: Float64Array
  /** ln(price), mean of the items bought; NaN without prices. */
  logPrice: Float64Array
  /** Ratio of P(next purchase holds column | history holds row) to the column's share. */
  following: Float32Array
  /** Share of the family's purchases that have each brand, families × brands by rows; brand 0 is none. */
  brandShare: Float32Array
  brands: number
  /** Mean days between two purchases of a person. */
  usualGap: number
}

/** Sums over the purchases before the day. */
type Counts = {
  all: Float64Array
  recent: Float64Array
  season: Float64Array
  hasSeason: boolean
  gapDays: Float64Array
  gaps: Float64Array
  priceSum: Float64Array
  priced: Float64Array
  following: Float64Array
  /** Purchases whose history held the family. */
  led: Float64Array
  brand: Float64Array
  between: { days: number; gaps: number }
}

/**
 * Reads the facts from all purchases before a day. Yields now and then.
 * @param families number of families
 * @param brands   number of brands, without 0
 */
export function* familyFacts(
  purchases: Purchases,
  day: number,
  families: number,
  brands: number,
): Generator<undefined, FamilyFacts> {
  const counts = emptyCounts(families, brands + 1)
  const last = new Int32Array(families).fill(-1)
  let left = SLICE
  for (let person = 0; person < purchases.people; person += 1) {
    const first = purchases.heads[person] ?? 0
    const end = first + purchases.before(person, day)
    const history: number[] = []
    for (let at = first; at < end; at += 1) {
      addPurchase(counts, purchases, at, first, day, history, last)
      left -= history.length + 1
    }
    for (const family of history) last[family] = -1
    if (left < 0) {
      left = SLICE
      yield undefined
    }
  }
  return factsOf(counts, day, families, brands + 1)
}

const emptyCounts = (families: number, brands: number): Counts => ({
  all: new Float64Array(families),
  recent: new Float64Array(families),
  season: new Float64Array(families),
  hasSeason: false,
  gapDays: new Float64Array(families),
  gaps: new Float64Array(families),
  priceSum: new Float64Array(families),
  priced: new Float64Array(families),
  following: new Float64Array(families * families),
  led: new Float64Array(families),
  brand: new Float64Array(families * brands),
  between: { days: 0, gaps: 0 },
})

const add = (to: Float64Array, at: number, amount: number): void => {
  to[at] = (to[at] ?? 0) + amount
}

/** @param history families of the earlier purchases, in the order of their first; this purchase's are added */
function addPurchase(
  counts: Counts,
  purchases: Purchases,
  at: number,
  first: number,
  day: number,
  history: number[],
  last: Int32Array,
): void {
  const families = counts.all.length
  const brands = counts.brand.length / families
  const when = purchases.days[at] ?? 0
  const [from, to] = [purchases.starts[at] ?? 0, purchases.starts[at + 1] ?? 0]
  const recent = 2 ** ((when - day) / RECENT_HALF_LIFE)
  const isSeason = Math.abs(day - YEAR - when) <= SEASON_REACH
  const price = purchases.logPrices[at] ?? Number.NaN
  counts.hasSeason ||= isSeason
  if (at > first) {
    counts.between.days += when - (purchases.days[at - 1] ?? 0)
    counts.between.gaps += 1
  }
  const before = history.slice(-MAX_HISTORY)
  for (const family of before) add(counts.led, family, 1)
  for (let line = from; line < to; line += 1) {
    const family = purchases.families[line] ?? 0
    add(counts.all, family, 1)
    add(counts.recent, family, recent)
    if (isSeason) add(counts.season, family, 1)
    add(counts.brand, family * brands + (purchases.brands[line] ?? 0), 1)
    if (!Number.isNaN(price)) {
      add(counts.priceSum, family, price)
      add(counts.priced, family, 1)
    }
    for (const earlier of before) add(counts.following, earlier * families + family, 1 / (to - from))
    const previous = last[family] ?? -1
    if (previous < 0) history.push(family)
    else {
      add(counts.gapDays, family, when - previous)
      add(counts.gaps, family, 1)
    }
    last[family] = when
  }
}

function factsOf(counts: Counts, day: number, families: number, brands: number): FamilyFacts {
  const sum = (of: Float64Array) => of.reduce((all, one) => all + one, 0)
  const flat = 1 / families
  const total = sum(counts.all)
  const share = counts.all.map((one) => (one + flat * PSEUDO) / (total + PSEUDO))
  const against = (part: Float64Array) => {
    const whole = sum(part)
    return part.map((one, family) => {
      const mean = share[family] ?? flat
      return Math.log((one + PSEUDO * mean) / (whole + PSEUDO) / mean)
    })
  }
  const following = new Float32Array(families * families)
  for (let pair = 0; pair < following.length; pair += 1) {
    const [row, mean] = [Math.floor(pair / families), share[pair % families] ?? flat]
    const posterior =
      ((counts.following[pair] ?? 0) + PSEUDO_FOLLOWING * mean) / ((counts.led[row] ?? 0) + PSEUDO_FOLLOWING)
    following[pair] = posterior / mean
  }
  const { days, gaps } = counts.between
  const allGaps = sum(counts.gaps)
  const meanGap = allGaps > 0 ? sum(counts.gapDays) / allGaps : DEFAULT_GAP
  return {
    families,
    day,
    share,
    trend: against(counts.recent),
    season: counts.hasSeason ? against(counts.season) : new Float64Array(families),
    gap: counts.gapDays.map((one, family) => (one + 5 * meanGap) / ((counts.gaps[family] ?? 0) + 5)),
    logPrice: counts.priceSum.map((one, family) => one / (counts.priced[family] ?? 0)),
    following,
    brandShare: Float32Array.from(counts.brand, (one, at) => {
      const held = counts.all[Math.floor(at / brands)] ?? 0
      return at % brands === 0 || held === 0 ? 0 : one / held
    }),
    brands,
    usualGap: gaps > 0 ? Math.max(1, days / gaps) : DEFAULT_GAP,
  }
}
