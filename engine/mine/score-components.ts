import type { Arena } from '../data/arena.ts'
import type { Baskets } from '../data/baskets.ts'
import type { InvertedIndex } from '../data/inverted-index.ts'
import type { Backoff, BackoffParts } from './backoff/backoff.ts'
import type { PairModels } from './pairs/fit.ts'
import { PairCounter } from './pairs/pair-counter.ts'
import type { Prior } from './pairs/prior.ts'
import { PRIOR_ORDERS, type SupportThresholds } from './pairs/support.ts'
import type { SupportedPairs } from './pairs/supported-pairs.ts'

const NO_ORDERS = new Uint32Array(0)

/** Score components of one seed's candidates, indexed by item number; valid for the first `size` of `candidates`. */
export class ScoreComponents {
  /** Supported companions, and behind them those that come from backoff and the best sellers. */
  readonly candidates: Uint32Array
  size = 0
  /** Orders of the seed, each by its weight, and votes of them. */
  seedOrders = 0
  readonly votes: Float64Array
  /** Pseudo-orders of the backoff, whose votes it has for each companion (`backoff.share`); 0 for none. */
  backoffOrders = 0
  readonly ridge: Float32Array
  readonly mixture: Float32Array
  /** What backoff adds to the mixture of the seed. */
  readonly mixtureBackoff: Float32Array
  /** 1 for a supported companion. */
  readonly isSupported: Uint8Array
  /** Orders with both; 0 where the pair is not supported. */
  readonly coOrders: Uint32Array
  readonly counter: PairCounter
  readonly prior: Prior
  /** Backoff for seeds with few orders; undefined for none. */
  backoff: Backoff | undefined
  private readonly isCandidate: Uint8Array
  private readonly arena: Arena
  private readonly thresholds: SupportThresholds
  private readonly models: Pick<PairModels, 'ridge' | 'mixture'>
  private readonly counted: SupportedPairs | undefined
  private seed = 0

  /**
   * @param exponent an order of n things has n^-exponent votes
   * @param prior    what is bought with any item, by the same exponent
   * @param counted  pairs that were counted before, by the same thresholds and the exponent 1; all others are counted anew
   */
  constructor(
    baskets: Baskets,
    thresholds: SupportThresholds,
    exponent: number,
    models: Pick<PairModels, 'ridge' | 'mixture'>,
    prior: Prior,
    counted?: SupportedPairs,
  ) {
    const { items } = baskets
    const arena = baskets.arena.scope()
    this.arena = arena
    this.thresholds = thresholds
    this.models = models
    this.counted = counted
    this.prior = prior
    this.counter = new PairCounter(baskets, exponent)
    this.candidates = arena.uint32(items)
    this.votes = arena.float64(items)
    this.isCandidate = arena.uint8(items)
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
    this.seedOrders = this.prior.ordersOf(item)
    this.recall(item, 1)
    if (this.counted?.has(item)) this.takeCounted(item, this.counted)
    else {
      yield* this.counter.counting(orders)
      this.takeCounter(item)
    }
    this.backoff?.compute(item, wanted)
    if (this.backoff && this.backoff.pseudoOrders > 0) this.addBackoff(this.backoff)
    for (const other of this.prior.popular) {
      if (other !== item && this.isCandidate[other] === 0) this.take(other, 0, 0)
    }
  }

  private takeCounted(item: number, { starts, items, coOrders, votes }: SupportedPairs): void {
    const end = starts[item + 1] ?? 0
    for (let at = starts[item] ?? 0; at < end; at += 1)
      this.take(items[at] ?? 0, coOrders[at] ?? 0, votes[at] ?? 0)
  }

  private takeCounter(item: number): void {
    const { counter, thresholds, prior } = this
    const { touched, seen, coOrders } = counter
    for (let at = 0; at < seen; at += 1) {
      const other = touched[at] ?? 0
      const both = coOrders[other] ?? 0
      if (other === item) continue
      const isSupported = both >= thresholds.min_co_orders && counter.isSupported(other, thresholds)
      if (isSupported || prior.isPopular[other] === 1)
        // As the pairs that were counted before: what is kept of them must not show in a score.
        this.take(other, isSupported ? both : 0, Math.fround(counter.votesFor(other)))
    }
  }

  /** @param coOrders 0 for a companion without support, which is here as a best seller */
  private take(other: number, coOrders: number, votes: number): void {
    this.candidates[this.size++] = other
    this.isCandidate[other] = 1
    this.isSupported[other] = coOrders > 0 ? 1 : 0
    this.coOrders[other] = coOrders
    this.votes[other] = votes
  }

  /** Whether backoff adds anything to the companion. */
  isFromBackoff(other: number): boolean {
    return this.backoffVotes(other) + this.lookAlikeVotes(other) > 0
  }

  /** Whether anything but the prior says something about the companion and this seed. */
  isInformed(other: number): boolean {
    return this.isSupported[other] === 1 || (this.votes[other] ?? 0) > 0 || this.isFromBackoff(other)
  }

  /** Share of the votes of the seed's own orders. */
  shareOf(other: number): number {
    return (this.votes[other] ?? 0) / (this.seedOrders + PRIOR_ORDERS)
  }

  /** Votes that backoff adds for a companion. */
  backoffVotes(other: number): number {
    return this.backoffOrders === 0 ? 0 : (this.backoff?.share[other] ?? 0)
  }

  /** Votes for a look-alike of the seed, for each unit of `similar`. */
  lookAlikeVotes(other: number): number {
    return this.backoffOrders === 0 ? 0 : (this.backoff?.lookAlike[other] ?? 0)
  }

  /** Adds what only backoff knows to the candidates: the more orders of its own, the less a seed depends on it. */
  private addBackoff(backoff: Backoff): void {
    const { candidates, isCandidate } = this
    this.backoffOrders = backoff.pseudoOrders
    for (let at = 0; at < backoff.selectedCount; at += 1) {
      const other = backoff.selected[at] ?? 0
      if (isCandidate[other] === 1) continue
      candidates[this.size++] = other
      isCandidate[other] = 1
      this.ridge[other] = 0
      this.mixture[other] = 0
    }
    const total = this.seedOrders + backoff.pseudoOrders
    for (let at = 0; at < this.size; at += 1) {
      const other = candidates[at] ?? 0
      this.mixtureBackoff[other] = (backoff.mixture[other] ?? 0) / total
    }
  }

  private clear(): void {
    for (let at = 0; at < this.size; at += 1) {
      const other = this.candidates[at] ?? 0
      this.votes[other] = 0
      this.mixtureBackoff[other] = 0
      this.isCandidate[other] = 0
      this.isSupported[other] = 0
      this.coOrders[other] = 0
    }
    this.recall(this.seed, 0)
    this.size = 0
    this.backoffOrders = 0
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
