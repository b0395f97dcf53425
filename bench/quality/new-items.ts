import type { MineSettings } from '../../engine/mine/settings.ts'
import type { ItemTexts } from '../../engine/tuning/train.ts'
import { ours } from './ours.ts'
import type { RealOrder } from './sets.ts'
import { dice, type PageCase, type Ranker, runPage } from './tasks.ts'

/** Minimum of orders of a hidden item. */
const MIN_ORDERS = 10
/** One in this number of the other items is hidden. */
const ONE_IN = 10
const DRAWS = 5
/** Seeds of one order. */
const SEEDS = 1

/** Results of all draws: for the pages of new items, and for new items on the pages of others. */
export type NewItems = {
  cases: number
  /** Of the pages of new items: ours, and best sellers in their place. */
  own: Figures
  sellers: Figures
  /** Of the new items in an order, the share that an order's other items bring among their first ten. */
  found: number
  /** Share of the first ten places that goes to new items. */
  places: number
}
type Figures = { hit: number[]; ndcg: number[] }

/**
 * Hides all orders of a tenth of the items, and predicts the other items of test orders with such an item; five times.
 * @param tests items by number, two or more
 */
export function newItems(
  numbers: ReadonlyMap<string, number>,
  train: readonly RealOrder[],
  tests: readonly (readonly number[])[],
  settings: MineSettings,
  described: ItemTexts,
): NewItems {
  const degrees = new Uint32Array(numbers.size)
  for (const { items } of train) {
    for (const item of items) degrees[numbers.get(item) ?? 0] = (degrees[numbers.get(item) ?? 0] ?? 0) + 1
  }
  const draw = dice(4)
  const result: NewItems = {
    cases: 0,
    own: { hit: [], ndcg: [] },
    sellers: { hit: [], ndcg: [] },
    found: 0,
    places: 0,
  }
  const shown = { cold: 0, found: 0, places: 0, fresh: 0 }
  for (let round = 0; round < DRAWS; round += 1) {
    const hidden = new Set(
      [...degrees.keys()].filter((item) => (degrees[item] ?? 0) >= MIN_ORDERS && draw(ONE_IN) === 0),
    )
    const left = train.map((order) => ({
      ...order,
      items: order.items.filter((item) => !hidden.has(numbers.get(item) ?? 0)),
    }))
    const ranker = ours(numbers, left, settings, described)
    const cases = casesOf(tests, hidden, draw)
    const best = mostBought(numbers, left)
    collect(result.own, ranker, cases)
    collect(result.sellers, { page: (seed) => best.filter((item) => item !== seed), cart: () => [] }, cases)
    suggest(shown, ranker, tests, hidden)
  }
  const cases = result.own.hit.length
  return { ...result, cases, found: shown.found / shown.cold, places: shown.fresh / shown.places }
}

function casesOf(
  tests: readonly (readonly number[])[],
  hidden: ReadonlySet<number>,
  draw: (below: number) => number,
): PageCase[] {
  return tests.flatMap((items) => {
    const targets = new Set(items.filter((item) => !hidden.has(item)))
    const fresh = items.filter((item) => hidden.has(item))
    if (targets.size === 0) return []
    const count = Math.min(SEEDS, fresh.length)
    const seeds = Array.from({ length: count }, () => fresh.splice(draw(fresh.length), 1)[0] ?? 0)
    return seeds.map((seed) => ({ seed, targets }))
  })
}

function mostBought(numbers: ReadonlyMap<string, number>, train: readonly RealOrder[]): number[] {
  const counts = new Map<number, number>()
  for (const { items } of train) {
    for (const item of items) {
      const number = numbers.get(item) ?? 0
      counts.set(number, (counts.get(number) ?? 0) + 1)
    }
  }
  return [...counts].sort(([a, x], [b, y]) => y - x || a - b).map(([item]) => item)
}

function collect(figures: Figures, ranker: Ranker, cases: readonly PageCase[]): void {
  const { results } = runPage(ranker, cases)
  figures.hit.push(...results.map(({ hit }) => hit))
  figures.ndcg.push(...results.map(({ ndcg }) => ndcg))
}

/** One page of a known item for every order with new ones. */
function suggest(
  shown: { cold: number; found: number; places: number; fresh: number },
  ranker: Ranker,
  tests: readonly (readonly number[])[],
  hidden: ReadonlySet<number>,
): void {
  for (const items of tests) {
    const seed = items.find((item) => !hidden.has(item))
    const cold = items.filter((item) => hidden.has(item))
    if (seed === undefined || cold.length === 0) continue
    const page = new Set(ranker.page(seed).slice(0, 10))
    shown.cold += cold.length
    shown.found += cold.filter((item) => page.has(item)).length
    shown.places += page.size
    shown.fresh += [...page].filter((item) => hidden.has(item)).length
  }
}
