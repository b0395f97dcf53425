import type { TableOrder } from '../data/order-table.ts'
import {
  DEFAULT_CART,
  DEFAULT_PAGE,
  type MineSettings,
  otherThresholds,
  supportThresholds,
} from '../mine/settings.ts'
import type { BinSums } from '../numbers/calibration.ts'
import { evaluateOptions, type Metrics } from './evaluate.ts'
import { type Cases, casesOf, foldOf } from './folds.ts'
import { AGE_GRID, CART_GRID, PAGE_GRID } from './grid.ts'
import { type FoldResult, PairedSums, type SumsByName } from './paired-sums.ts'
import { DEFAULT_SUPPORT, OTHER_SUPPORT } from './select.ts'
import { type ItemTexts, train, weightedByAge } from './train.ts'

/** Newest orders that tuning looks at. */
export const MAX_TUNED_ORDERS = 100_000

/** Every option of both placements. */
const GRID = { pages: Object.entries(PAGE_GRID), carts: Object.entries(CART_GRID) }
/** The default blends, where something else than a blend is tried. */
const DEFAULTS = { pages: [['', DEFAULT_PAGE]], carts: [['', DEFAULT_CART]] } as const

/**
 * Tries every option of the grid on one fold. Yields now and then.
 * @param orders oldest first, those without a date before all others
 * @param number of the fold, 0 to 3
 */
export function* tuneFold(
  ids: readonly string[],
  orders: readonly TableOrder[],
  settings: MineSettings,
  number: number,
  texts: ItemTexts = {},
): Generator<undefined, FoldResult> {
  const fold = foldOf(orders, number)
  const cases = casesOf(fold)
  const standard = supportThresholds(settings, orders.length)
  const other = otherThresholds(standard, orders.length)
  const trained = yield* train(ids, fold.train, standard, texts)
  const asStandard = yield* evaluateOptions(trained, standard, cases, GRID)
  const asOther = yield* evaluateOptions(trained, other, cases, GRID)
  const customers = new PairedSums()
  customers.add(DEFAULT_SUPPORT, meanOfBoth(asStandard, cases))
  customers.add(OTHER_SUPPORT, meanOfBoth(asOther, cases))
  const age = new PairedSums()
  for (const [name, option] of Object.entries(AGE_GRID)) {
    const weighted = weightedByAge(fold.train, option)
    if (!weighted) continue
    if (weighted === fold.train) age.add(name, meanOfBoth(asStandard, cases))
    else {
      const again = yield* train(ids, weighted, standard, texts, trained)
      const found = yield* evaluateOptions(again, standard, cases, DEFAULTS)
      age.add(name, meanOfBoth(found, cases))
    }
  }
  return {
    page: sumsOf(asStandard.pages, cases),
    cart: sumsOf(asStandard.carts, cases),
    other_page: sumsOf(asOther.pages, cases),
    other_cart: sumsOf(asOther.carts, cases),
    customers: customers.sums,
    age: age.sums,
    bins: {
      page: binsOf(asStandard.pages),
      cart: binsOf(asStandard.carts),
      other_page: binsOf(asOther.pages),
      other_cart: binsOf(asOther.carts),
    },
  }
}

const binsOf = (metrics: Metrics['pages']): Record<string, BinSums> =>
  Object.fromEntries(Array.from(metrics, ([name, { bins }]) => [name, bins]))

function sumsOf(metrics: Metrics['pages'], { draws }: Cases): SumsByName {
  const paired = new PairedSums()
  for (const [name, each] of metrics) paired.add(name, each.ofOrders(draws))
  return paired.sums
}

/** Both placements under the default blends in one metric: the mean of each order's page and cart. */
function meanOfBoth({ pages, carts }: Metrics, { draws }: Cases): number[] {
  const [page] = pages.values()
  const [cart] = carts.values()
  const ofCarts = cart?.ofOrders(draws) ?? []
  return (page?.ofOrders(draws) ?? []).map((metric, at) => (metric + (ofCarts[at] ?? 0)) / 2)
}
