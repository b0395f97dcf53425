import type { TableOrder } from '../data/order-table.ts'
import {
  DEFAULT_CART,
  DEFAULT_PAGE,
  type MineSettings,
  otherThresholds,
  supportThresholds,
} from '../mine/settings.ts'
import { evaluateOptions } from './evaluate.ts'
import { casesOf, FOLDS, foldOf } from './folds.ts'
import { AGE_GRID, CART_GRID, PAGE_GRID } from './grid.ts'
import type { FoldResult } from './paired-sums.ts'
import { chooseOptions } from './select.ts'
import { type ItemTexts, train, weightedByAge } from './train.ts'
import { tuneFold } from './tune.ts'

/** What is tuned on. */
export type Tuned = {
  ids: readonly string[]
  /** Oldest first, those without a date before all others. */
  orders: readonly TableOrder[]
  settings: MineSettings
  texts?: ItemTexts
}

/**
 * One step of tuning: the trials of one fold, and after all of them, where they choose that older orders count less, the first places
 * of what they choose on one fold. The result is small, and can be stored before the next step. Yields now and then.
 * @param folds results of the steps before; none at the start
 */
export function* advanceTuning(
  { ids, orders, settings, texts }: Tuned,
  folds: readonly FoldResult[],
): Generator<undefined, FoldResult[]> {
  if (folds.length < FOLDS) return [...folds, yield* tuneFold(ids, orders, settings, folds.length, texts)]
  const number = folds.findIndex(({ aged }) => !aged)
  const aged = yield* ageFold({ ids, orders, settings, ...(texts && { texts }) }, folds, number)
  return folds.map((fold, at) => (at === number ? { ...fold, aged } : fold))
}

/** Whether no step of tuning is left. */
export const isTuned = (folds: readonly FoldResult[]): boolean =>
  folds.length === FOLDS && (!selectsAge(folds) || folds.every(({ aged }) => aged))

/** Whether orders of some age count less under the selected settings. */
function selectsAge(folds: readonly FoldResult[]): boolean {
  const { half_life, season } = AGE_GRID[chooseOptions(folds).choices.age.chosen] ?? {}
  return typeof half_life === 'number' || typeof season === 'number'
}

/** First places of the selected options on one fold, with orders weighted by the selected ageing. */
function* ageFold(
  { ids, orders, settings, texts = {} }: Tuned,
  folds: readonly FoldResult[],
  number: number,
): Generator<undefined, NonNullable<FoldResult['aged']>> {
  const fold = foldOf(orders, number)
  const cases = casesOf(fold)
  const { isStandard, choices } = chooseOptions(folds)
  const page = PAGE_GRID[choices.page.chosen] ?? DEFAULT_PAGE
  const cart = CART_GRID[choices.cart.chosen] ?? DEFAULT_CART
  const option = AGE_GRID[choices.age.chosen]
  const weighted = (option && weightedByAge(fold.train, option)) ?? fold.train
  const standard = supportThresholds(settings, orders.length)
  const thresholds = isStandard ? standard : otherThresholds(standard, orders.length)
  const trained = yield* train(ids, weighted, thresholds, texts)
  const { pages, carts } = yield* evaluateOptions(trained, thresholds, cases, {
    pages: [['', page]],
    carts: [['', cart]],
  })
  return { page: pages.get('')?.bins ?? {}, cart: carts.get('')?.bins ?? {} }
}
