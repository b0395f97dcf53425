import type { Baskets } from './baskets.ts'
import { candidatesThatFit } from './bytes.ts'
import { Companions, type MinedCompanion, MOST_COMPANIONS } from './companions.ts'
import { type CartCase, casesOf, foldOf, type PageCase } from './folds.ts'
import { learn } from './learn.ts'
import { bestSellers } from './mine.ts'
import {
  type Blend,
  DEFAULT_CART,
  DEFAULT_PAGE,
  type MineSettings,
  type PageBlend,
  popularityOf,
  thresholdsFor,
} from './settings.ts'
import { Shortlists } from './shortlists.ts'
import { OrderTable, type TableOrder } from './table.ts'
import { type FoldResult, Trial } from './trial.ts'

/** Orders that tuning looks at: the newest ones. */
export const MOST_TUNED = 100_000

/** Places of an answer that count. */
const AT = 10
/** Order lines between two pauses: about 2 ms of work. */
const WORK_A_SLICE = 60_000

/** Ways to make the page's list; the first is the default. No single one is right in every shop. */
export const PAGES: Readonly<Record<string, PageBlend>> = {
  share: DEFAULT_PAGE,
  'share of orders weighted by size^-0.5': { ...DEFAULT_PAGE, size_exponent: 0.5 },
  confidence: { ...DEFAULT_PAGE, size_exponent: 0 },
  'ridge, share and popularity': { size_exponent: 1, ridge: 1, mixture: 0, share: 1, popularity: 1 },
  'ridge, mixture and popularity': { size_exponent: 1, ridge: 1, mixture: 1, share: 0, popularity: 1 },
}

/** Ways to make the cart's; the first is the default. Confidence is not among them: it ruins large carts. */
export const CARTS: Readonly<Record<string, Blend>> = {
  'ridge, mixture and popularity': DEFAULT_CART,
  'more popularity': { ...DEFAULT_CART, popularity: 1 },
  'no popularity': { ...DEFAULT_CART, popularity: 0 },
  'more mixture': { ...DEFAULT_CART, mixture: 3 },
  'with the share': { ...DEFAULT_CART, share: 1 },
}

/**
 * Tries every way on one fold: one learning, then one walk over the pairs for each page with one of the carts. A step of
 * tuning: what it returns is small, and can be stored before the next. Yields now and then.
 * @param orders oldest first, all with a date
 * @param number of the fold, 0 to 3
 */
export function* tuneFold(
  ids: readonly string[],
  orders: readonly TableOrder[],
  settings: MineSettings,
  number: number,
): Generator<undefined, FoldResult> {
  const fold = foldOf(orders, number)
  const cases = casesOf(fold)
  const baskets = yield* tableOf(ids, fold.train)
  const thresholds = thresholdsFor(settings, baskets.orders)
  const everything: Blend = { ridge: 1, mixture: 1, share: 1, popularity: 1 }
  const most = candidatesThatFit(baskets.orders, baskets.lines, baskets.items)
  const learned = yield* learn(baskets, thresholds, { page: everything, cart: everything }, most)
  const pages = Object.entries(PAGES)
  const carts = Object.entries(CARTS)
  const trial = { page: new Trial(), cart: new Trial() }
  for (let way = 0; way < Math.max(pages.length, carts.length); way += 1) {
    const [page_name, page] = pages[way] ?? ['', DEFAULT_PAGE]
    const [cart_name, cart] = carts[way] ?? ['', DEFAULT_CART]
    const companions = new Companions(baskets, thresholds, { page, cart }, learned)
    const found = yield* walk(baskets, companions, cases)
    const popularity = popularityOf(cart, baskets)
    const hits = cases.carts.map((one) => (findsMissing(baskets, found.weights, popularity, one) ? 1 : 0))
    if (page_name !== '') trial.page.add(page_name, found.gains)
    if (cart_name !== '') trial.cart.add(cart_name, hits)
    companions.close()
    yield undefined
  }
  return { page: trial.page.sums, cart: trial.cart.sums }
}

function* tableOf(ids: readonly string[], orders: readonly TableOrder[]): Generator<undefined, Baskets> {
  const lines = orders.reduce((sum, { items }) => sum + items.length, 0)
  const table = new OrderTable(ids, orders.length, lines)
  for (const order of orders) table.add(order)
  return yield* table.closing()
}

type Walked = {
  /** nDCG@10 of each page case. */
  gains: number[]
  /** Cart weights of every list. */
  weights: Shortlists
}

/**
 * Makes every list once: scores the page cases of its item as the page would show them, best sellers behind the list, and
 * keeps its cart weights.
 */
function* walk(
  baskets: Baskets,
  companions: Companions,
  { pages }: { pages: readonly PageCase[] },
): Generator<undefined, Walked> {
  const bySeed = new Map<number, number[]>()
  for (const [at, { seed }] of pages.entries()) bySeed.set(seed, [...(bySeed.get(seed) ?? []), at])
  const gains = pages.map(() => 0)
  const weights = new Shortlists(baskets.items, MOST_COMPANIONS)
  const sellers = bestSellers(baskets).map((companion) => companion.item)
  const inverse = baskets.byItem()
  let rested = 0
  for (let item = 0; item < baskets.items; item += 1) {
    if (baskets.ordersOf(item) === 0) continue
    yield* inverse.reach(item)
    const list = companions.ofItem(item, inverse.placesOf(item))
    for (const at of bySeed.get(item) ?? []) {
      gains[at] = ndcg(shown(list, item, sellers), pages[at]?.targets ?? new Set())
    }
    const byItem = new Map(list.map((companion) => [companion.item, companion.cart_weight]))
    weights.set(item, Uint32Array.from(byItem.keys()), (other) => byItem.get(other) ?? 0)
    if (companions.counter.work - rested > WORK_A_SLICE) {
      rested = companions.counter.work
      yield undefined
    }
  }
  inverse.close()
  return { gains, weights }
}

/** The first ten of the page of an item: its list, then what sells best. */
function shown(list: readonly MinedCompanion[], seed: number, sellers: readonly number[]): number[] {
  const page = new Set(list.slice(0, AT).map(({ item }) => item))
  for (const item of sellers) if (page.size < AT && item !== seed) page.add(item)
  return [...page]
}

/** Binary gain, log2 discount, ideal = min(10, targets). */
function ndcg(ranked: readonly number[], targets: ReadonlySet<number>): number {
  const gain = (place: number) => 1 / Math.log2(place + 2)
  let found = 0
  let ideal = 0
  for (let place = 0; place < AT; place += 1) {
    if (targets.has(ranked[place] ?? -1)) found += gain(place)
    if (place < targets.size) ideal += gain(place)
  }
  return found / ideal
}

/** Is the missing item among the first ten of the cart's sum? Of equals the smaller number comes first. */
function findsMissing(
  baskets: Baskets,
  weights: Shortlists,
  popularity: number,
  { cart, target }: CartCase,
): boolean {
  const scores = new Map<number, number>()
  for (const item of cart) {
    const from = item * weights.stride
    const to = from + (weights.lengths[item] ?? 0)
    for (let at = from; at < to; at += 1) {
      const other = weights.items[at] ?? 0
      const before = scores.get(other) ?? popularity * baskets.ordersOf(other)
      scores.set(other, before + (weights.values[at] ?? 0))
    }
  }
  const own = scores.get(target)
  if (own === undefined || own <= 0) return false
  const held = new Set(cart)
  let ahead = 0
  for (const [other, score] of scores) {
    if (held.has(other)) continue
    if (score > own || (score === own && other < target)) ahead += 1
  }
  return ahead < AT
}
