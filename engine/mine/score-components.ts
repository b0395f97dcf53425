import type { Baskets } from '../data/baskets.ts'
import type { Inverse } from '../data/inverted-index.ts'
import type { Loans, Wanted } from './backoff.ts'
import type { Taught } from './fit.ts'
import { Counter, UNIT } from './pair-counter.ts'
import { PRIOR_ORDERS, type Thresholds } from './support.ts'
import type { Vouched } from './supported-pairs.ts'

const NO_PLACES = new Uint32Array(0)

/** What speaks for each companion of one seed, by the companion's number; for the first `size` of `candidates`. */
export class Parts {
  /** Companions that count as evidence, and behind them those that are only lent. */
  readonly candidates: Uint32Array
  size = 0
  /** Share of the votes of the seed's own orders. */
  readonly share: Float64Array
  /** The same, mixed with what is lent; and what a look-alike of the seed gets for every unit of `similar`. */
  readonly mixed: Float64Array
  readonly alike: Float32Array
  readonly ridge: Float32Array
  readonly mixture: Float32Array
  /** What the mixtures of similar items add to the seed's own. */
  readonly lent: Float32Array
  /** 1 for a companion that counts as evidence. */
  readonly vouched: Uint8Array
  /** Orders that hold the seed and the companion; 0 where they are not evidence. */
  readonly co: Uint32Array
  readonly counter: Counter
  /** What items of few orders may borrow. */
  loans: Loans | undefined
  private readonly baskets: Baskets
  private readonly thresholds: Thresholds
  private readonly taught: Taught
  private readonly known: Vouched | undefined
  private seed = 0

  /**
   * @param exponent an order of n things has n^-exponent votes in the share
   * @param known    pairs that were counted before, by the same thresholds and the exponent 1; the others are counted anew
   */
  constructor(baskets: Baskets, thresholds: Thresholds, exponent: number, taught: Taught, known?: Vouched) {
    const { items } = baskets
    this.baskets = baskets
    this.thresholds = thresholds
    this.taught = taught
    this.known = known
    this.counter = new Counter(baskets, exponent)
    this.candidates = new Uint32Array(items)
    this.share = new Float64Array(items)
    this.mixed = new Float64Array(items)
    this.alike = new Float32Array(items)
    this.ridge = new Float32Array(items)
    this.mixture = new Float32Array(items)
    this.lent = new Float32Array(items)
    this.vouched = new Uint8Array(items)
    this.co = new Uint32Array(items)
    baskets.bytes.take(...this.arrays())
  }

  /** The orders that must be counted to lay an item out: none where its pairs are known. Yields now and then. */
  *placesOf(item: number, inverse: Inverse): Generator<undefined, Uint32Array> {
    if (this.known?.has(item)) return NO_PLACES
    yield* inverse.reach(item)
    return inverse.placesOf(item)
  }

  /**
   * Lays out the companions of an item in place of those before. Yields now and then.
   * @param places as `placesOf` gives them; none of a new item
   */
  *layOut(item: number, places: Uint32Array, wanted: Wanted): Generator<undefined, void> {
    this.clear()
    this.seed = item
    this.recall(item, 1)
    if (this.known?.has(item)) this.takeKnown(item, this.known)
    else {
      yield* this.counter.counting(places)
      this.takeCounted(item)
    }
    const { loans } = this
    loans?.lend(item, wanted)
    if (loans && loans.doubt > 0) this.mix(this.baskets.ordersOf(item), loans)
    else this.keepOwn()
  }

  private takeKnown(item: number, { starts, items, co, votes }: Vouched): void {
    const all = this.baskets.ordersOf(item) + PRIOR_ORDERS
    const end = starts[item + 1] ?? 0
    for (let at = starts[item] ?? 0; at < end; at += 1)
      this.take(items[at] ?? 0, co[at] ?? 0, (votes[at] ?? 0) / all)
  }

  private takeCounted(item: number): void {
    const { touched, seen, co } = this.counter
    const { min_co_orders } = this.thresholds
    const orders = this.baskets.ordersOf(item)
    for (let at = 0; at < seen; at += 1) {
      const other = touched[at] ?? 0
      const both = co[other] ?? 0
      if (both < min_co_orders || other === item || !this.isEvidence(other)) continue
      this.take(other, both, this.shareOf(other, orders))
    }
  }

  private take(other: number, co: number, share: number): void {
    this.candidates[this.size++] = other
    this.vouched[other] = 1
    this.co[other] = co
    this.share[other] = share
  }

  /** Does the pair that was counted last meet the thresholds? */
  isEvidence(other: number): boolean {
    const { min_co_orders, min_customers } = this.thresholds
    return (this.counter.co[other] ?? 0) >= min_co_orders && this.counter.customersOf(other) >= min_customers
  }

  /** Votes of the orders with both / (orders of the seed + 5). */
  shareOf(other: number, seed_orders: number): number {
    return (this.counter.votes[other] ?? 0) / UNIT / (seed_orders + PRIOR_ORDERS)
  }

  /** Does anything that is lent speak for the companion? */
  isLent(other: number): boolean {
    return (this.loans?.share[other] ?? 0) + (this.loans?.alike[other] ?? 0) > 0
  }

  /** W′ = (n W + lent) / (n + doubt): the more orders of its own, the less a seed needs to borrow. */
  private mix(orders: number, loans: Loans): void {
    const { candidates, share, mixed, vouched } = this
    const all = orders + loans.doubt
    for (let at = 0; at < loans.worthies; at += 1) {
      const other = loans.worthy[at] ?? 0
      if (vouched[other] === 1) continue
      candidates[this.size++] = other
      this.ridge[other] = 0
      this.mixture[other] = 0
    }
    for (let at = 0; at < this.size; at += 1) {
      const other = candidates[at] ?? 0
      mixed[other] = (orders * (share[other] ?? 0) + (loans.share[other] ?? 0)) / all
      this.alike[other] = (loans.alike[other] ?? 0) / all
      this.lent[other] = (loans.mixture[other] ?? 0) / all
    }
  }

  private keepOwn(): void {
    const { candidates, share, mixed } = this
    for (let at = 0; at < this.size; at += 1) mixed[candidates[at] ?? 0] = share[candidates[at] ?? 0] ?? 0
  }

  private clear(): void {
    for (let at = 0; at < this.size; at += 1) {
      const other = this.candidates[at] ?? 0
      this.share[other] = 0
      this.mixed[other] = 0
      this.alike[other] = 0
      this.lent[other] = 0
      this.vouched[other] = 0
      this.co[other] = 0
    }
    this.recall(this.seed, 0)
    this.size = 0
  }

  /** Lays out what ridge and mixture say of the seed's companions, or with `times` 0 clears it. */
  private recall(seed: number, times: 0 | 1): void {
    const { ridge, mixture } = this.taught
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

  /** Lets go of the arrays. */
  close(): void {
    this.counter.close()
    this.baskets.bytes.free(...this.arrays())
  }

  private arrays() {
    const { candidates, share, mixed, alike, ridge, mixture, lent, vouched, co } = this
    return [candidates, share, mixed, alike, ridge, mixture, lent, vouched, co]
  }
}
