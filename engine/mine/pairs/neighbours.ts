import type { Arena } from '../../data/arena.ts'
import type { Baskets } from '../../data/baskets.ts'
import type { CandidateLimits } from '../../data/capacity.ts'
import { InvertedIndex } from '../../data/inverted-index.ts'
import { PaddedRows } from '../../data/padded-rows.ts'
import { xLogX } from '../../numbers/log-likelihood-ratio.ts'
import { TopKHeap } from '../../numbers/top-k-heap.ts'
import { PairCounter, SLICE_LINES, VOTE_UNIT } from './pair-counter.ts'
import type { PairTable } from './pair-table.ts'
import { PRIOR_ORDERS, type SupportThresholds } from './support.ts'
import type { SupportedPairs } from './supported-pairs.ts'

/** Orders that make a pair a candidate: a single one is drowned by 20 pseudo-orders. */
const MIN_ORDERS = 2
/** Most votes of a single order that holds both: it has two items at least. */
const MAX_VOTES_OF_ONE_ORDER = VOTE_UNIT / 2
/** Shares of votes are whole multiples of 2⁻²⁴. */
export const SHARE_UNIT = 2 ** 24
/** Share of some votes in their sum, in units of 2⁻²⁴. */
export const estimateOf = (votes: number, sum: number): number => Math.round(SHARE_UNIT * (votes / sum))
/** Orders of a pair from which a merchant is told that it is frequent. */
const FREQUENT = 3

/** The companions of each item that may explain what else is bought with it. */
export type MixtureCandidates = {
  /**
   * The value is the companion's share of the votes of all candidates of the item, a whole multiple of 2⁻²⁴, which 32 bits hold
   * exactly; the shares add up to 1, but for that.
   */
  lists: PaddedRows
  /** Unit of the shares: votes of all candidates / (orders of the item + 5). */
  votes: Float64Array
  /** 1 at the place of a supported pair. */
  isSupported: Uint8Array<ArrayBuffer>
}

/** Numbers of pairs, each counted from either side. */
export type PairCounts = {
  /** Supported pairs. */
  pairs: number
  /** Pairs with at least three orders, of any customers. */
  in_three_orders: number
}

/** What one pass over the co-occurrence matrix leaves for the ridge and the mixture. */
export type Neighbours = {
  /** For the ridge: the items most surely bought together with it; the value is the orders with both. */
  ridge: PaddedRows
  mixture: MixtureCandidates
  pairCounts: PairCounts
}

/** What takes the pairs of a row, in the order of the rows. */
export type PairSink = Pick<PairTable, 'belongsTo' | 'begin' | 'add'>
export type SupportedSink = Pick<SupportedPairs, 'add' | 'end'>

/** Items from `from` to just before `to`, and the arrays that their rows are written to; its `pairCounts` grow. */
export type SearchPart = { from: number; to: number; neighbours: Neighbours }

/** Rows for the neighbours of all items, all of them empty. */
export const emptyNeighbours = ({ items, arena }: Baskets, limits: CandidateLimits): Neighbours => ({
  ridge: new PaddedRows(items, limits.ridge, arena),
  mixture: {
    lists: new PaddedRows(items, limits.mixture, arena),
    votes: arena.float64(items),
    isSupported: arena.uint8(items * limits.mixture),
  },
  pairCounts: { pairs: 0, in_three_orders: 0 },
})

/**
 * Passes over the co-occurrence matrix once, row by row, and keeps of each item its nearest neighbours by the log-likelihood
 * ratio (only those bought with it more often than by chance), the companions with most of its votes, and the pairs
 * themselves. Learning uses all pairs, including those of too few customers; only what is shown must be supported. Yields
 * now and then.
 * @param limits    neighbours of an item, for the ridge and for the mixture
 * @param pairs     takes the pairs, each in one row
 * @param supported takes the supported pairs, and those with a best seller
 * @param popular   the best sellers, which are on every page
 * @param part      the items whose rows are counted, by default all of them, and where their neighbours are written
 */
export function* findNeighbours(
  baskets: Baskets,
  thresholds: SupportThresholds,
  limits: CandidateLimits,
  pairs: PairSink,
  supported: SupportedSink,
  popular: readonly number[] = [],
  part: SearchPart = { from: 0, to: baskets.items, neighbours: emptyNeighbours(baskets, limits) },
): Generator<undefined, Neighbours> {
  const { from, to, neighbours } = part
  const search = new NeighbourSearch(baskets, thresholds, limits, popular, neighbours)
  const index = new InvertedIndex(baskets, to)
  let rested = 0
  for (let item = from; item < to; item += 1) {
    if (baskets.ordersOf(item) === 0) continue
    yield* index.load(item)
    yield* search.counter.counting(index.ordersOf(item))
    search.keep(item, pairs, supported)
    if (search.counter.work - rested > SLICE_LINES) {
      rested = search.counter.work
      yield undefined
    }
  }
  pairs.begin(to)
  index.close()
  search.close()
  return neighbours
}

class NeighbourSearch {
  readonly counter: PairCounter
  private readonly ridge: PaddedRows
  private readonly mixture: MixtureCandidates
  private readonly pairCounts: PairCounts
  private readonly baskets: Baskets
  private readonly scratch: Arena
  private readonly thresholds: SupportThresholds
  private readonly popular: readonly number[]
  private readonly byRatio: TopKHeap
  private readonly byVotes: TopKHeap
  /** Of each item's d orders among all m: d ln d, and (m - d) ln (m - d). */
  private readonly own: Float64Array
  private readonly others: Float64Array

  constructor(
    baskets: Baskets,
    thresholds: SupportThresholds,
    limits: CandidateLimits,
    popular: readonly number[],
    { ridge, mixture, pairCounts }: Neighbours,
  ) {
    const { items, orders, arena } = baskets
    this.ridge = ridge
    this.mixture = mixture
    this.pairCounts = pairCounts
    this.baskets = baskets
    this.thresholds = thresholds
    this.popular = popular
    this.counter = new PairCounter(baskets, 1)
    this.scratch = arena.scope()
    this.own = this.scratch.float64(items)
    this.others = this.scratch.float64(items)
    this.byRatio = new TopKHeap(limits.ridge)
    this.byVotes = new TopKHeap(limits.mixture)
    for (let item = 0; item < items; item += 1) {
      const own = baskets.ordersOf(item)
      this.own[item] = xLogX(own)
      this.others[item] = xLogX(orders - own)
    }
  }

  /** Keeps the neighbours of the item that was counted last. */
  keep(item: number, pairs: PairSink, supported: SupportedSink): void {
    const { counter, baskets, byRatio, byVotes, pairCounts, thresholds, popular } = this
    pairs.begin(item)
    byRatio.clear()
    byVotes.clear()
    const { touched, seen, votes, coOrders } = counter
    const own = baskets.ordersOf(item)
    const fewest = Math.min(MIN_ORDERS, thresholds.min_co_orders)
    const bound = this.ratioBound(own)
    const shared = xLogX(own) + xLogX(baskets.orders - own) - xLogX(baskets.orders)
    let floor = byVotes.floor
    for (let at = 0; at < seen; at += 1) {
      const other = touched[at] ?? 0
      const orders = coOrders[other] ?? 0
      if (other === item || (orders < fewest && floor > MAX_VOTES_OF_ONE_ORDER)) continue
      if ((votes[other] ?? 0) >= floor) {
        byVotes.offer(other, votes[other] ?? 0)
        floor = byVotes.floor
      }
      if (orders < fewest) continue
      if (orders >= FREQUENT) pairCounts.in_three_orders += 1
      if (counter.isSupported(other, thresholds)) {
        pairCounts.pairs += 1
        supported.add(other, orders, (votes[other] ?? 0) / VOTE_UNIT)
      }
      const both = counter.cappedOrders(other)
      if (both < MIN_ORDERS) continue
      if (pairs.belongsTo(item, other)) pairs.add(other, both)
      const theirs = baskets.ordersOf(other)
      const isHopeless = 4 * theirs <= baskets.orders && both * bound + shared < byRatio.floor
      if (both * baskets.orders > own * theirs && !isHopeless)
        byRatio.offer(other, this.ratioOf(other, both, own))
    }
    for (let at = 0; at < popular.length; at += 1) {
      const other = popular[at] ?? 0
      const isTogether = other !== item && (coOrders[other] ?? 0) > 0
      if (isTogether && !counter.isSupported(other, thresholds))
        supported.add(other, 0, (votes[other] ?? 0) / VOTE_UNIT)
    }
    supported.end(item)
    this.ridge.set(item, byRatio.kept(), (other) => counter.cappedOrders(other))
    this.keepMixture(item)
  }

  private keepMixture(item: number): void {
    const { counter, mixture, byVotes } = this
    const { votes } = counter
    const { lists, isSupported } = mixture
    const kept = byVotes.kept()
    let sum = 0
    for (let at = 0; at < kept.length; at += 1) sum += votes[kept[at] ?? 0] ?? 0
    lists.set(item, kept, (other) => estimateOf(votes[other] ?? 0, sum) / SHARE_UNIT)
    mixture.votes[item] = sum / VOTE_UNIT / (this.baskets.ordersOf(item) + PRIOR_ORDERS)
    const from = item * lists.stride
    for (let at = from; at < from + byVotes.size; at += 1) {
      const other = lists.items[at] ?? 0
      isSupported[at] = counter.isSupported(other, this.thresholds) ? 1 : 0
    }
  }

  /**
   * Most that one order with both items can add to half of the log-likelihood ratio, where the seed with a of all m orders
   * and the other item are in at most a quarter of them: ln(m / a) by the cell of both, less than 16/9 + 4/3 by the others.
   */
  private ratioBound(own: number): number {
    const { orders } = this.baskets
    return 4 * own > orders ? Number.POSITIVE_INFINITY : Math.log(orders / own) + 16 / 9 + 4 / 3
  }

  /** Half of the log-likelihood ratio, less what all pairs of the item share (engine/numbers/log-likelihood-ratio.ts). */
  private ratioOf(other: number, both: number, own: number): number {
    const theirs = this.baskets.ordersOf(other)
    const neither = this.baskets.orders - own - theirs + both
    const cells = xLogX(both) + xLogX(own - both) + xLogX(theirs - both) + xLogX(neither)
    return cells - (this.own[other] ?? 0) - (this.others[other] ?? 0)
  }

  /** Releases what only the search needs. */
  close(): void {
    this.counter.close()
    this.scratch.releaseAll()
  }
}
