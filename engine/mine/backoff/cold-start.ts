import type { Baskets } from '../../data/baskets.ts'
import { SparseRows, toOffsets } from '../../data/sparse-rows.ts'
import { TopKHeap } from '../../numbers/top-k-heap.ts'
import type { SimilarItems } from '../../text/similar-items.ts'
import { BEST_COUNTED, LOOK_ALIKE_FACTOR, similarityWeight } from './similarity-weights.ts'

/** Maximum number of new items in a list: items without orders must not displace items that sell. */
const MAX_NEW_ITEMS = 2
/** New items that are kept as similar to one bought item. */
const MAX_SIMILAR_NEW = 50

/** A companion with its page score. */
type Scored = { item: number; score: number }
const NONE: readonly Scored[] = []

/**
 * Cold start: recommends items without orders. A new item j scores as its 20 nearest by title t do as companions,
 * and more when it resembles the seed itself:
 *
 *     score = Σ w_t score_t / Σ w_t + 4 · median(ten best) · cos(seed, j)² ,  w_t = cos(j,t)² √(n_t / (n_t + 20))
 *
 * where the median of an even number is the lower of the middle two.
 */
export class ColdStart {
  /** New items by the bought item that they resemble, each with its weight. */
  private readonly newItems: SparseRows
  /** Sum of the weights of all items that a new item resembles. */
  private readonly weightSums: Float32Array
  private readonly similar: SimilarItems
  private readonly best = new TopKHeap(MAX_NEW_ITEMS)

  /** @param similar nearest bought items by title, with their cosine @param isNew may an item without orders be recommended? */
  constructor(baskets: Baskets, similar: SimilarItems, isNew: (item: number) => boolean) {
    const { items, arena } = baskets
    this.similar = similar
    this.weightSums = arena.float32(items)
    const starts = arena.uint32(items + 1)
    const visitPairs = (visit: (near: number, item: number, cosine: number) => void) => {
      for (let item = 0; item < items; item += 1) {
        if (baskets.ordersOf(item) > 0 || !isNew(item)) continue
        const end = item * similar.stride + (similar.lengths[item] ?? 0)
        for (let at = item * similar.stride; at < end; at += 1) {
          visit(similar.items[at] ?? 0, item, similar.cosineAt(at))
        }
      }
    }
    visitPairs((near) => {
      starts[near + 1] = Math.min(MAX_SIMILAR_NEW, (starts[near + 1] ?? 0) + 1)
    })
    const next = toOffsets(starts)
    this.newItems = new SparseRows(items, starts, arena)
    visitPairs((near, item, cosine) => {
      const weight = similarityWeight(baskets.ordersOf(near), cosine)
      this.weightSums[item] = (this.weightSums[item] ?? 0) + weight
      const place = next[near] ?? 0
      if (place === starts[near + 1]) return
      this.newItems.items[place] = item
      this.newItems.values[place] = weight
      next[near] = place + 1
    })
  }

  /** Whether there are any new items. */
  get any(): boolean {
    return this.newItems.items.length > 0
  }

  /** The best new companions of a seed. @param page its bought companions, best first @param scoreOf their page score */
  of(seed: number, page: readonly number[], scoreOf: (item: number) => number): readonly Scored[] {
    const { newItems, weightSums, similar, best } = this
    const hasNew = (near: number) => newItems.starts[near + 1] !== newItems.starts[near]
    if (!hasNew(seed) && !page.some(hasNew)) return NONE
    const scores = new Map<number, number>()
    const add = (near: number, score: number) => {
      const end = newItems.starts[near + 1] ?? 0
      for (let at = newItems.starts[near] ?? 0; at < end; at += 1) {
        const item = newItems.items[at] ?? 0
        const more = (score * (newItems.values[at] ?? 0)) / (weightSums[item] ?? 1)
        scores.set(item, (scores.get(item) ?? 0) + more)
      }
    }
    for (const item of page) add(item, scoreOf(item))
    // What resembles the seed is a candidate even where none of the seed's companions resembles it.
    add(seed, 0)
    const middle = page[Math.min(page.length, BEST_COUNTED) >> 1]
    const unit = middle === undefined ? 0 : LOOK_ALIKE_FACTOR * scoreOf(middle)
    best.clear()
    for (const [item, sum] of scores) {
      const score = sum + unit * similar.cosine(item, seed) ** 2
      // A new seed resembles the items that resemble it, and so itself.
      if (item !== seed && score > 0) best.offer(item, score)
    }
    const found = best.sort()
    return Array.from(found.numbers, (item, at) => ({ item, score: found.scores[at] ?? 0 }))
  }
}
