import type { Ageing } from '../mine/order-weights.ts'
import {
  type CartBlend,
  type MineSettings,
  otherMinCustomers,
  type PageBlend,
  supportThresholds,
} from '../mine/settings.ts'
import { AGE_GRID, ageingFor, CART_GRID, PAGE_GRID } from './grid.ts'
import type { FoldResult, Sums } from './paired-sums.ts'

/** One option over all folds: its mean metric, its mean gain over the default, and the standard error of that gain. */
export type TriedOption = { name: string; mean: number; gain: number; standard_error: number }

/** The option that was chosen, and all that were tried. */
export type Choice = { chosen: string; cases: number; tried: TriedOption[] }

/**
 * The option with the highest mean over all cases of all folds, if its gain over the default is more than one standard error
 * of the paired difference; else the default. Choosing the simplest option within one standard error was worse, and so was
 * using the last fold alone.
 * @param folds at least one; the first option of each is the default
 */
export function selectBest(folds: readonly FoldResult[], what: keyof FoldResult): Choice {
  const names = Object.keys(folds[0]?.[what] ?? {})
  const tried = names.map((name) => {
    const sum = (field: keyof Sums) =>
      folds.reduce((total, fold) => total + (fold[what]?.[name]?.[field] ?? 0), 0)
    const cases = Math.max(1, sum('cases'))
    const gain = sum('gain') / cases
    const variance = Math.max(0, sum('gain_squared') / cases - gain * gain)
    return { name, mean: sum('figure') / cases, gain, standard_error: Math.sqrt(variance / cases) }
  })
  const best = tried.reduce((a, b) => (b.mean > a.mean ? b : a), tried[0] ?? NOT_TRIED)
  const wins = best.gain > best.standard_error
  const [standard = ''] = names
  const cases = folds.reduce((total, fold) => total + (fold[what]?.[standard]?.cases ?? 0), 0)
  return { chosen: wins ? best.name : standard, cases, tried }
}

const NOT_TRIED: TriedOption = { name: '', mean: 0, gain: 0, standard_error: 0 }

/** The settings that tuning selects. */
export type SelectedSettings = {
  page: PageBlend | undefined
  cart: CartBlend | undefined
  min_customers: number
  /** How orders count by age; undefined: all alike. */
  ageing: Ageing | undefined
  choices: { page: Choice; cart: Choice; customers: Choice; age: Choice }
}

/** Names of the two options for the number of customers that a pair needs. */
export const DEFAULT_CUSTOMERS = 'default number'
export const OTHER_CUSTOMERS = 'other number'

/**
 * Selects from the results of all folds: first the number of customers that a pair needs, then page and cart under it, and
 * how orders count by age.
 * @param orders number of orders that were tuned on
 * @param span   time from the first to the last of them, milliseconds
 */
export function selectSettings(
  folds: readonly FoldResult[],
  settings: MineSettings,
  orders: number,
  span: number,
): SelectedSettings {
  const standard = supportThresholds(settings, orders).min_customers
  const customers = selectBest(folds, 'customers')
  const isStandard = customers.chosen !== OTHER_CUSTOMERS
  const page = selectBest(folds, isStandard ? 'page' : 'other_page')
  const cart = selectBest(folds, isStandard ? 'cart' : 'other_cart')
  const age = selectBest(folds, 'age')
  const option = AGE_GRID[age.chosen]
  return {
    page: PAGE_GRID[page.chosen],
    cart: CART_GRID[cart.chosen],
    min_customers: isStandard ? standard : otherMinCustomers(standard),
    ageing: option && ageingFor(option, span),
    choices: { page, cart, customers, age },
  }
}
