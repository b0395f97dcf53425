import type { Baskets } from '../data/baskets.ts'
import { InvertedIndex } from '../data/inverted-index.ts'
import { Backoff, type BackoffParts } from '../mine/backoff/backoff.ts'
import { buildCategoryBackoff } from '../mine/backoff/category-backoff.ts'
import { bestSellers } from '../mine/best-sellers.ts'
import type { PairModels } from '../mine/pairs/fit.ts'
import { Prior } from '../mine/pairs/prior.ts'
import type { SupportThresholds } from '../mine/pairs/support.ts'
import { ScoreComponents } from '../mine/score-components.ts'
import { type CartBlend, DEFAULT_PAGE, type PageBlend } from '../mine/settings.ts'
import { addCase, type BinSums } from '../numbers/calibration.ts'
import type { SimilarItems } from '../text/similar-items.ts'
import type { CartCase, Cases, PageCase } from './folds.ts'
import { CartEvaluator, type CaseResult, pageResult } from './metrics.ts'
import { ScoreCache } from './score-cache.ts'

/** One option or other of the grid uses each part. */
const ALL_PARTS: BackoffParts = { lookAlike: true, mixture: true }
/** Items evaluated between two pauses, beside those of the counting itself. */
const SLICE_ITEMS = 20
/** Carts evaluated between two pauses: about 2 ms of work. */
const SLICE_CARTS = 20

/** The training orders of a fold, and what was fitted to them; the same for every option of the grid. */
export type TrainedFold = {
  baskets: Baskets
  models: PairModels
  /** Thresholds by which the models were fitted. */
  thresholds: SupportThresholds
  similar: SimilarItems | undefined
  /** Path of each item, '' for none. */
  categories: readonly string[]
}

/** Options of the grid by name. */
export type GridEntries<T> = readonly (readonly [name: string, option: T])[]

/** The metric of each case, and the scores of first places with what became of them. */
export class OptionMetrics {
  readonly figures: number[] = []
  readonly bins: BinSums = {}

  /** Mean metric of each order, whose cases are side by side: they are not independent of each other. */
  ofOrders(draws: number): number[] {
    return Array.from({ length: this.figures.length / draws }, (_, order) => {
      const own = this.figures.slice(order * draws, (order + 1) * draws)
      return own.reduce((sum, figure) => sum + figure, 0) / draws
    })
  }

  add(place: number, { figure, firstScore, isFirstTaken }: CaseResult): void {
    this.figures[place] = figure
    addCase(this.bins, firstScore, isFirstTaken)
  }
}

/** The metrics of every option, by its name. */
export type Metrics = { pages: Map<string, OptionMetrics>; carts: Map<string, OptionMetrics> }

/** Options of both placements. */
export type Options = { pages: GridEntries<PageBlend>; carts: GridEntries<CartBlend> }

/**
 * Evaluates every option of both placements on the same cases; one pass for all pages with the same size exponent, and the carts with
 * the default one, which is all that carts have.
 */
export function* evaluateOptions(
  fold: TrainedFold,
  thresholds: SupportThresholds,
  cases: Cases,
  { pages, carts }: Options,
): Generator<undefined, Metrics> {
  const all: Metrics = { pages: new Map(), carts: new Map() }
  const standard = DEFAULT_PAGE.size_exponent
  const exponents = new Set([standard, ...pages.map(([, { size_exponent }]) => size_exponent)])
  for (const exponent of exponents) {
    const options = {
      pages: pages.filter(([, { size_exponent }]) => size_exponent === exponent),
      carts: exponent === standard ? carts : [],
    }
    const found = yield* evaluateGrid(fold, thresholds, exponent, cases, options)
    for (const [name, metrics] of found.pages) all.pages.set(name, metrics)
    for (const [name, metrics] of found.carts) all.carts.set(name, metrics)
  }
  return all
}

/**
 * Computes the components of every item that the cases ask for, once, and evaluates every case under every option: nDCG@10
 * of the page as it would be shown, best sellers behind the list, and HR@10 of the cart. Yields now and then.
 * @param options pages must share `exponent`: the votes of orders of n things are n^-exponent
 */
function* evaluateGrid(
  fold: TrainedFold,
  thresholds: SupportThresholds,
  exponent: number,
  cases: Cases,
  options: Options,
): Generator<undefined, Metrics> {
  const { models, similar, categories } = fold
  const baskets = fold.baskets.scoped()
  const isCounted = thresholds === fold.thresholds && exponent === DEFAULT_PAGE.size_exponent
  const counted = isCounted ? models.supported : undefined
  const prior = new Prior(baskets, exponent, models.popular)
  const components = new ScoreComponents(baskets, thresholds, exponent, models, prior, counted)
  const { counter } = components
  const { tables } = yield* buildCategoryBackoff(baskets, categories, counter, thresholds, models.mixture)
  components.backoff = new Backoff(baskets, models.mixture, similar, tables)
  const sellers = bestSellers(baskets).map(({ item }) => item)
  const inCarts = options.carts.length === 0 ? [] : cases.carts.flatMap(({ cart }) => cart)
  const cache = new ScoreCache(baskets, [...new Set(inCarts)])
  const pages = yield* evaluatePages(baskets, components, cache, sellers, cases.pages, options.pages)
  const carts = yield* evaluateCarts(new CartEvaluator(baskets, cache, sellers), cases.carts, options.carts)
  baskets.arena.releaseAll()
  return { pages, carts }
}

/** Evaluates the pages, and keeps the components of the items that occur in carts. */
function* evaluatePages(
  baskets: Baskets,
  components: ScoreComponents,
  cache: ScoreCache,
  sellers: readonly number[],
  cases: readonly PageCase[],
  options: GridEntries<PageBlend>,
): Generator<undefined, Metrics['pages']> {
  const casesOf = new Map<number, { at: number; one: PageCase }[]>()
  for (const [at, one] of cases.entries())
    casesOf.set(one.seed, [...(casesOf.get(one.seed) ?? []), { at, one }])
  const metrics = new Map(options.map(([name]) => [name, new OptionMetrics()]))
  const index = new InvertedIndex(baskets)
  let evaluated = 0
  for (let item = 0; item < baskets.items; item += 1) {
    const own = casesOf.get(item) ?? []
    if (own.length === 0 && !cache.wants(item)) continue
    yield* components.load(item, yield* components.ordersToCount(item, index), ALL_PARTS)
    if (cache.wants(item)) cache.keep(item, components)
    for (const { at, one } of own) {
      for (const [name, page] of options)
        metrics.get(name)?.add(at, pageResult(baskets, components, page, sellers, one))
    }
    evaluated += 1
    if (evaluated % SLICE_ITEMS === 0) yield undefined
  }
  index.close()
  return metrics
}

function* evaluateCarts(
  evaluator: CartEvaluator,
  cases: readonly CartCase[],
  options: GridEntries<CartBlend>,
): Generator<undefined, Metrics['carts']> {
  const metrics = new Map(options.map(([name]) => [name, new OptionMetrics()]))
  for (const [at, one] of cases.entries()) {
    for (const [name, blend] of options) metrics.get(name)?.add(at, evaluator.result(blend, one))
    if (at % SLICE_CARTS === 0) yield undefined
  }
  evaluator.close()
  return metrics
}
