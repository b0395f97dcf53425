import type { Arena } from '../data/arena.ts'
import type { Baskets } from '../data/baskets.ts'
import type { InvertedIndex } from '../data/inverted-index.ts'
import type { Backoff, BackoffParts } from './backoff/backoff.ts'
import type { PairModels } from './pairs/fit.ts'
import { PairCounter } from './pairs/pair-counter.ts'
import { PRIOR_ORDERS, type SupportThresholds } from './pairs/support.ts'
import type { SupportedPairs } from './pairs/supported-pairs.ts'

const NO_ORDERS = new Uint32Array(0)

/** Score components of one seed's candidates, indexed by item number; valid for the first `size` of `candidates`. */
export class ScoreComponents {
  /** Supported companions, and behind them those that come from backoff alone. */
  readonly candidates: Uint32Array
  size = 0
  /** Share of the votes of the seed's own orders. */
  readonly share: Float64Array
  /** The same smoothed with backoff, and the score of a look-alike of the seed per unit of `similar`. */
  readonly smoothedShare: Float64Array
  readonly lookAlike: Float32Array
  readonly ridge: Float32Array
  readonly mixture: Float32Array
  /** What backoff adds to the mixture of the seed. */
  readonly mixtureBackoff: Float32Array
  /** 1 for a supported companion. */
  readonly isSupported: Uint8Array
  /** Orders with both; 0 where the pair is not supported. */
  readonly coOrders: Uint32Array
  readonly counter: PairCounter
  /** Backoff for seeds with few orders; undefined for none. */
  backoff: Backoff | undefined
  private readonly baskets: Baskets
  private readonly arena: Arena
  private readonly thresholds: SupportThresholds
  private readonly models: PairModels
  private readonly counted: SupportedPairs | undefined
  private seed = 0

  /**
   * @param exponent an order of n things has n^-exponent votes in the share
   * @param counted  pairs that were counted before, by the same thresholds and the exponent 1; all others are counted anew
   */
  constructor(
    baskets: Baskets,
    thresholds: SupportThresholds,
    exponent: number,
    models: PairModels,
    counted?: SupportedPairs,
  ) {
    const { items } = baskets
    const arena = baskets.arena.scope()
    this.baskets = baskets
    this.arena = arena
    this.thresholds = thresholds
    this.models = models
    this.counted = counted
    this.counter = new PairCounter(baskets, exponent)
    this.candidates = arena.uint32(items)
    this.share = arena.float64(items)
    this.smoothedShare = arena.float64(items)
    this.lookAlike = arena.float32(items)
    this.ridge = arena.float32(items)
    this.mixture = arena.float32(items)
    this.mixtureBackoff = arena.float32(items)
    this.isSupported = arena.uint8(items)
    this.coOrders = arena.uint32(items)
  }

  /** The orders that must be counted to load an item: none where its pairs were counted before. Yields now and then. */
  *ordersToCount(item: number, index: InvertedIndex): Generator<undefined, Uint32Array> {
    if (this.counted?.has(item)) return NO_ORDERS
    yield* index.load(item)
    return index.ordersOf(item)
  }

  /**
   * Computes the components of a seed, in place of those before. Yields now and then.
   * @param orders as `ordersToCount` returns them; none of a new item
   */
  *load(item: number, orders: Uint32Array, wanted: BackoffParts): Generator<undefined, void> {
    this.clear()
    this.seed = item
    this.recall(item, 1)
    if (this.counted?.has(item)) this.takeCounted(item, this.counted)
    else {
      yield* this.counter.counting(orders)
      this.takeCounter(item)
    }
    const { backoff } = this
    backoff?.compute(item, wanted)
    if (backoff && backoff.pseudoOrders > 0) this.smooth(this.baskets.ordersOf(item), backoff)
    else this.keepShare()
  }

  private takeCounted(item: number, { starts, items, coOrders, votes }: SupportedPairs): void {
    const total = this.baskets.ordersOf(item) + PRIOR_ORDERS
    const end = starts[item + 1] ?? 0
    for (let at = starts[item] ?? 0; at < end; at += 1)
      this.take(items[at] ?? 0, coOrders[at] ?? 0, (votes[at] ?? 0) / total)
  }

  private takeCounter(item: number): void {
    const { counter, thresholds } = this
    const { touched, seen, coOrders } = counter
    const orders = this.baskets.ordersOf(item)
    for (let at = 0; at < seen; at += 1) {
      const other = touched[at] ?? 0
      const both = coOrders[other] ?? 0
      if (both < thresholds.min_co_orders || other === item || !counter.isSupported(other, thresholds))
        continue
      this.take(other, both, counter.shareOf(other, orders))
    }
  }

  private take(other: number, coOrders: number, share: number): void {
    this.candidates[this.size++] = other
    this.isSupported[other] = 1
    this.coOrders[other] = coOrders
    this.share[other] = share
  }

  /** Whether backoff adds anything to the companion. */
  isFromBackoff(other: number): boolean {
    return (this.backoff?.share[other] ?? 0) + (this.backoff?.lookAlike[other] ?? 0) > 0
  }

  /** W′ = (n W + backoff) / (n + pseudo-orders): the more orders of its own, the less a seed depends on backoff. */
  private smooth(orders: number, backoff: Backoff): void {
    const { candidates, share, smoothedShare, isSupported } = this
    const total = orders + backoff.pseudoOrders
    for (let at = 0; at < backoff.selectedCount; at += 1) {
      const other = backoff.selected[at] ?? 0
      if (isSupported[other] === 1) continue
      candidates[this.size++] = other
      this.ridge[other] = 0
      this.mixture[other] = 0
    }
    for (let at = 0; at < this.size; at += 1) {
      const other = candidates[at] ?? 0
      smoothedShare[other] = (orders * (share[other] ?? 0) + (backoff.share[other] ?? 0)) / total
      this.lookAlike[other] = (backoff.lookAlike[other] ?? 0) / total
      this.mixtureBackoff[other] = (backoff.mixture[other] ?? 0) / total
    }
  }

  private keepShare(): void {
    const { candidates, share, smoothedShare } = this
    for (let at = 0; at < this.size; at += 1) {
      smoothedShare[candidates[at] ?? 0] = share[candidates[at] ?? 0] ?? 0
    }
  }

  private clear(): void {
    for (let at = 0; at < this.size; at += 1) {
      const other = this.candidates[at] ?? 0
      this.share[other] = 0
      this.smoothedShare[other] = 0
      this.lookAlike[other] = 0
      this.mixtureBackoff[other] = 0
      this.isSupported[other] = 0
      this.coOrders[other] = 0
    }
    this.recall(this.seed, 0)
    this.size = 0
  }

  /** Writes the fitted ridge and mixture of the seed's companions, or with `times` 0 clears them. */
  private recall(seed: number, times: 0 | 1): void {
    const { ridge, mixture } = this.models
    const last = ridge.starts[seed + 1] ?? 0
    for (let at = ridge.starts[seed] ?? 0; at < last; at += 1) {
      this.ridge[ridge.items[at] ?? 0] = times * (ridge.values[at] ?? 0)
    }
    const { items, stride, lengths } = mixture.support.lists
    const end = seed * stride + (lengths[seed] ?? 0)
    for (let at = seed * stride; at < end; at += 1) {
      this.mixture[items[at] ?? 0] = times * (mixture.shares[at] ?? 0)
    }
  }

  /** Releases the arrays. */
  close(): void {
    this.counter.close()
    this.arena.releaseAll()
  }
}
