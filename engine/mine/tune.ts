import { candidatesThatFit } from './bytes.ts'
import type { Thresholds } from './evidence.ts'
import { casesOf, foldOf } from './folds.ts'
import { learn } from './learn.ts'
import { DEFAULT_CART, DEFAULT_PAGE, type MineSettings, thresholdsFor } from './settings.ts'
import { findSimilar } from './similar.ts'
import { OrderTable, type TableOrder } from './table.ts'
import { type FoldResult, Trial } from './trial.ts'
import { type Figures, type Study, tryWays } from './walk.ts'
import { AGES, type Age, ageingOf, CARTS, CUSTOMERS, PAGES } from './ways.ts'
import { orderWeight } from './weights.ts'

/** Orders that tuning looks at: the newest ones. */
export const MOST_TUNED = 100_000

export { AGES, ageingOf, CARTS, CUSTOMERS, PAGES } from './ways.ts'

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
  const trials = { page: new Trial(), cart: new Trial(), customers: new Trial(), age: new Trial() }
  const study = yield* studyOf(ids, fold.train, usual, described)
  for (const exponent of new Set(Object.values(PAGES).map(({ size_exponent }) => size_exponent))) {
    const pages = Object.entries(PAGES).filter(([, page]) => page.size_exponent === exponent)
    const carts = exponent === DEFAULT_PAGE.size_exponent ? Object.entries(CARTS) : []
    const found = yield* tryWays(study, usual, exponent, cases, { pages, carts })
    for (const [name, figures] of found.pages) trials.page.add(name, figures)
    for (const [name, figures] of found.carts) trials.cart.add(name, figures)
  }
  const { size_exponent } = DEFAULT_PAGE
  const asUsual = yield* tryWays(study, usual, size_exponent, cases, DEFAULTS)
  for (const [name, min_customers] of usualFirst(usual)) {
    const needs = { ...usual, min_customers }
    const found =
      min_customers === usual.min_customers
        ? asUsual
        : yield* tryWays(study, needs, size_exponent, cases, DEFAULTS)
    trials.customers.add(name, together(found))
  }
  for (const [name, age] of Object.entries(AGES)) {
    const weighted = aged(fold.train, age)
    if (!weighted) continue
    const other = weighted === fold.train ? undefined : yield* studyOf(ids, weighted, usual, described, study)
    const found = other ? yield* tryWays(other, usual, size_exponent, cases, DEFAULTS) : asUsual
    trials.age.add(name, together(found))
  }
  return {
    page: trials.page.sums,
    cart: trials.cart.sums,
    customers: trials.customers.sums,
    age: trials.age.sums,
  }
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
  const most = candidatesThatFit(baskets.orders, baskets.lines, baskets.items)
  const taught = yield* learn(baskets, thresholds, most)
  const similar = before?.similar ?? (titles.length > 0 ? yield* findSimilar(baskets, titles) : undefined)
  return { baskets, taught, similar, categories }
}

const usualFirst = ({ min_customers }: Thresholds) =>
  Object.entries(CUSTOMERS).sort(([, a], [, b]) => Math.abs(a - min_customers) - Math.abs(b - min_customers))

/** The orders weighted by their age; the same ones where all count alike, undefined where they span too little time. */
function aged(orders: readonly TableOrder[], age: Age): readonly TableOrder[] | undefined {
  const [oldest, newest] = [orders[0]?.at ?? 0, orders.at(-1)?.at ?? 0]
  const ageing = ageingOf(age, newest - oldest)
  if (!ageing || (ageing.half_life_days === null && ageing.season === null)) return ageing && orders
  return orders.map((order) => ({ ...order, weight: orderWeight(order.at, newest, ageing) }))
}

/** Both placements in one figure: the mean of each order's page and cart. */
function together({ pages, carts }: Figures): number[] {
  const hits = carts.get('') ?? []
  return (pages.get('') ?? []).map((figure, at) => (figure + (hits[at] ?? 0)) / 2)
}
