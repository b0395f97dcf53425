import { type Estimate, normalEstimate } from './estimate.ts'
import { shrunkRate } from './learned-factor.ts'
import { errorOf, type Moments, merged, momentsOf } from './moments.ts'
import { importanceWeight } from './off-policy.ts'

/** Views of one page on which one item was drawn for the last position of a panel. */
export type ExploredCell = {
  page: string
  item: string
  /** Which half of the views, for cross-fitting: by a quantity that no draw depends on, such as the day. */
  half: 0 | 1
  /** Probability of the draw, 0 < chance ≤ 1; above 1/2 for the default item of that position. */
  chance: number
  /** Views, and how many of them led to a purchase of the item. */
  seen: number
  kept: number
}

/** Purchases for each view; with an interval only when there are enough purchases for one. */
export type EstimateOrValue = Pick<Estimate, 'value'> & Partial<Estimate>

/** Off-policy evaluation of the last position; rates are purchases for each view. */
export type ExplorationResult = {
  views: number
  /** Views on which another item than the default was drawn. */
  drawn: number
  /** Pages on which another item did better than the default one, in either half. */
  pages: number
  /** Rate of the default items, and the estimated rate with the best item of each page. */
  usual: Estimate
  found: EstimateOrValue
  /** `found` − `usual` by inverse propensity scoring, and by the doubly robust estimator, which is narrower. */
  change: EstimateOrValue
  change_robust: EstimateOrValue
}

/**
 * Fewer purchases of the selected items on drawn views give no interval: the mean of a few heavily weighted values is not
 * normally distributed.
 */
export const MIN_PURCHASES = 20
/**
 * Variance inflation for two halves that each evaluate what the other selected. Selection by chance correlates their errors;
 * the worst case is three items with equal rates, with a correlation of 3 (0.846 / 3)² + 6 (0.846 / 6)², where 0.846 is the
 * expected maximum of three standard normal values.
 */
const CORRELATED_HALVES = 1.36

/**
 * Estimates what the last position would bring with the best item of each page. The best items are selected on one half of
 * the views and evaluated on the other, and the other way round (cross-fitting), so that no view is used for both.
 * @see engine/measure/off-policy.ts for the weights; M. Dudík et al. (2011), ICML, for the doubly robust estimator;
 * V. Chernozhukov et al. (2018), Econometrics J. 21, C1–C68, for cross-fitting
 */
export function evaluateExploration(cells: readonly ExploredCell[]): ExplorationResult {
  const pages = new Set<string>()
  let all: Contributions = NO_CONTRIBUTIONS
  let kept = 0
  for (const half of [0, 1]) {
    const known = learnFrom(cells.filter((cell) => cell.half !== half))
    for (const cell of cells) {
      if (cell.half !== half) continue
      const best = known.bestOf(cell.page)
      if (best !== undefined) pages.add(cell.page)
      if (best === cell.item && !isUsual(cell)) kept += cell.kept
      all = added(all, contributionsOf(cell, known))
    }
  }
  const judged = (moments: Moments): EstimateOrValue =>
    kept < MIN_PURCHASES
      ? { value: moments.mean }
      : normalEstimate(moments.mean, CORRELATED_HALVES * errorOf(moments))
  return {
    views: all.usual.n,
    drawn: cells.reduce((sum, cell) => sum + (isUsual(cell) ? 0 : cell.seen), 0),
    pages: pages.size,
    usual: normalEstimate(all.usual.mean, errorOf(all.usual)),
    found: judged(all.found),
    change: judged(all.change),
    change_robust: judged(all.change_robust),
  }
}

const isUsual = ({ chance }: ExploredCell): boolean => chance > 0.5

/** Rates estimated on one half of the views. */
type RewardModel = {
  /** The item with a higher rate than the default one; undefined where the default is best or nothing is known. */
  bestOf: (page: string) => string | undefined
  usualOf: (page: string) => string | undefined
  /** Estimated rate of purchases for each view of the item on the page. */
  guess: (page: string, item: string) => number
}

type Tally = { seen: number; kept: number; usual: number }

function learnFrom(cells: readonly ExploredCell[]): RewardModel {
  const pages = new Map<string, Map<string, Tally>>()
  let seen = 0
  let kept = 0
  for (const cell of cells) {
    const items = pages.get(cell.page) ?? new Map<string, Tally>()
    pages.set(cell.page, items)
    const tally = items.get(cell.item) ?? { seen: 0, kept: 0, usual: 0 }
    items.set(cell.item, tally)
    tally.seen += cell.seen
    tally.kept += cell.kept
    tally.usual += isUsual(cell) ? cell.seen : 0
    seen += cell.seen
    kept += cell.kept
  }
  const base = seen === 0 ? 0 : kept / seen
  const guess = (page: string, item: string) => {
    const tally = pages.get(page)?.get(item)
    return shrunkRate({ visitors: tally?.seen ?? 0, kept: tally?.kept ?? 0 }, base)
  }
  const topOf = (page: string, worth: (item: string, tally: Tally) => number) => {
    const ranked = [...(pages.get(page) ?? [])].map(([item, tally]) => ({ item, worth: worth(item, tally) }))
    return ranked.sort((a, b) => b.worth - a.worth || (a.item < b.item ? -1 : 1))[0]?.item
  }
  const usualOf = (page: string) => topOf(page, (_, { usual }) => usual)
  const bestOf = (page: string) => {
    const best = topOf(page, (item) => guess(page, item))
    const usual = usualOf(page)
    if (best === undefined || usual === undefined) return undefined
    return best !== usual && guess(page, best) > guess(page, usual) ? best : undefined
  }
  return { bestOf: memoized(bestOf), usualOf: memoized(usualOf), guess }
}

/** One answer a page, however many cells ask. */
function memoized<T>(find: (page: string) => T): (page: string) => T {
  const found = new Map<string, { answer: T }>()
  return (page) => {
    const known = found.get(page) ?? { answer: find(page) }
    found.set(page, known)
    return known.answer
  }
}

type Contributions = { usual: Moments; found: Moments; change: Moments; change_robust: Moments }

const NO_VALUES = momentsOf([])
const NO_CONTRIBUTIONS: Contributions = {
  usual: NO_VALUES,
  found: NO_VALUES,
  change: NO_VALUES,
  change_robust: NO_VALUES,
}

/** Contributions of one cell to the estimates of both policies. */
function contributionsOf(cell: ExploredCell, known: RewardModel): Contributions {
  const { page, item, chance: logged, seen, kept } = cell
  const chosen = known.bestOf(page)
  const usualWeight = isUsual(cell) ? importanceWeight({ logged, other: 1 }) : 0
  const foundWeight =
    chosen === undefined ? usualWeight : chosen === item ? importanceWeight({ logged, other: 1 }) : 0
  const weight = foundWeight - usualWeight
  const usual = isUsual(cell) ? item : known.usualOf(page)
  const guessed =
    chosen === undefined || usual === undefined ? 0 : known.guess(page, chosen) - known.guess(page, usual)
  const shown = known.guess(page, item)
  const of = (value: (reward: 0 | 1) => number) =>
    merged(constant(value(1), kept), constant(value(0), Math.max(0, seen - kept)))
  return {
    usual: of((reward) => usualWeight * reward),
    found: of((reward) => foundWeight * reward),
    change: of((reward) => weight * reward),
    change_robust: of((reward) => guessed + weight * (reward - shown)),
  }
}

const constant = (value: number, n: number): Moments => (n === 0 ? NO_VALUES : { n, mean: value, squares: 0 })

const added = (a: Contributions, b: Contributions): Contributions => ({
  usual: merged(a.usual, b.usual),
  found: merged(a.found, b.found),
  change: merged(a.change, b.change),
  change_robust: merged(a.change_robust, b.change_robust),
})
