import type { Baskets } from '../data/baskets.ts'
import { NO_GROUP } from '../data/inverted-index.ts'
import type { Shortlists } from '../data/padded-rows.ts'
import { Best } from '../numbers/top-k-heap.ts'
import type { Similar } from '../text/similar-items.ts'
import type { Pool } from './category-backoff.ts'
import type { Mixture } from './mixture.ts'

/** Orders of doubt that speak for what similar items, and what the category, are bought with. */
const DOUBT = 30
/** Orders of doubt about a similar item's own companions. */
const NEW = 20
/** A look-alike's place on the seed's own page: so many times the middle of the ten best. */
export const LOOK_ALIKE = 4
const BEST = 10
/** Items lent for one placement: no more are shown. */
const MOST_LENT = 24
/** Something is lent of the item; it deserves a place. */
const [NOTED, WORTHY] = [1, 2]

/** What of the loans is asked for: look-alikes on the page, and what a cart may borrow. */
export type Wanted = { alike: boolean; mixture: boolean }
const NOTHING: Wanted = { alike: false, mixture: false }

/**
 * What an item of few orders borrows: of its 20 nearest by title t, weighted by w_t = cos² √(n_t / (n_t + 20)), the
 * companions that count as evidence; and the companions of its category.
 *
 *     share = 30 Σ w_t W[t,j] / Σ w_t + 30 C[j] ,  alike = 30 · 4 · median(ten best) · cos(i,j)²
 *
 * with C the category's, either term only where there is such a thing; `doubt` is 30 for each. `mixture` likewise.
 */
export class Loans {
  doubt = 0
  /** By the number of what is lent; 0 for all else. */
  readonly share: Float64Array
  readonly alike: Float32Array
  readonly mixture: Float32Array
  private readonly baskets: Baskets
  private readonly taught: Mixture
  private readonly similar: Similar | undefined
  private readonly pool: Pool | undefined
  private wanted: Wanted = NOTHING
  readonly worthy = new Uint32Array(3 * MOST_LENT)
  worthies = 0
  private readonly touched: Uint32Array
  private readonly noted: Uint8Array
  private seen = 0
  /** Of the similar items in hand, what each has to say. */
  private readonly weights: Float64Array
  private readonly best = new Best(MOST_LENT)
  private readonly ten = new Best(BEST)

  constructor(baskets: Baskets, taught: Mixture, similar: Similar | undefined, pool: Pool | undefined) {
    this.baskets = baskets
    this.taught = taught
    this.similar = similar
    this.pool = pool
    this.weights = new Float64Array(similar?.stride ?? 0)
    this.share = new Float64Array(baskets.items)
    this.alike = new Float32Array(baskets.items)
    this.mixture = new Float32Array(baskets.items)
    // One more: behind the last of all items a number is written that counts for nothing.
    this.touched = new Uint32Array(baskets.items + 1)
    this.noted = new Uint8Array(baskets.items)
    baskets.bytes.take(...this.arrays())
  }

  /**
   * Lays out what the item may borrow, in place of what was lent before. `worthy` are the items that deserve a place: the
   * 24 best for the page and, where asked for, for the cart, and look-alikes.
   */
  lend(item: number, wanted: Wanted): void {
    this.clear()
    this.wanted = wanted
    if (this.similar) this.lendSimilar(item, this.similar)
    if (this.pool) this.lendPooled(item, this.pool)
    this.choose(this.share)
    if (wanted.mixture) this.choose(this.mixture)
    if (wanted.alike) this.choose(this.alike)
  }

  private choose(scores: Float32Array | Float64Array): void {
    const { best, touched, noted } = this
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
      if (noted[other] === WORTHY) continue
      noted[other] = WORTHY
      this.worthy[this.worthies++] = other
    }
  }

  private lendSimilar(item: number, similar: Similar): void {
    const { items, lengths, stride } = similar
    const from = item * stride
    const to = from + (lengths[item] ?? 0)
    const { weights } = this
    let all = 0
    for (let at = from; at < to; at += 1) {
      const weight = likenessWeight(this.baskets.ordersOf(items[at] ?? 0), similar.cosineAt(at))
      weights[at - from] = weight
      all += weight
    }
    if (all === 0) return
    this.doubt += DOUBT
    for (let at = from; at < to; at += 1)
      this.add(item, items[at] ?? 0, (DOUBT * (weights[at - from] ?? 0)) / all)
    if (!this.wanted.alike) return
    const middle = LOOK_ALIKE * this.middle()
    for (let at = from; at < to; at += 1) {
      const near = items[at] ?? 0
      this.note(near)
      this.alike[near] = middle * similar.cosineAt(at) ** 2
    }
  }

  /** Adds the companions of a similar item. */
  private add(item: number, near: number, weight: number): void {
    const { share, mixture, wanted, touched, noted } = this
    const { support, shares, evidence } = this.taught
    const { items, values, stride } = support.lists
    const votes = weight * (support.votes[near] ?? 0)
    const end = near * stride + (evidence[near] ?? 0)
    let { seen } = this
    for (let at = near * stride; at < end; at += 1) {
      const other = items[at] ?? 0
      if (other === item) continue
      // As `note`, without a branch to guess wrong: nothing is worthy yet.
      touched[seen] = other
      seen += NOTED - (noted[other] ?? 0)
      noted[other] = NOTED
      share[other] = (share[other] ?? 0) + votes * (values[at] ?? 0)
      if (wanted.mixture) mixture[other] = (mixture[other] ?? 0) + weight * (shares[at] ?? 0)
    }
    this.seen = seen
  }

  /** The middle of the ten best; of an even number the mean of both, 0 of none. */
  private middle(): number {
    const { ten, touched, share } = this
    ten.clear()
    for (let at = 0; at < this.seen; at += 1) ten.offer(touched[at] ?? 0, share[touched[at] ?? 0] ?? 0)
    const { scores } = ten.sort()
    return ((scores[(scores.length - 1) >> 1] ?? 0) + (scores[scores.length >> 1] ?? 0)) / 2
  }

  private lendPooled(item: number, { groupOf, pages, carts }: Pool): void {
    const group = groupOf[item] ?? NO_GROUP
    if (group === NO_GROUP || pages.lengths[group] === 0) return
    this.doubt += DOUBT
    this.addPooled(item, group, pages, this.share)
    if (this.wanted.mixture) this.addPooled(item, group, carts, this.mixture)
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
    if (this.noted[item] === NOTED) return
    this.noted[item] = NOTED
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
    this.worthies = 0
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
