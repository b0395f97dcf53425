import type { Arena } from '../data/arena.ts'
import type { Baskets } from '../data/baskets.ts'

/** Customers with more distinct items are left out: they buy for many people. */
const MAX_ITEMS = 300
/** So are customers with more order lines, who would cost too much time. */
const MAX_LINES = 2_000

/** Counts switches: for one seed after the other, what its owners later bought for the first time. */
export class Switches {
  /** Customers who bought the seed. */
  owners = 0
  /** Items that owners later bought for the first time; the first `seen` of them. */
  readonly touched: Uint32Array
  seen = 0
  /** Number of owners who did, by item. */
  readonly times: Uint32Array
  /** Order lines looked at, over all seeds: tells when to pause. */
  work = 0
  private readonly baskets: Baskets
  private readonly arena: Arena
  /** Number of the last customer who bought the item. */
  private readonly lastCustomer: Uint32Array
  private customer = 0
  private readonly firstBought = new Uint32Array(MAX_ITEMS)

  constructor(baskets: Baskets) {
    this.baskets = baskets
    this.arena = baskets.arena.scope()
    this.touched = this.arena.uint32(baskets.items)
    this.times = this.arena.uint32(baskets.items)
    this.lastCustomer = this.arena.uint32(baskets.items)
  }

  /** Counts one seed, in place of the one before. @param orders with the seed, ascending */
  count(orders: Uint32Array): void {
    for (let at = 0; at < this.seen; at += 1) this.times[this.touched[at] ?? 0] = 0
    this.seen = 0
    this.owners = 0
    let next = 0
    for (const order of orders) if (order >= next) next = this.countCustomer(order)
  }

  /** Counts the customer whose first order with the seed this is; returns the first order of the next customer. */
  private countCustomer(order: number): number {
    const { heads, orders } = this.baskets
    let first = order
    while (first > 0 && ((heads[2 * first + 1] ?? 0) & 1) === 0) first -= 1
    let next = order + 1
    while (next < orders && ((heads[2 * next + 1] ?? 0) & 1) === 0) next += 1
    if (next === first + 1) {
      if (this.baskets.itemsOf(order).length <= MAX_ITEMS) this.owners += 1
      return next
    }
    const lines = (heads[2 * next] ?? 0) - (heads[2 * first] ?? 0)
    if (lines <= MAX_LINES) this.countFirstBought(first, order, next, lines)
    return next
  }

  private countFirstBought(first: number, order: number, next: number, lines: number): void {
    const { heads, orderItems } = this.baskets
    const { lastCustomer, firstBought } = this
    this.work += lines
    this.customer += 1
    const later = heads[2 * order + 2] ?? 0
    const end = heads[2 * next] ?? 0
    let items = 0
    let found = 0
    for (let line = heads[2 * first] ?? 0; line < end; line += 1) {
      const item = orderItems[line] ?? 0
      if (lastCustomer[item] === this.customer) continue
      if (items === MAX_ITEMS) return
      lastCustomer[item] = this.customer
      items += 1
      if (line >= later) firstBought[found++] = item
    }
    this.owners += 1
    for (let at = 0; at < found; at += 1) {
      const item = firstBought[at] ?? 0
      const before = this.times[item] ?? 0
      if (before === 0) this.touched[this.seen++] = item
      this.times[item] = before + 1
    }
  }

  /** Releases the arrays. */
  close(): void {
    this.arena.releaseAll()
  }
}
