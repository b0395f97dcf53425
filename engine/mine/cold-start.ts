import type { Baskets } from '../data/baskets.ts'
import { Sparse } from '../data/sparse-rows.ts'
import { Best } from '../numbers/top-k-heap.ts'
import type { Similar } from '../text/similar-items.ts'
import { LOOK_ALIKE, likenessWeight } from './backoff.ts'

/** New items that one list may hold: what nobody has bought yet must not crowd out what sells. */
const MOST_NEW = 2
/** New items that lean on one bought item. */
const MOST_LEANING = 50
/** Companions whose middle is the measure of a look-alike. */
const BEST = 10

/** A companion with its page score. */
type Scored = { item: number; score: number }
const NONE: readonly Scored[] = []

/**
 * Suggests what nobody has bought yet: a new item j is as good a companion as its 20 nearest by title t are, and near the
 * seed itself,
 *
 *     score = Σ w_t score_t / Σ w_t + 4 · median(ten best) · cos(seed, j)² ,  w_t = cos(j,t)² √(n_t / (n_t + 20))
 */
export class Newcomers {
  /** New items by the bought item that they resemble, each with its weight there. */
  private readonly leaning: Sparse
  /** 1 / the weights of all that a new item resembles. */
  private readonly shrinks: Float32Array
  private readonly similar: Similar
  private readonly baskets: Baskets
  private readonly best = new Best(MOST_NEW)

  /** @param similar nearest bought items by title, with their cosine @param isNew of what nobody has bought */
  constructor(baskets: Baskets, similar: Similar, isNew: (item: number) => boolean) {
    const { items } = baskets
    this.baskets = baskets
    this.similar = similar
    this.shrinks = new Float32Array(items)
    const starts = new Uint32Array(items + 1)
    const each = (visit: (near: number, item: number, cosine: number) => void) => {
      for (let item = 0; item < items; item += 1) {
        if (baskets.ordersOf(item) > 0 || !isNew(item)) continue
        const end = item * similar.stride + (similar.lengths[item] ?? 0)
        for (let at = item * similar.stride; at < end; at += 1) {
          visit(similar.items[at] ?? 0, item, similar.cosineAt(at))
        }
      }
    }
    each((near) => {
      starts[near + 1] = Math.min(MOST_LEANING, (starts[near + 1] ?? 0) + 1)
    })
    for (let row = 0; row < items; row += 1) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0)
    this.leaning = new Sparse(items, starts, starts[items] ?? 0)
    const next = starts.slice(0, items)
    each((near, item, cosine) => {
      const weight = likenessWeight(baskets.ordersOf(near), cosine)
      this.shrinks[item] = (this.shrinks[item] ?? 0) + weight
      const place = next[near] ?? 0
      if (place === starts[near + 1]) return
      this.leaning.items[place] = item
      this.leaning.values[place] = weight
      next[near] = place + 1
    })
    baskets.bytes.take(...this.arrays())
  }

  /** Is there any? */
  get any(): boolean {
    return this.leaning.items.length > 0
  }

  /** The best new companions of a seed. @param page its bought ones, best first @param scoreOf their page score */
  of(seed: number, page: readonly number[], scoreOf: (item: number) => number): readonly Scored[] {
    const { leaning, shrinks, similar, best } = this
    const leans = (near: number) => leaning.starts[near + 1] !== leaning.starts[near]
    if (!leans(seed) && !page.some(leans)) return NONE
    const scores = new Map<number, number>()
    const add = (near: number, score: number) => {
      const end = leaning.starts[near + 1] ?? 0
      for (let at = leaning.starts[near] ?? 0; at < end; at += 1) {
        const item = leaning.items[at] ?? 0
        const more = (score * (leaning.values[at] ?? 0)) / (shrinks[item] ?? 1)
        scores.set(item, (scores.get(item) ?? 0) + more)
      }
    }
    for (const item of page) add(item, scoreOf(item))
    // A new seed resembles what lends to it, and so itself: it is left out below.
    // What resembles the seed is a candidate, also where none of the seed's companions resembles it.
    add(seed, 0)
    const inTheMiddle = page[Math.min(page.length, BEST) >> 1]
    const middle = inTheMiddle === undefined ? 0 : LOOK_ALIKE * scoreOf(inTheMiddle)
    best.clear()
    for (const [item, lent] of scores) {
      const score = lent + middle * similar.cosine(item, seed) ** 2
      if (item !== seed && score > 0) best.offer(item, score)
    }
    const found = best.sort()
    return Array.from(found.numbers, (item, at) => ({ item, score: found.scores[at] ?? 0 }))
  }

  /** Lets go of the arrays. */
  close(): void {
    this.baskets.bytes.free(...this.arrays())
  }

  private arrays() {
    return [...this.leaning.arrays(), this.shrinks]
  }
}
