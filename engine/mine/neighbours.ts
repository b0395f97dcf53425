import { Best } from '../numbers/best.ts'
import { xLogX } from '../numbers/likelihood.ts'
import type { Baskets } from './baskets.ts'
import { Counter, UNIT, WORK_A_SLICE } from './counter.ts'
import { PRIOR_ORDERS, type Thresholds } from './evidence.ts'
import type { Pairs } from './pairs.ts'
import { Shortlists } from './shortlists.ts'

/** A pair in one order alone is no neighbour: 20 orders of doubt drown it. */
const FEWEST_ORDERS = 2

/** The companions of each item that may explain what it is bought with. */
export type Support = {
  /** The value is the share of the votes of the item's support that the companion has, all together 1. */
  lists: Shortlists
  /** What a share of 1 stands for: all votes of the item's support / (orders of the item + 5). */
  votes: Float64Array
  /** 1 in the place of a pair that counts as evidence. */
  vouched: Uint8Array
}

/** What one walk over the table of pairs leaves for the ridge and the mixture. */
export type Neighbours = {
  /** For the ridge: items most surely bought together with it; the value is the orders with both. */
  likely: Shortlists
  /** For the mixture. */
  support: Support
}

/**
 * Walks over the table of pairs once, row by row, and keeps of each item its nearest by the log-likelihood ratio (only
 * those bought together more often than chance has it), those with most of its votes, and the pairs themselves. It learns
 * from all pairs, also those that too few customers vouch for: only what is shown must be evidence. Yields now and then.
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
    yield* walk.counter.counting(inverse.placesOf(item))
    walk.look(item, pairs)
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
  readonly support: Support
  private readonly baskets: Baskets
  private readonly thresholds: Thresholds
  private readonly best: Best
  private readonly nearest: Best
  /** Of each item's orders d and of the others: d ln d, and (orders - d) ln (orders - d). */
  private readonly own: Float64Array
  private readonly others: Float64Array

  constructor(baskets: Baskets, thresholds: Thresholds, most: number) {
    const { items, orders } = baskets
    this.baskets = baskets
    this.thresholds = thresholds
    this.counter = new Counter(baskets, 1)
    this.likely = new Shortlists(items, most)
    this.support = {
      lists: new Shortlists(items, most),
      votes: new Float64Array(items),
      vouched: new Uint8Array(items * most),
    }
    this.best = new Best(most)
    this.nearest = new Best(most)
    this.own = new Float64Array(items)
    this.others = new Float64Array(items)
    for (let item = 0; item < items; item += 1) {
      const own = baskets.ordersOf(item)
      this.own[item] = xLogX(own)
      this.others[item] = xLogX(orders - own)
    }
    const { lists, votes, vouched } = this.support
    baskets.bytes.take(...this.scratch(), ...this.likely.arrays(), ...lists.arrays(), votes, vouched)
  }

  /** Keeps what was counted last. */
  look(item: number, pairs: Pairs): void {
    const { counter, baskets, best, nearest } = this
    pairs.begin(item)
    best.clear()
    nearest.clear()
    const { touched, seen, votes } = counter
    const own = baskets.ordersOf(item)
    for (let at = 0; at < seen; at += 1) {
      const other = touched[at] ?? 0
      if (other === item) continue
      nearest.offer(other, votes[other] ?? 0)
      const both = counter.cappedOf(other)
      if (both < FEWEST_ORDERS) continue
      if (pairs.belongsTo(item, other)) pairs.add(other, both)
      if (both * baskets.orders > own * baskets.ordersOf(other))
        best.offer(other, this.ratioOf(other, both, own))
    }
    this.likely.set(item, best.kept(), (other) => counter.cappedOf(other))
    this.keepSupport(item)
  }

  private keepSupport(item: number): void {
    const { counter, support, nearest, thresholds } = this
    const { co, votes } = counter
    const { lists, vouched } = support
    let sum = 0
    for (const other of nearest.kept()) sum += votes[other] ?? 0
    lists.set(item, nearest.kept(), (other) => (votes[other] ?? 0) / sum)
    support.votes[item] = sum / UNIT / (this.baskets.ordersOf(item) + PRIOR_ORDERS)
    const from = item * lists.stride
    for (let at = from; at < from + nearest.size; at += 1) {
      const other = lists.items[at] ?? 0
      const isEvidence =
        (co[other] ?? 0) >= thresholds.min_co_orders && counter.customersOf(other) >= thresholds.min_customers
      vouched[at] = isEvidence ? 1 : 0
    }
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
    return [this.own, this.others]
  }
}
