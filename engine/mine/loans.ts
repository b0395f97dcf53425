import { Best } from '../numbers/best.ts'
import type { Baskets } from './baskets.ts'
import { NO_GROUP } from './inverse.ts'
import type { Mixture } from './mixture.ts'
import type { Pool } from './pool.ts'
import type { Shortlists } from './shortlists.ts'

/** Orders of doubt that speak for what similar items, and what the category, are bought with. */
const DOUBT = 30
/** Orders of doubt about a similar item's own companions. */
const NEW = 20
/** A look-alike's place on the seed's own page: so many times the middle of the ten best. */
export const LOOK_ALIKE = 4
const BEST = 10

/**
 * What an item of few orders borrows: of its 30 nearest by title t, weighted by cos² √(n_t / (n_t + 20)), the companions that
 * count as evidence; and the companions of its category.
 *
 *     share = 30 Σ w_t W[t,j] / Σ w_t + 30 C[j] ,  alike = 30 · 4 · median(ten best) · cos(i,j)²
 *
 * with C the category's, either term only where there is such a thing; `doubt` is 30 for each. `mixture` likewise.
 */
export class Loans {
  /** Items that something is lent of; the first `seen` of them. */
  readonly touched: Uint32Array
  seen = 0
  doubt = 0
  readonly share: Float64Array
  readonly alike: Float32Array
  readonly mixture: Float32Array
  private readonly baskets: Baskets
  private readonly similar: Shortlists | undefined
  private readonly learned: Mixture
  private readonly pool: Pool | undefined
  private readonly best = new Best(BEST)
  private readonly noted: Uint8Array

  /** @param similar nearest items by title, with their cosine */
  constructor(baskets: Baskets, learned: Mixture, similar: Shortlists | undefined, pool: Pool | undefined) {
    this.baskets = baskets
    this.learned = learned
    this.similar = similar
    this.pool = pool
    this.touched = new Uint32Array(baskets.items)
    this.share = new Float64Array(baskets.items)
    this.alike = new Float32Array(baskets.items)
    this.mixture = new Float32Array(baskets.items)
    this.noted = new Uint8Array(baskets.items)
    baskets.bytes.take(...this.arrays())
  }

  /** Lays out what the item may borrow, in place of what was lent before. */
  lend(item: number): void {
    this.clear()
    if (this.similar) this.lendSimilar(item, this.similar)
    if (this.pool) this.lendPooled(item, this.pool)
  }

  private lendSimilar(item: number, { items, values, lengths, stride }: Shortlists): void {
    const from = item * stride
    const to = from + (lengths[item] ?? 0)
    let all = 0
    const weight = (at: number) => likenessWeight(this.baskets.ordersOf(items[at] ?? 0), values[at] ?? 0)
    for (let at = from; at < to; at += 1) all += weight(at)
    if (all === 0) return
    this.doubt += DOUBT
    for (let at = from; at < to; at += 1) {
      this.add(item, items[at] ?? 0, (DOUBT * weight(at)) / all)
    }
    this.best.clear()
    for (let at = 0; at < this.seen; at += 1)
      this.best.offer(this.touched[at] ?? 0, this.share[this.touched[at] ?? 0] ?? 0)
    const middle = medianOf(this.best)
    for (let at = from; at < to; at += 1) {
      const near = items[at] ?? 0
      this.note(near)
      this.alike[near] = LOOK_ALIKE * middle * (values[at] ?? 0) ** 2
    }
  }

  /** Adds the companions of a similar item. */
  private add(item: number, near: number, weight: number): void {
    const { support, shares } = this.learned
    const { items, values, lengths, stride } = support.lists
    const votes = weight * (support.votes[near] ?? 0)
    const end = near * stride + (lengths[near] ?? 0)
    for (let at = near * stride; at < end; at += 1) {
      const other = items[at] ?? 0
      if (support.vouched[at] === 0 || other === item) continue
      this.note(other)
      this.share[other] = (this.share[other] ?? 0) + votes * (values[at] ?? 0)
      this.mixture[other] = (this.mixture[other] ?? 0) + weight * (shares[at] ?? 0)
    }
  }

  private lendPooled(item: number, { groupOf, pages, carts }: Pool): void {
    const group = groupOf[item] ?? NO_GROUP
    if (group === NO_GROUP || pages.lengths[group] === 0) return
    this.doubt += DOUBT
    this.addPooled(item, group, pages, this.share)
    this.addPooled(item, group, carts, this.mixture)
  }

  private addPooled(
    item: number,
    group: number,
    { items, values, lengths, stride }: Shortlists,
    sums: Float32Array | Float64Array,
  ): void {
    const end = group * stride + (lengths[group] ?? 0)
    for (let at = group * stride; at < end; at += 1) {
      const other = items[at] ?? 0
      if (other === item) continue
      this.note(other)
      sums[other] = (sums[other] ?? 0) + DOUBT * (values[at] ?? 0)
    }
  }

  private note(item: number): void {
    if (this.noted[item] === 1) return
    this.noted[item] = 1
    this.touched[this.seen++] = item
  }

  private clear(): void {
    for (let at = 0; at < this.seen; at += 1) {
      const item = this.touched[at] ?? 0
      this.noted[item] = 0
      this.share[item] = 0
      this.alike[item] = 0
      this.mixture[item] = 0
    }
    this.seen = 0
    this.doubt = 0
  }

  /** Lets go of the arrays. */
  close(): void {
    this.baskets.bytes.free(...this.arrays())
  }

  private arrays() {
    return [this.touched, this.share, this.alike, this.mixture, this.noted]
  }
}

/** How much a similar item has to say: the more alike, and the better known. */
export const likenessWeight = (orders: number, cosine: number): number =>
  cosine ** 2 * Math.sqrt(orders / (orders + NEW))

/** The middle one of what was kept, of an even number the mean of both; 0 of none. */
function medianOf(best: Best): number {
  const { scores } = best.sort()
  const middle = (at: number) => scores[at] ?? 0
  return (middle((scores.length - 1) >> 1) + middle(scores.length >> 1)) / 2
}
