import type { Baskets } from '../data/baskets.ts'
import type { Candidates } from '../data/memory.ts'
import { Shortlists } from '../data/padded-rows.ts'
import { xLogX } from '../numbers/log-likelihood-ratio.ts'
import { Best } from '../numbers/top-k-heap.ts'
import { Counter, UNIT, WORK_A_SLICE } from './pair-counter.ts'
import type { Pairs } from './pair-table.ts'
import { PRIOR_ORDERS, type Thresholds } from './support.ts'
import type { Vouched } from './supported-pairs.ts'

/** A pair in one order alone is no neighbour: 20 orders of doubt drown it. */
const FEWEST_ORDERS = 2
/** Votes of a single order that holds both: it has two items at least. */
const MOST_OF_ONE = UNIT / 2

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
  counted: PairCounts
}

/** Pairs of items, each counted from either side. */
export type PairCounts = {
  /** Pairs that count as evidence. */
  pairs: number
  /** Pairs in at least three orders, whoever bought them. */
  often: number
}

/** Orders from which a pair is worth a merchant's look. */
const OFTEN = 3

/**
 * Walks over the table of pairs once, row by row, and keeps of each item its nearest by the log-likelihood ratio (only
 * those bought together more often than chance has it), those with most of its votes, and the pairs themselves. It learns
 * from all pairs, also those that too few customers vouch for: only what is shown must be evidence. Yields now and then.
 * @param most    near items of an item, for the ridge and for the mixture
 * @param vouched takes in the pairs that count as evidence
 */
export function* findNeighbours(
  baskets: Baskets,
  thresholds: Thresholds,
  most: Candidates,
  pairs: Pairs,
  vouched: Vouched,
): Generator<undefined, Neighbours> {
  const { items } = baskets
  const walk = new Walk(baskets, thresholds, most)
  const inverse = baskets.byItem()
  let rested = 0
  for (let item = 0; item < items; item += 1) {
    if (baskets.ordersOf(item) === 0) continue
    yield* inverse.reach(item)
    yield* walk.counter.counting(inverse.placesOf(item))
    walk.look(item, pairs, vouched)
    if (walk.counter.work - rested > WORK_A_SLICE) {
      rested = walk.counter.work
      yield undefined
    }
  }
  pairs.begin(items)
  inverse.close()
  walk.close()
  return { likely: walk.likely, support: walk.support, counted: walk.counted }
}

class Walk {
  readonly counter: Counter
  readonly likely: Shortlists
  readonly support: Support
  readonly counted: PairCounts = { pairs: 0, often: 0 }
  private readonly baskets: Baskets
  private readonly thresholds: Thresholds
  private readonly best: Best
  private readonly nearest: Best
  /** Of each item's orders d and of the others: d ln d, and (orders - d) ln (orders - d). */
  private readonly own: Float64Array
  private readonly others: Float64Array

  constructor(baskets: Baskets, thresholds: Thresholds, most: Candidates) {
    const { items, orders } = baskets
    this.baskets = baskets
    this.thresholds = thresholds
    this.counter = new Counter(baskets, 1)
    this.likely = new Shortlists(items, most.ridge)
    this.support = {
      lists: new Shortlists(items, most.mixture),
      votes: new Float64Array(items),
      vouched: new Uint8Array(items * most.mixture),
    }
    this.best = new Best(most.ridge)
    this.nearest = new Best(most.mixture)
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
  look(item: number, pairs: Pairs, vouched: Vouched): void {
    const { counter, baskets, best, nearest, counted } = this
    const { min_co_orders } = this.thresholds
    pairs.begin(item)
    best.clear()
    nearest.clear()
    const { touched, seen, votes, co } = counter
    const own = baskets.ordersOf(item)
    const fewest = Math.min(FEWEST_ORDERS, min_co_orders)
    const most = this.mostAnOrder(own)
    const shared = xLogX(own) + xLogX(baskets.orders - own) - xLogX(baskets.orders)
    let floor = nearest.floor
    for (let at = 0; at < seen; at += 1) {
      const other = touched[at] ?? 0
      const orders = co[other] ?? 0
      if (other === item || (orders < fewest && floor > MOST_OF_ONE)) continue
      if ((votes[other] ?? 0) >= floor) {
        nearest.offer(other, votes[other] ?? 0)
        floor = nearest.floor
      }
      if (orders < fewest) continue
      if (orders >= OFTEN) counted.often += 1
      if (this.isEvidence(other)) {
        counted.pairs += 1
        vouched.add(other, orders, (votes[other] ?? 0) / UNIT)
      }
      const both = counter.cappedOf(other)
      if (both < FEWEST_ORDERS) continue
      if (pairs.belongsTo(item, other)) pairs.add(other, both)
      const theirs = baskets.ordersOf(other)
      const isHopeless = 4 * theirs <= baskets.orders && both * most + shared < best.floor
      if (both * baskets.orders > own * theirs && !isHopeless)
        best.offer(other, this.ratioOf(other, both, own))
    }
    vouched.end(item)
    this.likely.set(item, best.kept(), (other) => counter.cappedOf(other))
    this.keepSupport(item)
  }

  private isEvidence(other: number): boolean {
    const { min_co_orders, min_customers } = this.thresholds
    return (this.counter.co[other] ?? 0) >= min_co_orders && this.counter.customersOf(other) >= min_customers
  }

  private keepSupport(item: number): void {
    const { counter, support, nearest } = this
    const { votes } = counter
    const { lists, vouched } = support
    const kept = nearest.kept()
    let sum = 0
    for (let at = 0; at < kept.length; at += 1) sum += votes[kept[at] ?? 0] ?? 0
    lists.set(item, kept, (other) => (votes[other] ?? 0) / sum)
    support.votes[item] = sum / UNIT / (this.baskets.ordersOf(item) + PRIOR_ORDERS)
    const from = item * lists.stride
    for (let at = from; at < from + nearest.size; at += 1) {
      const other = lists.items[at] ?? 0
      vouched[at] = this.isEvidence(other) ? 1 : 0
    }
  }

  /**
   * How much an order that holds both can add to half the log-likelihood ratio, where the seed with a of all m orders and
   * the other are in at most a quarter of them: ln(m / a) by the cell of both, less than 16/9 + 4/3 by the other three.
   */
  private mostAnOrder(own: number): number {
    const { orders } = this.baskets
    return 4 * own > orders ? Number.POSITIVE_INFINITY : Math.log(orders / own) + 16 / 9 + 4 / 3
  }

  /** The log-likelihood ratio, less what all pairs of the item share, halved (engine/numbers/log-likelihood-ratio.ts). */
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
