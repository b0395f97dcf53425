import { Best } from '../numbers/best.ts'
import { xLogX } from '../numbers/likelihood.ts'
import type { Baskets } from './baskets.ts'
import { Counter } from './counter.ts'
import type { Thresholds } from './evidence.ts'
import type { Pairs } from './pairs.ts'
import { Shortlists } from './shortlists.ts'

/** How much a companion's popularity counts against it when the mixture's candidates are chosen. */
const AGAINST_POPULARITY = 0.35
/** Order lines between two pauses: about 2 ms of work. */
const WORK_A_SLICE = 60_000

/** What one walk over the table of pairs leaves for the ridge and the mixture. */
export type Neighbours = {
  /** For the ridge: items most surely bought together with it; the value is the orders with both. */
  likely: Shortlists
  /** For the mixture: the value is the share of the item's votes that the companion has, all together 1. */
  support: Shortlists
}

/**
 * Walks over the table of pairs once, row by row, and keeps of each item its nearest by the log-likelihood ratio (only
 * those bought together more often than chance has it), its nearest by size-weighted share / popularity^0.35, and the
 * pairs themselves. Only pairs that count as evidence can be near. Yields now and then.
 * @param most near items of an item, of either kind
 */
export function* findNeighbours(
  baskets: Baskets,
  thresholds: Thresholds,
  most: number,
  pairs: Pairs,
): Generator<undefined, Neighbours> {
  const { items } = baskets
  const walk = new Walk(baskets, thresholds, most)
  const inverse = baskets.byItem()
  let rested = 0
  for (let item = 0; item < items; item += 1) {
    if (baskets.ordersOf(item) === 0) continue
    yield* inverse.reach(item)
    walk.look(item, inverse.placesOf(item), pairs)
    if (walk.counter.work - rested > WORK_A_SLICE) {
      rested = walk.counter.work
      yield undefined
    }
  }
  pairs.begin(items)
  inverse.close()
  walk.close()
  return { likely: walk.likely, support: walk.support }
}

class Walk {
  readonly counter: Counter
  readonly likely: Shortlists
  readonly support: Shortlists
  private readonly baskets: Baskets
  private readonly thresholds: Thresholds
  private readonly best: Best
  private readonly nearest: Best
  /** Of each item's orders d and of the others: d ln d, (orders - d) ln (orders - d), and d^-0.35. */
  private readonly own: Float64Array
  private readonly others: Float64Array
  private readonly rarity: Float64Array

  constructor(baskets: Baskets, thresholds: Thresholds, most: number) {
    const { items, orders } = baskets
    this.baskets = baskets
    this.thresholds = thresholds
    this.counter = new Counter(baskets, 1)
    this.likely = new Shortlists(items, most)
    this.support = new Shortlists(items, most)
    this.best = new Best(most)
    this.nearest = new Best(most)
    this.own = new Float64Array(items)
    this.others = new Float64Array(items)
    this.rarity = new Float64Array(items)
    for (let item = 0; item < items; item += 1) {
      const own = baskets.ordersOf(item)
      this.own[item] = xLogX(own)
      this.others[item] = xLogX(orders - own)
      this.rarity[item] = Math.max(1, own) ** -AGAINST_POPULARITY
    }
    baskets.bytes.take(...this.scratch(), ...this.likely.arrays(), ...this.support.arrays())
  }

  look(item: number, places: Uint32Array, pairs: Pairs): void {
    const { counter, baskets, best, nearest } = this
    counter.count(places)
    pairs.begin(item)
    best.clear()
    nearest.clear()
    const { min_co_orders, min_customers } = this.thresholds
    const { touched, seen, co, votes } = counter
    const own = baskets.ordersOf(item)
    for (let at = 0; at < seen; at += 1) {
      const other = touched[at] ?? 0
      const both = co[other] ?? 0
      if (other === item) continue
      if (pairs.belongsTo(item, other)) pairs.add(other, counter.cappedOf(other))
      if (both < min_co_orders || counter.customersOf(other) < min_customers) continue
      const capped = counter.cappedOf(other)
      if (capped * baskets.orders > own * baskets.ordersOf(other))
        best.offer(other, this.ratioOf(other, capped, own))
      nearest.offer(other, (votes[other] ?? 0) * (this.rarity[other] ?? 0))
    }
    this.likely.set(item, best.kept(), (other) => counter.cappedOf(other))
    let sum = 0
    for (const other of nearest.kept()) sum += votes[other] ?? 0
    this.support.set(item, nearest.kept(), (other) => (votes[other] ?? 0) / sum)
  }

  /** The log-likelihood ratio, less what all pairs of the item share, halved (engine/numbers/likelihood.ts). */
  private ratioOf(other: number, both: number, own: number): number {
    const theirs = this.baskets.ordersOf(other)
    const neither = this.baskets.orders - own - theirs + both
    const cells = xLogX(both) + xLogX(own - both) + xLogX(theirs - both) + xLogX(neither)
    return cells - (this.own[other] ?? 0) - (this.others[other] ?? 0)
  }

  close(): void {
    this.counter.close()
    this.baskets.bytes.free(...this.scratch())
  }

  private scratch() {
    return [this.own, this.others, this.rarity]
  }
}
