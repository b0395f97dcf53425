import type { Arena } from '../../data/arena.ts'
import { type Baskets, FULL_WEIGHT } from '../../data/baskets.ts'
import { PRIOR_ORDERS, type SupportThresholds } from './support.ts'

/** Orders of one customer that count for a pair in scores, so that one customer cannot fill a list. */
export const MAX_ORDERS_PER_CUSTOMER = 3
/** Votes are whole multiples of 2⁻²⁴, so that sums do not depend on the order of their terms. */
export const VOTE_UNIT = 2 ** 24
/** Order sizes whose vote is looked up in a table. */
const TABULATED_SIZES = 256
/** Stands for no item. */
const NO_ITEM = -1
/** Order lines counted between two pauses: about 2 ms of work. */
export const SLICE_LINES = 60_000

type IsMember = (item: number) => boolean

/**
 * Counts co-occurrences: for one item (or group of items) after the other, the orders, customers and votes that every other
 * item shares with it. The arrays hold one row of the co-occurrence matrix at a time.
 */
export class PairCounter {
  /** Items that occur in the orders, the seed itself included; the first `seen` of them. */
  readonly touched: Uint32Array
  seen = 0
  /** Order lines counted over all rows: tells when to pause. */
  work = 0
  /** Orders with both. */
  readonly coOrders: Uint32Array
  /** Votes of the orders with both, in units of 2⁻²⁴; at most three orders of one customer vote. */
  readonly votes: Float64Array
  /** Orders with both beyond a customer's first, and beyond the third. */
  private readonly repeats: Uint32Array
  private readonly beyond: Uint32Array
  /** Orders of the last customer that holds the item, and the number of that customer. */
  private readonly ofLast: Uint32Array
  private readonly lastCustomer: Uint32Array
  private customer = 0
  /** Whether the order before was of the customer of this one. */
  private isRepeat = false
  private readonly baskets: Baskets
  private readonly arena: Arena
  private readonly voteOf: Float64Array
  private readonly exponent: number

  /** @param exponent an order of n things has n^-exponent votes: 0 gives every order one vote for each pair */
  constructor(baskets: Baskets, exponent: number) {
    const { items } = baskets
    const arena = baskets.arena.scope()
    this.baskets = baskets
    this.arena = arena
    this.exponent = exponent
    this.voteOf = Float64Array.from({ length: TABULATED_SIZES }, (_, size) =>
      votesOfSize(Math.max(1, size), exponent),
    )
    this.touched = arena.uint32(items)
    this.coOrders = arena.uint32(items)
    this.votes = arena.float64(items)
    this.repeats = arena.uint32(items)
    this.beyond = arena.uint32(items)
    this.ofLast = arena.uint32(items)
    this.lastCustomer = arena.uint32(items)
  }

  /** Distinct customers of the orders with both. */
  customerCount(item: number): number {
    return (this.coOrders[item] ?? 0) - (this.repeats[item] ?? 0)
  }

  /** Orders with both, at most three of one customer. */
  cappedOrders(item: number): number {
    return (this.coOrders[item] ?? 0) - (this.beyond[item] ?? 0)
  }

  /** Whether the pair that was counted last has enough support to be shown. */
  isSupported(item: number, { min_co_orders, min_customers }: SupportThresholds): boolean {
    return (this.coOrders[item] ?? 0) >= min_co_orders && this.customerCount(item) >= min_customers
  }

  /** Votes of the orders with both, in orders. */
  votesFor(item: number): number {
    return (this.votes[item] ?? 0) / VOTE_UNIT
  }

  /** Votes of the orders with both / (orders of the seed + 5): the smoothed share of the seed's votes. */
  shareOf(item: number, seed_orders: number): number {
    return this.votesFor(item) / (seed_orders + PRIOR_ORDERS)
  }

  /**
   * Counts the items of some orders, in place of what was counted before.
   * @param orders  ascending, each once
   * @param members of a group whose orders these are: an order with one member does not count that member
   */
  count(orders: Uint32Array, members?: IsMember): void {
    this.clear()
    for (let at = 0; at < orders.length; ) at = this.countFrom(orders, at, members)
  }

  /** As `count`; yields now and then. */
  *counting(orders: Uint32Array, members?: IsMember): Generator<undefined, void> {
    this.clear()
    for (let at = 0; at < orders.length; ) {
      at = this.countFrom(orders, at, members)
      if (at < orders.length) yield undefined
    }
  }

  /** Counts a slice of the orders; returns where to go on. */
  private countFrom(orders: Uint32Array, first: number, members: IsMember | undefined): number {
    const { baskets } = this
    const { heads } = baskets
    const stop = this.work + SLICE_LINES
    let at = first
    for (; at < orders.length && this.work < stop; at += 1) {
      const order = orders[at] ?? 0
      const votes = this.votesOf(order)
      const hasNext = at + 1 < orders.length && baskets.isSameCustomer(order, orders[at + 1] ?? 0)
      const from = heads[2 * order] ?? 0
      const to = heads[2 * order + 2] ?? 0
      const skipped = members ? this.onlyMember(from, to, members) : NO_ITEM
      this.work += to - from
      if (this.isRepeat || hasNext) {
        if (!this.isRepeat) this.customer += 1
        this.addRepeated(from, to, votes, skipped)
      } else this.add(from, to, votes, skipped)
      this.isRepeat = hasNext
    }
    return at
  }

  private votesOf(order: number): number {
    const size = this.baskets.sizeOf(order)
    const votes = size < TABULATED_SIZES ? (this.voteOf[size] ?? 0) : votesOfSize(size, this.exponent)
    const weight = this.baskets.weightOf(order)
    return weight === FULL_WEIGHT ? votes : Math.round((votes * weight) / FULL_WEIGHT)
  }

  /** The member among these lines, if there is only one. */
  private onlyMember(from: number, to: number, members: IsMember): number {
    const { orderItems } = this.baskets
    let found = NO_ITEM
    for (let line = from; line < to; line += 1) {
      const item = orderItems[line] ?? 0
      if (!members(item)) continue
      if (found !== NO_ITEM) return NO_ITEM
      found = item
    }
    return found
  }

  /** Counts an order whose customer has no other one here. */
  private add(from: number, to: number, vote: number, skipped: number): void {
    const { coOrders, touched, votes } = this
    const { orderItems } = this.baskets
    let { seen } = this
    for (let line = from; line < to; line += 1) {
      const item = orderItems[line] ?? 0
      if (item === skipped) continue
      const before = coOrders[item] ?? 0
      if (before === 0) touched[seen++] = item
      coOrders[item] = before + 1
      votes[item] = (votes[item] ?? 0) + vote
    }
    this.seen = seen
  }

  /** Counts one of several orders of a customer. */
  private addRepeated(from: number, to: number, votes: number, skipped: number): void {
    const { coOrders, touched, lastCustomer, ofLast, repeats, beyond } = this
    const { orderItems } = this.baskets
    for (let line = from; line < to; line += 1) {
      const item = orderItems[line] ?? 0
      if (item === skipped) continue
      const before = coOrders[item] ?? 0
      if (before === 0) touched[this.seen++] = item
      coOrders[item] = before + 1
      let times = 1
      if (lastCustomer[item] === this.customer) {
        times = (ofLast[item] ?? 0) + 1
        repeats[item] = (repeats[item] ?? 0) + 1
      }
      lastCustomer[item] = this.customer
      ofLast[item] = times
      if (times <= MAX_ORDERS_PER_CUSTOMER) this.votes[item] = (this.votes[item] ?? 0) + votes
      else beyond[item] = (beyond[item] ?? 0) + 1
    }
  }

  private clear(): void {
    for (let at = 0; at < this.seen; at += 1) {
      const item = this.touched[at] ?? 0
      this.coOrders[item] = 0
      this.votes[item] = 0
      this.repeats[item] = 0
      this.beyond[item] = 0
    }
    this.seen = 0
    this.isRepeat = false
  }

  /** Releases the arrays. */
  close(): void {
    this.arena.releaseAll()
  }
}

const votesOfSize = (size: number, exponent: number): number => Math.round(VOTE_UNIT * size ** -exponent)
