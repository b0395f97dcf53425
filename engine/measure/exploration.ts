import { type Estimate, normalEstimate } from './estimate.ts'
import { shrunkChance } from './learned-factor.ts'
import { errorOf, type Moments, momentsOf, together } from './moments.ts'
import { weightOf } from './off-policy.ts'

/** Views of one page on which one item had been drawn for the last place of a panel. */
export type ExploredCell = {
  page: string
  item: string
  /** Views are parted into two halves by something that no draw depends on, such as the day. */
  half: 0 | 1
  /** Chance with which it had been drawn, 0 < chance ≤ 1: above 1/2 of the item that stands there anyway. */
  chance: number
  /** Views, and those of them that ended in its being bought. */
  seen: number
  kept: number
}

/** A value a view, and the rest of an estimate once enough was bought for an interval to hold. */
export type Judged = Pick<Estimate, 'value'> & Partial<Estimate>

/** What the draws of the last place say, a view. */
export type Explored = {
  views: number
  /** Views on which another item than the usual one had been drawn. */
  drawn: number
  /** Pages on which another item was found to do better than the usual one, on either half. */
  pages: number
  /** What the last place brings as it is, and what it would bring with what was found. */
  usual: Estimate
  found: Judged
  /** The second less the first; and the same by the doubly robust estimate, which leans on guesses and is narrower. */
  change: Judged
  change_robust: Judged
}

/**
 * Purchases on drawn views of the items that were found, below which there is no interval: a handful that each count for
 * many views are far from normal.
 */
export const FEWEST_KEPT = 20
/**
 * What the variance of two halves by themselves is to be multiplied with. Each is judged by what the other found, and each
 * finds what luck brought up in it: so their errors go together, most where all items are alike, and of those most where
 * there are three: with a correlation of 3 (0.846 / 3)² + 6 (0.846 / 6)², 0.846 being the mean of the largest of three
 * normal values.
 */
const HALVES_TOGETHER = 1.36

/**
 * What would it bring if the last place of each page held the item that did best there? Found on one half of the views and
 * judged on the other, and the other way round, so that nothing is judged by what it was chosen for.
 * @see engine/measure/off-policy.ts for the estimators; V. Chernozhukov et al. (2018), Econometrics J. 21, C1–C68, for the halves
 */
export function judgeExplored(cells: readonly ExploredCell[]): Explored {
  const pages = new Set<string>()
  let all: Contributions = NOTHING
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
  const judged = (moments: Moments): Judged =>
    kept < FEWEST_KEPT
      ? { value: moments.mean }
      : normalEstimate(moments.mean, HALVES_TOGETHER * errorOf(moments))
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

/** What one half of the views teaches. */
type Known = {
  /** The item that does better than the usual one; undefined where the usual one does best, or nothing is known. */
  bestOf: (page: string) => string | undefined
  usualOf: (page: string) => string | undefined
  /** Guessed chance that a view of the item there ends in its being bought. */
  guess: (page: string, item: string | undefined) => number
}

type Tally = { seen: number; kept: number; usual: number }

function learnFrom(cells: readonly ExploredCell[]): Known {
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
  const guess = (page: string, item: string | undefined) => {
    const tally = item === undefined ? undefined : pages.get(page)?.get(item)
    return shrunkChance({ visitors: tally?.seen ?? 0, kept: tally?.kept ?? 0 }, base)
  }
  const topOf = (page: string, worth: (item: string, tally: Tally) => number) => {
    const ranked = [...(pages.get(page) ?? [])].map(([item, tally]) => ({ item, worth: worth(item, tally) }))
    return ranked.sort((a, b) => b.worth - a.worth || (a.item < b.item ? -1 : 1))[0]?.item
  }
  const usualOf = (page: string) => topOf(page, (_, { usual }) => usual)
  const bestOf = (page: string) => {
    const best = topOf(page, (item) => guess(page, item))
    const usual = usualOf(page)
    return best !== usual && guess(page, best) > guess(page, usual) ? best : undefined
  }
  return { bestOf: remembered(bestOf), usualOf: remembered(usualOf), guess }
}

/** One answer a page, however many cells ask. */
function remembered<T>(find: (page: string) => T): (page: string) => T {
  const found = new Map<string, { answer: T }>()
  return (page) => {
    const known = found.get(page) ?? { answer: find(page) }
    found.set(page, known)
    return known.answer
  }
}

type Contributions = { usual: Moments; found: Moments; change: Moments; change_robust: Moments }

const NO_VALUES = momentsOf([])
const NOTHING: Contributions = {
  usual: NO_VALUES,
  found: NO_VALUES,
  change: NO_VALUES,
  change_robust: NO_VALUES,
}

/** What the views of a cell say of both policies. */
function contributionsOf(cell: ExploredCell, known: Known): Contributions {
  const { page, item, chance: logged, seen, kept } = cell
  const chosen = known.bestOf(page)
  const usualWeight = isUsual(cell) ? weightOf({ logged, other: 1 }) : 0
  const foundWeight =
    chosen === undefined ? usualWeight : chosen === item ? weightOf({ logged, other: 1 }) : 0
  const weight = foundWeight - usualWeight
  const usual = isUsual(cell) ? item : known.usualOf(page)
  const guessed = chosen === undefined ? 0 : known.guess(page, chosen) - known.guess(page, usual)
  const shown = known.guess(page, item)
  const of = (value: (reward: 0 | 1) => number) =>
    together(alike(value(1), kept), alike(value(0), Math.max(0, seen - kept)))
  return {
    usual: of((reward) => usualWeight * reward),
    found: of((reward) => foundWeight * reward),
    change: of((reward) => weight * reward),
    change_robust: of((reward) => guessed + weight * (reward - shown)),
  }
}

const alike = (value: number, n: number): Moments => (n === 0 ? NO_VALUES : { n, mean: value, squares: 0 })

const added = (a: Contributions, b: Contributions): Contributions => ({
  usual: together(a.usual, b.usual),
  found: together(a.found, b.found),
  change: together(a.change, b.change),
  change_robust: together(a.change_robust, b.change_robust),
})
