import { expect, it } from 'vitest'
import type { TableOrder } from '../../../engine/data/order-table.ts'
import { mine } from '../../../engine/mine/mine.ts'
import { orderWeight } from '../../../engine/mine/order-weights.ts'
import { addCase, type BinSums } from '../../../engine/numbers/calibration.ts'
import { casesOf, FOLDS, type Fold, foldOf } from '../../../engine/tuning/folds.ts'
import { PAGE_GRID } from '../../../engine/tuning/grid.ts'
import { type FoldResult, PairedSums, type SumsByName } from '../../../engine/tuning/paired-sums.ts'
import { DEFAULT_SUPPORT, OTHER_SUPPORT, selectSettings } from '../../../engine/tuning/select.ts'
import { advanceTuning, isTuned } from '../../../engine/tuning/steps.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { ALL, basketsOf, run } from '../mine/a-shop.ts'

const IDS = Array.from({ length: 40 }, (_, n) => `item-${n}`)
/** Five items share a word each. */
const TITLES = IDS.map((_, n) => `thing${n} kind${n % 8}`)

/** A thousand orders, a day each, of an item and the one `apart` from it; `apart` may change over time. */
const ordersOf = (apart: (day: number) => number): TableOrder[] =>
  Array.from({ length: 1_000 }, (_, day) => {
    const first = (day * 7) % 40
    return { at: day * DAY, customer: null, items: [first, (first + apart(day)) % 40], size: 2 }
  })

/** Without dates there is no age. */
const UNDATED = ordersOf(() => 1).map((order) => ({ ...order, at: null }))
/** After 500 days other things are bought together. */
const CHANGING = ordersOf((day) => (day < 500 ? 1 : 2))

/** Two customers buy items 24 and 25 together, six times before day 600 and six times after it; others buy 24 with item 0. */
const SELDOM = Array.from({ length: 1_000 }, (_, day): TableOrder => {
  const at = day * DAY
  if (day >= 500 && day < 503) return { at, customer: null, items: [0, 24], size: 2 }
  const isPair = (day >= 560 && day < 566) || (day >= 650 && day < 656)
  if (isPair) return { at, customer: day % 2 === 0 ? 'ann' : 'bob', items: [24, 25], size: 2 }
  return { at, customer: null, items: [(day * 7) % 24, (day * 7 + 1) % 24], size: 2 }
})

/** All steps, and how many they were. */
function tuned(orders: readonly TableOrder[]): { folds: readonly FoldResult[]; steps: number } {
  let folds: readonly FoldResult[] = []
  let steps = 0
  while (!isTuned(folds)) {
    folds = run(advanceTuning({ ids: IDS, orders, settings: ALL }, folds))
    steps += 1
  }
  return { folds, steps }
}

it('where all ages count alike, tuning ends with the trials', () => {
  const { folds, steps } = tuned(UNDATED)
  expect(steps).toBe(FOLDS)
  expect(folds.every(({ aged }) => aged === undefined)).toBe(true)
})

const changing = tuned(CHANGING)

it('where older orders count less, probabilities are calibrated with the scores that the lists then have', () => {
  const { folds, steps } = changing
  expect(steps).toBe(2 * FOLDS)
  const { choices, calibration, ...selected } = selectSettings(folds, ALL, 1_000, 999 * DAY)
  expect(choices.age.chosen).toBe('half-life of half the span')
  const trials = selectSettings(
    folds.map(({ aged: _, ...fold }) => fold),
    ...([ALL, 1_000, 999 * DAY] as const),
  )
  expect(calibration.page).not.toEqual(trials.calibration.page)
  const hits = folds.flatMap(({ aged }) => Object.values(aged?.page ?? {}).map(([, , taken]) => taken))
  expect(Math.max(...hits)).toBeGreaterThan(0)
  for (const [number, { aged }] of folds.entries()) {
    expect(rounded(aged?.page ?? {})).toEqual(
      rounded(servedFirstPlaces(foldOf(CHANGING, number), choices.page.chosen, selected)),
    )
  }
})

/** A hundred cases each, with these means. */
function sumsOf(means: Readonly<Record<string, number>>): SumsByName {
  const paired = new PairedSums()
  for (const [name, mean] of Object.entries(means)) paired.add(name, Array(100).fill(mean))
  return paired.sums
}

it('where tuning selects the other support, older orders are tried with it, and with the titles', () => {
  // Whatever the trials found, tuning is told that the other support is better, and with it the default page.
  const told = {
    customers: sumsOf({ [DEFAULT_SUPPORT]: 0.4, [OTHER_SUPPORT]: 0.6 }),
    other_page: sumsOf({ 'share with backoff and best sellers': 0.5 }),
  }
  const folds = changing.folds.map(({ aged: _, ...fold }) => ({ ...fold, ...told }))
  const tuning = { ids: IDS, orders: SELDOM, settings: ALL, texts: { titles: TITLES } }
  const [first, ...others] = run(advanceTuning(tuning, folds))
  expect(others.every(({ aged }) => aged === undefined)).toBe(true)
  const { choices, ...selected } = selectSettings(folds, ALL, 1_000, 999 * DAY)
  expect(selected.min_customers).toBe(3)
  const served = (titles: readonly string[], support: typeof ALL = selected) =>
    servedFirstPlaces(foldOf(SELDOM, 0), choices.page.chosen, { ...support }, titles)
  expect(rounded(first?.aged?.page ?? {})).toEqual(rounded(served(TITLES)))
  expect(rounded(served(TITLES))).not.toEqual(rounded(served([])))
  expect(rounded(served(TITLES))).not.toEqual(rounded(served(TITLES, ALL)))
})

/** The same by another path: the orders that train are mined with their weights, and the first place of each list is looked at. */
function servedFirstPlaces(
  fold: Fold,
  page: string,
  support: { min_co_orders: number; min_customers: number },
  titles: readonly string[] = [],
): BinSums {
  const newest = fold.train.at(-1)?.at ?? 0
  const half_life_days = 0.5 * (newest / DAY)
  const baskets = basketsOf(
    40,
    fold.train.map(({ at, items, customer }) => ({
      items,
      ...(customer !== null && { who: customer }),
      day: (at ?? 0) / DAY,
      weight: orderWeight(at, newest, { half_life_days, season: null }),
    })),
  )
  const { min_co_orders, min_customers } = support
  const settings = { min_co_orders, min_customers, ...(PAGE_GRID[page] && { page: PAGE_GRID[page] }) }
  const mined = [...mine(baskets, [], settings, titles)].filter((list) => list !== undefined)
  const lists = new Map(mined.map((list) => [list.key, list.companions]))
  const bins: BinSums = {}
  for (const { seed, targets } of casesOf(fold).pages) {
    const first = lists.get(seed)?.[0]
    if (first) addCase(bins, first.score, targets.has(first.item))
  }
  return bins
}

/** The bins in order; lists hold six digits of a score. */
const rounded = (bins: BinSums) =>
  Object.entries(bins)
    .map(([bin, [cases, logScores, hits]]) => ({
      bin: Number(bin),
      cases,
      logScores: logScores.toFixed(2),
      hits,
    }))
    .sort((a, b) => a.bin - b.bin)
