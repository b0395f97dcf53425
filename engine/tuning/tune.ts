import { OrderTable, type TableOrder } from '../data/order-table.ts'
import { learn } from '../mine/fit.ts'
import { orderWeight } from '../mine/order-weights.ts'
import {
  DEFAULT_CART,
  DEFAULT_PAGE,
  type MineSettings,
  otherCustomers,
  thresholdsFor,
} from '../mine/settings.ts'
import type { Thresholds } from '../mine/support.ts'
import { findSimilar } from '../text/similar-items.ts'
import { type Cases, type Figures, type Study, tryWays } from './evaluate.ts'
import { casesOf, foldOf } from './folds.ts'
import { AGES, type Age, ageingOf, CARTS, PAGES } from './grid.ts'
import { type FoldResult, Trial, type Tries } from './paired-sums.ts'

/** Orders that tuning looks at: the newest ones. */
export const MOST_TUNED = 100_000

export { CARTS, PAGES } from './grid.ts'

/** What is written about the items: a title and a category path each, '' for none; left out where nothing is known. */
export type Described = { titles?: readonly string[]; categories?: readonly string[] }

/** The two defaults, where something else than a blend is tried. */
const DEFAULTS = { pages: [['', DEFAULT_PAGE]], carts: [['', DEFAULT_CART]] } as const

/**
 * Tries every way on one fold. A step of tuning: what it returns is small, and can be stored before the next. Yields now
 * and then.
 * @param orders oldest first, all with a date
 * @param number of the fold, 0 to 3
 */
export function* tuneFold(
  ids: readonly string[],
  orders: readonly TableOrder[],
  settings: MineSettings,
  number: number,
  described: Described = {},
): Generator<undefined, FoldResult> {
  const fold = foldOf(orders, number)
  const cases = casesOf(fold)
  const usual = thresholdsFor(settings, orders.length)
  const other = { ...usual, min_customers: otherCustomers(usual.min_customers) }
  const study = yield* studyOf(ids, fold.train, usual, described)
  const asUsual = yield* tryAll(study, usual, cases)
  const asOther = yield* tryAll(study, other, cases)
  const customers = new Trial()
  customers.add('as usual', together(asUsual))
  customers.add('the other number', together(asOther))
  const age = new Trial()
  for (const [name, way] of Object.entries(AGES)) {
    const weighted = aged(fold.train, way)
    if (!weighted) continue
    if (weighted === fold.train) age.add(name, together(asUsual))
    else {
      const again = yield* studyOf(ids, weighted, usual, described, study)
      age.add(name, together(yield* tryWays(again, usual, DEFAULT_PAGE.size_exponent, cases, DEFAULTS)))
    }
  }
  return {
    page: sumsOf(asUsual.pages),
    cart: sumsOf(asUsual.carts),
    other_page: sumsOf(asOther.pages),
    other_cart: sumsOf(asOther.carts),
    customers: customers.sums,
    age: age.sums,
  }
}

/** Every way of either placement on the same cases; one walk for all ways that weigh orders of n things alike. */
function* tryAll(study: Study, thresholds: Thresholds, cases: Cases): Generator<undefined, Figures> {
  const all: Figures = { pages: new Map(), carts: new Map() }
  for (const exponent of new Set(Object.values(PAGES).map(({ size_exponent }) => size_exponent))) {
    const pages = Object.entries(PAGES).filter(([, page]) => page.size_exponent === exponent)
    const carts = exponent === DEFAULT_PAGE.size_exponent ? Object.entries(CARTS) : []
    const found = yield* tryWays(study, thresholds, exponent, cases, { pages, carts })
    for (const [name, figures] of found.pages) all.pages.set(name, figures)
    for (const [name, figures] of found.carts) all.carts.set(name, figures)
  }
  return all
}

function sumsOf(figures: ReadonlyMap<string, number[]>): Tries {
  const trial = new Trial()
  for (const [name, each] of figures) trial.add(name, each)
  return trial.sums
}

/** Learns once from the orders. @param before of the same items: what is similar stays so */
function* studyOf(
  ids: readonly string[],
  orders: readonly TableOrder[],
  thresholds: Thresholds,
  { titles = [], categories = [] }: Described,
  before?: Study,
): Generator<undefined, Study> {
  const lines = orders.reduce((sum, { items }) => sum + items.length, 0)
  const table = new OrderTable(ids, orders.length, lines)
  for (const order of orders) table.add(order)
  const baskets = yield* table.closing()
  const taught = yield* learn(baskets, thresholds)
  const similar = before?.similar ?? (titles.length > 0 ? yield* findSimilar(baskets, titles) : undefined)
  return { baskets, taught, thresholds, similar, categories }
}

/** The orders weighted by their age; the same ones where all count alike, undefined where they span too little time. */
function aged(orders: readonly TableOrder[], age: Age): readonly TableOrder[] | undefined {
  const [oldest, newest] = [orders[0]?.at ?? 0, orders.at(-1)?.at ?? 0]
  const ageing = ageingOf(age, newest - oldest)
  if (!ageing || (ageing.half_life_days === null && ageing.season === null)) return ageing && orders
  return orders.map((order) => ({ ...order, weight: orderWeight(order.at, newest, ageing) }))
}

/** Both placements, made the usual way, in one figure: the mean of each order's page and cart. */
function together({ pages, carts }: Figures): number[] {
  const [page = []] = pages.values()
  const [cart = []] = carts.values()
  return page.map((figure, at) => (figure + (cart[at] ?? 0)) / 2)
}
