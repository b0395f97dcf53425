import { expect, it } from 'vitest'
import type { TableOrder } from '../../../engine/data/order-table.ts'
import { orderWeight } from '../../../engine/mine/order-weights.ts'
import { addCase, type BinSums } from '../../../engine/numbers/calibration.ts'
import { casesOf, FOLDS, foldOf } from '../../../engine/tuning/folds.ts'
import { PAGE_GRID } from '../../../engine/tuning/grid.ts'
import type { FoldResult } from '../../../engine/tuning/paired-sums.ts'
import { selectSettings } from '../../../engine/tuning/select.ts'
import { advanceTuning, isTuned } from '../../../engine/tuning/steps.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { ALL, basketsOf, listsOf, run } from '../mine/a-shop.ts'

const IDS = Array.from({ length: 40 }, (_, n) => `item-${n}`)

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

it('where older orders count less, probabilities are calibrated with the scores that the lists then have', () => {
  const { folds, steps } = tuned(CHANGING)
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
      rounded(servedFirstPlaces(number, choices.page.chosen, selected)),
    )
  }
})

/** The same by another path: the orders that train are mined with their weights, and the first place of each list is looked at. */
function servedFirstPlaces(
  number: number,
  page: string,
  support: { min_co_orders: number; min_customers: number },
): BinSums {
  const fold = foldOf(CHANGING, number)
  const newest = fold.train.at(-1)?.at ?? 0
  const half_life_days = 0.5 * (newest / DAY)
  const baskets = basketsOf(
    40,
    fold.train.map(({ at, items }) => ({
      items,
      day: (at ?? 0) / DAY,
      weight: orderWeight(at, newest, { half_life_days, season: null }),
    })),
  )
  const settings = { ...support, ...(PAGE_GRID[page] && { page: PAGE_GRID[page] }) }
  const lists = new Map(listsOf(baskets, [], settings).map((list) => [list.key, list.companions]))
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
