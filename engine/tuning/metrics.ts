import type { Arena } from '../data/arena.ts'
import { popularOrders } from '../data/base-rate.ts'
import type { Baskets } from '../data/baskets.ts'
import { pageScore } from '../mine/blend.ts'
import type { ScoreComponents } from '../mine/score-components.ts'
import { type CartBlend, type PageBlend, popularityOf } from '../mine/settings.ts'
import { ndcg } from '../numbers/ndcg.ts'
import { topK } from '../numbers/top-k.ts'
import { type CartScores, sumCart } from '../rank/score-cart.ts'
import type { CartCase, PageCase } from './folds.ts'
import type { ScoreCache } from './score-cache.ts'

/** Places of an answer that count. */
const PLACES = 10

/** What one case says about an option: its metric, and the score of the first place and whether the shopper took it. */
export type CaseResult = { figure: number; firstScore: number; isFirstTaken: boolean }

/** nDCG@10 of the page of the seed whose components are loaded, best sellers behind its list. */
export function pageResult(
  baskets: Baskets,
  components: ScoreComponents,
  page: PageBlend,
  bestSellers: readonly number[],
  { seed, targets }: PageCase,
): CaseResult {
  const candidates = components.candidates.subarray(0, components.size)
  const popularity = page.popularity / Math.max(1, baskets.orders)
  const score = (other: number) => pageScore(components, page, other) + popularity * baskets.ordersOf(other)
  const positive = candidates.filter((other) => score(other) > 0)
  const best = topK(positive, PLACES, score)
  const shown = new Set(best)
  for (const item of bestSellers) if (shown.size < PLACES && item !== seed) shown.add(item)
  const [first] = best
  return {
    figure: ndcg([...shown], targets, PLACES),
    firstScore: first === undefined ? 0 : score(first),
    isFirstTaken: first !== undefined && targets.has(first),
  }
}

/** Scores of one cart in a dense array: a Map would take several times as long for the carts of a whole fold. */
class DenseScores implements CartScores<number> {
  /** Items with a score; the first `size` of them. */
  readonly items: Uint32Array
  size = 0
  private readonly scores: Float64Array
  private readonly isSet: Uint8Array

  constructor(items: number, arena: Arena) {
    this.items = arena.uint32(items)
    this.scores = arena.float64(items)
    this.isSet = arena.uint8(items)
  }

  get(item: number): number | undefined {
    return this.isSet[item] === 1 ? this.scores[item] : undefined
  }

  set(item: number, score: number): void {
    if (this.isSet[item] === 0) {
      this.isSet[item] = 1
      this.items[this.size++] = item
    }
    this.scores[item] = score
  }

  clear(): void {
    for (let at = 0; at < this.size; at += 1) this.isSet[this.items[at] ?? 0] = 0
    this.size = 0
  }
}

/** HR@10 of carts: whether the item that was left out is among the first ten. */
export class CartEvaluator {
  private readonly baskets: Baskets
  private readonly arena: Arena
  private readonly cache: ScoreCache
  private readonly bestSellers: readonly number[]
  private readonly scores: DenseScores

  constructor(baskets: Baskets, cache: ScoreCache, bestSellers: readonly number[]) {
    this.baskets = baskets
    this.arena = baskets.arena.scope()
    this.cache = cache
    this.bestSellers = bestSellers
    this.scores = new DenseScores(baskets.items, this.arena)
  }

  /** The metric is 1 or 0; equal scores go by item number. */
  result(blend: CartBlend, { cart, target }: CartCase): CaseResult {
    const { baskets, cache, scores } = this
    scores.clear()
    const model = {
      eachCompanion: (item: number, add: (companion: number, weight: number) => void) =>
        cache.each(item, blend, add),
      ordersOf: (item: number) =>
        popularOrders(baskets.ordersOf(item), blend.best_sellers ? undefined : baskets),
      popularity: popularityOf(blend, baskets),
      bestSellers: blend.best_sellers ? this.bestSellers : [],
    }
    sumCart(cart, model, scores)
    const own = scores.get(target) ?? 0
    const inCart = new Set(cart)
    let ahead = 0
    let firstScore = 0
    for (let at = 0; at < scores.size; at += 1) {
      const item = scores.items[at] ?? 0
      const score = scores.get(item) ?? 0
      if (score <= 0 || inCart.has(item)) continue
      firstScore = Math.max(firstScore, score)
      if (score > own || (score === own && item < target)) ahead += 1
    }
    const isFound = own > 0
    return { figure: isFound && ahead < PLACES ? 1 : 0, firstScore, isFirstTaken: isFound && ahead === 0 }
  }

  /** Releases the arrays. */
  close(): void {
    this.arena.releaseAll()
  }
}
