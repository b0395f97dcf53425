import type { Ageing } from '../mine/order-weights.ts'
import {
  type CartBlend,
  DEFAULT_CART,
  DEFAULT_PAGE,
  type MineSettings,
  otherThresholds,
  type PageBlend,
  supportThresholds,
} from '../mine/settings.ts'
import { type CalibrationError, calibrate } from '../numbers/calibration.ts'
import {
  AGE_GRID,
  ageingFor,
  CART_GRID,
  EXPECTED_GAINS,
  type ExpectedGain,
  PAGE_GRID,
  USUAL_GAIN,
} from './grid.ts'
import type { FoldResult, Sums } from './paired-sums.ts'

/** One option over all folds: its mean metric, its mean gain over the default, and the standard error of that gain. */
export type TriedOption = { name: string; mean: number; gain: number; standard_error: number }

/** The option that was chosen, and all that were tried. */
export type Choice = { chosen: string; cases: number; tried: TriedOption[] }

/**
 * The option with the highest posterior mean of its gain over the default, or the default where none has a gain above 0. The
 * measured gain counts by its precision, and what other shops gained by the option by theirs (empirical Bayes), so a small shop
 * keeps the default and a large one follows its own folds:
 *
 *     posterior = (gain / se² + expected / deviation²) / (1 / se² + 1 / deviation²)
 *
 * Choosing the simplest option within one standard error was worse, and so was using the last fold alone.
 * @param folds    at least one; the first option of each is the default
 * @param expected gains of other shops, by the option's name
 * @see B. Efron, C. Morris (1973), J. Am. Stat. Assoc. 68, 117–130
 */
export function selectBest(
  folds: readonly FoldResult[],
  what: Exclude<keyof FoldResult, 'bins' | 'aged'>,
  expected: Readonly<Record<string, ExpectedGain>> = EXPECTED_GAINS,
): Choice {
  const names = Object.keys(folds[0]?.[what] ?? {})
  const tried = names.map((name) => {
    const sum = (field: keyof Sums) =>
      folds.reduce((total, fold) => total + (fold[what]?.[name]?.[field] ?? 0), 0)
    const cases = Math.max(1, sum('cases'))
    const gain = sum('gain') / cases
    const variance = Math.max(0, sum('gain_squared') / cases - gain * gain)
    return { name, mean: sum('figure') / cases, gain, standard_error: Math.sqrt(variance / cases) }
  })
  const [standard, ...others] = tried
  const posterior = (one: TriedOption) =>
    posteriorGain(one, expected[one.name] ?? USUAL_GAIN, standard?.mean ?? 0)
  let [chosen, best] = [standard?.name ?? '', 0]
  for (const other of others) {
    const gain = posterior(other)
    if (gain > best) [chosen, best] = [other.name, gain]
  }
  const cases = folds.reduce((total, fold) => total + (fold[what]?.[standard?.name ?? '']?.cases ?? 0), 0)
  return { chosen, cases, tried }
}

/** @param standard mean of the default's metric */
function posteriorGain(
  { gain, standard_error }: TriedOption,
  { mean, deviation }: ExpectedGain,
  standard: number,
): number {
  const error = Math.max(MIN_ERROR, standard_error)
  const spread = Math.max(MIN_ERROR, deviation * standard)
  return (gain / error ** 2 + (mean * standard) / spread ** 2) / (1 / error ** 2 + 1 / spread ** 2)
}

/** Standard error below which a gain of equal cases is not taken for certain. */
const MIN_ERROR = 1e-6

/** The settings that tuning selects. */
export type SelectedSettings = {
  page: PageBlend
  cart: CartBlend
  min_co_orders: number
  min_customers: number
  /** How orders count by age; undefined: all alike. */
  ageing: Ageing | undefined
  choices: { page: Choice; cart: Choice; customers: Choice; age: Choice }
  /** How far probabilities are from what happened on the folds. */
  calibration: { page: CalibrationError; cart: CalibrationError }
}

/** Names of the two options for the support that a pair needs. */
export const DEFAULT_SUPPORT = 'default support'
export const OTHER_SUPPORT = 'other support'

/** The options that the folds choose: first the support that a pair needs, then page and cart under it, and the age of orders. */
export function chooseOptions(folds: readonly FoldResult[]) {
  const customers = selectBest(folds, 'customers')
  const isStandard = customers.chosen !== OTHER_SUPPORT
  const page = selectBest(folds, isStandard ? 'page' : 'other_page')
  const cart = selectBest(folds, isStandard ? 'cart' : 'other_cart')
  return { isStandard, choices: { page, cart, customers, age: selectBest(folds, 'age') } }
}

/**
 * Selects from the results of all folds. Probabilities are calibrated with the scores of the selected settings: where older orders
 * count less, scores are others than those of the trials, so these come from further steps (`ageFold`).
 * @param orders number of orders that were tuned on
 * @param span   time from the first to the last of them, milliseconds
 */
export function selectSettings(
  folds: readonly FoldResult[],
  settings: MineSettings,
  orders: number,
  span: number,
): SelectedSettings {
  const { isStandard, choices } = chooseOptions(folds)
  const { page, cart, age } = choices
  const standard = supportThresholds(settings, orders)
  const option = AGE_GRID[age.chosen]
  const calibrations = {
    page: calibrate(
      folds.map(
        ({ aged, bins }) => aged?.page ?? bins[isStandard ? 'page' : 'other_page'][page.chosen] ?? {},
      ),
    ),
    cart: calibrate(
      folds.map(
        ({ aged, bins }) => aged?.cart ?? bins[isStandard ? 'cart' : 'other_cart'][cart.chosen] ?? {},
      ),
    ),
  }
  return {
    page: { ...(PAGE_GRID[page.chosen] ?? DEFAULT_PAGE), calibration: calibrations.page.calibration },
    cart: { ...(CART_GRID[cart.chosen] ?? DEFAULT_CART), calibration: calibrations.cart.calibration },
    ...(isStandard ? standard : otherThresholds(standard, orders)),
    ageing: option && ageingFor(option, span),
    choices,
    calibration: { page: calibrations.page.error, cart: calibrations.cart.error },
  }
}
