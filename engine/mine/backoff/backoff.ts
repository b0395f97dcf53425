import type { Arena } from '../../data/arena.ts'
import type { Baskets } from '../../data/baskets.ts'
import { NO_GROUP } from '../../data/inverted-index.ts'
import type { PaddedRows } from '../../data/padded-rows.ts'
import { TopKHeap } from '../../numbers/top-k-heap.ts'
import type { SimilarItems } from '../../text/similar-items.ts'
import type { Mixture } from '../pairs/mixture.ts'
import type { CategoryTables } from './category-backoff.ts'
import { BEST_COUNTED, LOOK_ALIKE_FACTOR, medianOf, similarityWeight } from './similarity-weights.ts'

/** Largest pseudo-count of the smoothing, in orders: for the similar items, and again for the category. */
const PSEUDO_ORDERS = 30
/** Pseudo-orders of a level that rests on so many orders itself: half of the most at 30, so a level that knows little says little. */
const pseudoOrders = (orders: number): number => (PSEUDO_ORDERS * orders) / (orders + PSEUDO_ORDERS)
/** Items selected for one placement: a panel shows no more. */
const MAX_SELECTED = 24
/** Marks of an item: it has a score, and it is selected. */
const [TOUCHED, SELECTED] = [1, 2]

/** Parts of the backoff to compute: similar items themselves for the page, and the mixture for carts. */
export type BackoffParts = { lookAlike: boolean; mixture: boolean }
const NO_PARTS: BackoffParts = { lookAlike: false, mixture: false }

/**
 * Backoff for items with few orders (smoothing towards similar items): the supported companions of the 20 most similar items t
 * by title, weighted by w_t = cos² √(n_t / (n_t + 20)), and the companions of the category.
 *
 *     share = s Σ w_t W[t,j] / Σ w_t + c C[j] ,  lookAlike = s · 4 · median(ten best) · cos(i,j)²
 *     s = 30 n / (n + 30) ,  n = Σ w_t n_t / Σ w_t ;  c likewise from the orders of the category
 *
 * with C of the category; each term only where there is such a thing, and `pseudoOrders` is their sum. `mixture` likewise.
 */
export class Backoff {
  pseudoOrders = 0
  /** Scores by item number, 0 for all other items. */
  readonly share: Float64Array
  readonly lookAlike: Float32Array
  readonly mixture: Float32Array
  /** The best items by any of the scores; the first `selectedCount` of them. */
  readonly selected = new Uint32Array(3 * MAX_SELECTED)
  selectedCount = 0
  private readonly baskets: Baskets
  private readonly arena: Arena
  private readonly fitted: Mixture
  private readonly similar: SimilarItems | undefined
  private readonly categories: CategoryTables
  private wanted: BackoffParts = NO_PARTS
  /** Items with a score, and their marks. */
  private readonly touched: Uint32Array
  private readonly marks: Uint8Array
  private seen = 0
  /** Weights of the similar items of the current item. */
  private readonly weights: Float64Array
  private readonly best = new TopKHeap(MAX_SELECTED)
  private readonly ten = new TopKHeap(BEST_COUNTED)

  constructor(
    baskets: Baskets,
    fitted: Mixture,
    similar: SimilarItems | undefined,
    categories: CategoryTables,
  ) {
    const { items } = baskets
    const arena = baskets.arena.scope()
    this.baskets = baskets
    this.arena = arena
    this.fitted = fitted
    this.similar = similar
    this.categories = categories
    this.weights = new Float64Array(similar?.stride ?? 0)
    this.share = arena.float64(items)
    this.lookAlike = arena.float32(items)
    this.mixture = arena.float32(items)
    // One more: the branchless loop in `add` writes one number behind the last of all items.
    this.touched = arena.uint32(items + 1)
    this.marks = arena.uint8(items)
  }

  /**
   * Computes the backoff of an item, in place of the one before. Selected are the 24 best for the page and, where wanted,
   * for carts and among look-alikes.
   */
  compute(item: number, wanted: BackoffParts): void {
    this.clear()
    this.wanted = wanted
    if (this.similar) this.addSimilar(item, this.similar)
    this.addCategory(item, this.categories)
    this.select(this.share)
    if (wanted.mixture) this.select(this.mixture)
    if (wanted.lookAlike) this.select(this.lookAlike)
  }

  private select(scores: Float32Array | Float64Array): void {
    const { best, touched, marks } = this
    best.clear()
    let floor = Number.MIN_VALUE
    for (let at = 0; at < this.seen; at += 1) {
      const other = touched[at] ?? 0
      const score = scores[other] ?? 0
      if (score < floor) continue
      best.offer(other, score)
      floor = Math.max(floor, best.floor)
    }
    const kept = best.kept()
    for (let at = 0; at < kept.length; at += 1) {
      const other = kept[at] ?? 0
      if (marks[other] === SELECTED) continue
      marks[other] = SELECTED
      this.selected[this.selectedCount++] = other
    }
  }

  private addSimilar(item: number, similar: SimilarItems): void {
    const { items, lengths, stride } = similar
    const from = item * stride
    const to = from + (lengths[item] ?? 0)
    const { weights } = this
    let sum = 0
    for (let at = from; at < to; at += 1) {
      const weight = similarityWeight(this.baskets.ordersOf(items[at] ?? 0), similar.cosineAt(at))
      weights[at - from] = weight
      sum += weight
    }
    if (sum === 0) return
    let orders = 0
    for (let at = from; at < to; at += 1)
      orders += ((weights[at - from] ?? 0) / sum) * this.baskets.ordersOf(items[at] ?? 0)
    const pseudo = pseudoOrders(orders)
    this.pseudoOrders += pseudo
    for (let at = from; at < to; at += 1)
      this.add(item, items[at] ?? 0, (pseudo * (weights[at - from] ?? 0)) / sum)
    if (!this.wanted.lookAlike) return
    const unit = LOOK_ALIKE_FACTOR * this.medianOfBest()
    for (let at = from; at < to; at += 1) {
      const near = items[at] ?? 0
      this.touch(near)
      this.lookAlike[near] = unit * similar.cosineAt(at) ** 2
    }
  }

  /** Adds the companions of a similar item. */
  private add(item: number, near: number, weight: number): void {
    const { share, mixture, wanted, touched, marks } = this
    const { support, shares, supportedLengths } = this.fitted
    const { items, values, stride } = support.lists
    const votes = weight * (support.votes[near] ?? 0)
    const end = near * stride + (supportedLengths[near] ?? 0)
    let { seen } = this
    for (let at = near * stride; at < end; at += 1) {
      const other = items[at] ?? 0
      if (other === item) continue
      // As `touch`, without a branch to mispredict: nothing is selected yet.
      touched[seen] = other
      seen += TOUCHED - (marks[other] ?? 0)
      marks[other] = TOUCHED
      share[other] = (share[other] ?? 0) + votes * (values[at] ?? 0)
      if (wanted.mixture) mixture[other] = (mixture[other] ?? 0) + weight * (shares[at] ?? 0)
    }
    this.seen = seen
  }

  private medianOfBest(): number {
    const { ten, touched, share } = this
    ten.clear()
    for (let at = 0; at < this.seen; at += 1) ten.offer(touched[at] ?? 0, share[touched[at] ?? 0] ?? 0)
    return medianOf(ten.sort().scores)
  }

  private addCategory(item: number, { groupOf, orders, pages, carts }: CategoryTables): void {
    const group = groupOf[item] ?? NO_GROUP
    if (group === NO_GROUP || pages.lengths[group] === 0) return
    const pseudo = pseudoOrders(orders[group] ?? 0)
    this.pseudoOrders += pseudo
    this.addRow(item, group, pages, this.share, pseudo)
    if (this.wanted.mixture) this.addRow(item, group, carts, this.mixture, pseudo)
  }

  private addRow(
    item: number,
    row: number,
    { items, values, lengths, stride }: PaddedRows,
    sums: Float32Array | Float64Array,
    pseudo: number,
  ): void {
    const end = row * stride + (lengths[row] ?? 0)
    for (let at = row * stride; at < end; at += 1) {
      const other = items[at] ?? 0
      if (other === item) continue
      this.touch(other)
      sums[other] = (sums[other] ?? 0) + pseudo * (values[at] ?? 0)
    }
  }

  private touch(item: number): void {
    if (this.marks[item] === TOUCHED) return
    this.marks[item] = TOUCHED
    this.touched[this.seen++] = item
  }

  private clear(): void {
    for (let at = 0; at < this.seen; at += 1) {
      const item = this.touched[at] ?? 0
      this.marks[item] = 0
      this.share[item] = 0
      this.lookAlike[item] = 0
      this.mixture[item] = 0
    }
    this.seen = 0
    this.selectedCount = 0
    this.pseudoOrders = 0
  }

  /** Releases the arrays. */
  close(): void {
    this.arena.releaseAll()
  }
}
