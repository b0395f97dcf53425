import { Best } from '../numbers/best.ts'
import { sixDigits } from '../numbers/round.ts'
import type { Baskets } from './baskets.ts'
import { Counter, UNIT } from './counter.ts'
import { PRIOR_ORDERS, type Thresholds } from './evidence.ts'
import type { Blend, PageBlend } from './settings.ts'
import type { Shortlists } from './shortlists.ts'

/** Companions kept of an item; 30 lose 0.0002 of the cart's hit rate (docs/METHOD.md). */
export const MOST_COMPANIONS = 50
/** Of these, so many are the best for the product page, which never shows more; the best for the cart fill the rest. */
const FOR_THE_PAGE = 24
/** Orders from which a pair is worth a merchant's look. */
const OFTEN = 3
/** Where the page's blend speaks against a pair, it comes last, and those by share. */
const LAST = 1e-6

/** One companion by its number. */
export type MinedCompanion = {
  item: number
  /** Product page, > 0; only the order means anything. */
  score: number
  /** What the seed in a cart adds to its score: below 0 it only scores. */
  cart_weight: number
  co_orders: number
  item_orders: number
}

/** Parts of a list that were learned beforehand; undefined where no blend asks for them. */
export type Learned = { ridge: Shortlists | undefined; mixture: Shortlists | undefined }

/** Makes the list of one seed after the other. */
export class Companions {
  /** Pairs that met the thresholds, over all seeds. */
  pairs = 0
  /** Pairs in at least three orders, over all seeds, whoever bought them. */
  often = 0
  readonly counter: Counter
  private readonly baskets: Baskets
  private readonly thresholds: Thresholds
  private readonly page: PageBlend
  private readonly cart: Blend
  private readonly learned: Learned
  private readonly forPage = new Best(FOR_THE_PAGE)
  private readonly forCart = new Best(MOST_COMPANIONS)
  /** What the mixture says of the seed's companions, and their cart weight; 0 for all others. */
  private readonly explained: Float64Array
  private readonly weights: Float64Array
  private readonly scores: Float64Array

  constructor(
    baskets: Baskets,
    thresholds: Thresholds,
    blends: { page: PageBlend; cart: Blend },
    learned: Learned,
  ) {
    this.baskets = baskets
    this.thresholds = thresholds
    this.page = blends.page
    this.cart = blends.cart
    this.learned = learned
    this.counter = new Counter(baskets, blends.page.size_exponent)
    this.explained = new Float64Array(baskets.items)
    this.weights = new Float64Array(baskets.items)
    this.scores = new Float64Array(baskets.items)
    baskets.bytes.take(this.explained, this.weights, this.scores)
  }

  /** The companions of an item, best for the product page first: the 24 best for it and the best for the cart, 50 at most. */
  ofItem(item: number, places: Uint32Array): MinedCompanion[] {
    const { counter, forPage, forCart, explained, weights, scores } = this
    const { ridge, mixture } = this.learned
    counter.count(places)
    forPage.clear()
    forCart.clear()
    this.recall(item, mixture, 1)
    for (let at = 0; at < counter.seen; at += 1) {
      const other = counter.touched[at] ?? 0
      if (other === item) continue
      if ((counter.co[other] ?? 0) >= OFTEN) this.often += 1
      if (!this.isEvidence(other)) continue
      this.pairs += 1
      const entry = ridge ? ridge.find(other, item) : -1
      const r = entry < 0 ? 0 : (ridge?.values[entry] ?? 0)
      const e = explained[other] ?? 0
      const s = this.shareOf(other, places.length)
      const weight = this.cart.ridge * r + this.cart.mixture * e + this.cart.share * s
      const popularity = (this.page.popularity * this.baskets.ordersOf(other)) / this.baskets.orders
      const score = this.page.ridge * r + this.page.mixture * e + this.page.share * s + popularity
      weights[other] = weight
      scores[other] = score > 0 ? score : LAST * s
      forPage.offer(other, scores[other] ?? 0)
      if (weight !== 0) forCart.offer(other, weight)
    }
    this.recall(item, mixture, 0)
    return this.chosen()
  }

  /** The companions of several items together, for the lower rungs: by share alone, and nothing for a cart. */
  ofGroup(places: Uint32Array, isMember: (item: number) => boolean, most: number): MinedCompanion[] {
    const { counter } = this
    counter.count(places)
    const best = new Best(most)
    for (let at = 0; at < counter.seen; at += 1) {
      const other = counter.touched[at] ?? 0
      if (!isMember(other) && this.isEvidence(other)) best.offer(other, this.shareOf(other, places.length))
    }
    const { numbers, scores } = best.sort()
    return Array.from(numbers, (item, at) => this.named(item, scores[at] ?? 0, 0))
  }

  /** Lets go of the arrays. */
  close(): void {
    this.counter.close()
    this.baskets.bytes.free(this.explained, this.weights, this.scores)
  }

  private isEvidence(item: number): boolean {
    const { min_co_orders, min_customers } = this.thresholds
    return (this.counter.co[item] ?? 0) >= min_co_orders && this.counter.customersOf(item) >= min_customers
  }

  private shareOf(item: number, seed_orders: number): number {
    return (this.counter.votes[item] ?? 0) / UNIT / (seed_orders + PRIOR_ORDERS)
  }

  /** Lays out what the mixture says of the seed's companions, or with `times` 0 clears it. */
  private recall(seed: number, mixture: Shortlists | undefined, times: 0 | 1): void {
    if (!mixture) return
    const from = seed * mixture.stride
    const to = from + (mixture.lengths[seed] ?? 0)
    for (let at = from; at < to; at += 1) {
      this.explained[mixture.items[at] ?? 0] = times * (mixture.values[at] ?? 0)
    }
  }

  private chosen(): MinedCompanion[] {
    const { scores, weights } = this
    const page = [...this.forPage.sort().numbers]
    const kept = new Set(page)
    const rest: number[] = []
    for (const item of this.forCart.sort().numbers) {
      if (page.length + rest.length < MOST_COMPANIONS && !kept.has(item)) rest.push(item)
    }
    // None of the rest is better for the page than the worst of it.
    rest.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
    return page.concat(rest).map((item) => this.named(item, scores[item] ?? 0, weights[item] ?? 0))
  }

  private named(item: number, score: number, weight: number): MinedCompanion {
    return {
      item,
      score: sixDigits(score),
      cart_weight: sixDigits(weight),
      co_orders: this.counter.co[item] ?? 0,
      item_orders: this.baskets.ordersOf(item),
    }
  }
}
