import type { Baskets } from '../data/baskets.ts'
import { pageScore } from '../mine/companions.ts'
import type { Parts } from '../mine/score-components.ts'
import { type CartBlend, type PageBlend, popularityOf } from '../mine/settings.ts'
import { ndcg } from '../numbers/ndcg.ts'
import { top } from '../numbers/top-k.ts'
import type { CartCase, PageCase } from './folds.ts'
import type { Kept } from './score-cache.ts'

/** Places of an answer that count. */
const AT = 10

/** nDCG@10 of the page of the seed that is laid out, best sellers behind its list. */
export function pageFigure(
  baskets: Baskets,
  parts: Parts,
  page: PageBlend,
  sellers: readonly number[],
  { seed, targets }: PageCase,
): number {
  const candidates = parts.candidates.subarray(0, parts.size)
  const perOrder = page.popularity / Math.max(1, baskets.orders)
  const score = (other: number) => pageScore(parts, page, other) + perOrder * baskets.ordersOf(other)
  const shown = new Set(
    top(
      candidates.filter((other) => score(other) > 0),
      AT,
      score,
    ),
  )
  for (const item of sellers) if (shown.size < AT && item !== seed) shown.add(item)
  return ndcg([...shown], targets, AT)
}

/** Is the missing item among the first ten of the cart's sum? One cart after the other, in the same array. */
export class Carts {
  private readonly baskets: Baskets
  private readonly kept: Kept
  private readonly sellers: readonly number[]
  private readonly scores: Float64Array

  constructor(baskets: Baskets, kept: Kept, sellers: readonly number[]) {
    this.baskets = baskets
    this.kept = kept
    this.sellers = sellers
    this.scores = new Float64Array(baskets.items)
    baskets.bytes.take(this.scores)
  }

  /** 1 or 0; of equals the smaller number comes first. */
  figure(blend: CartBlend, { cart, target }: CartCase): number {
    const { scores, kept } = this
    const perOrder = popularityOf(blend, this.baskets)
    const candidates = new Set<number>()
    const add = (item: number, weight: number) => {
      if (!candidates.has(item)) {
        candidates.add(item)
        scores[item] = perOrder * this.baskets.ordersOf(item)
      }
      scores[item] = (scores[item] ?? 0) + weight
    }
    for (const item of cart) kept.each(item, blend, add)
    if (blend.best_sellers) for (const item of this.sellers) add(item, 0)
    const own = scores[target] ?? 0
    if (!candidates.has(target) || own <= 0) return 0
    for (const item of cart) candidates.delete(item)
    let ahead = 0
    for (const item of candidates) {
      const score = scores[item] ?? 0
      if (score > own || (score === own && item < target)) ahead += 1
    }
    return ahead < AT ? 1 : 0
  }

  /** Lets go of the array. */
  close(): void {
    this.baskets.bytes.free(this.scores)
  }
}
