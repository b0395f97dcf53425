import type { Arena } from '../data/arena.ts'
import type { Baskets } from '../data/baskets.ts'

/** Of customers with more distinct items nothing is learned: they buy for many. */
const MOST_ITEMS_OF_A_CUSTOMER = 300
/** Nor of customers with more order lines, who would cost too much time. */
const MOST_LINES_OF_A_CUSTOMER = 2_000

/** Counts, for one seed after the other, what its owners later bought for the first time. */
export class Switches {
  /** Customers who had the seed. */
  owners = 0
  /** Items that owners later bought for the first time; the first `seen` of them. */
  readonly touched: Uint32Array
  seen = 0
  /** By how many owners each was. */
  readonly times: Uint32Array
  /** Order lines looked at, over all seeds: tells when to let others work. */
  work = 0
  private readonly baskets: Baskets
  private readonly arena: Arena
  private readonly known: Uint32Array
  private customer = 0
  private readonly fresh = new Uint32Array(MOST_ITEMS_OF_A_CUSTOMER)

  constructor(baskets: Baskets) {
    this.baskets = baskets
    this.arena = baskets.arena.scope()
    this.touched = this.arena.uint32(baskets.items)
    this.times = this.arena.uint32(baskets.items)
    this.known = this.arena.uint32(baskets.items)
  }

  /** Counts one seed, in place of what was counted before. @param places orders with the seed, growing */
  count(places: Uint32Array): void {
    for (let at = 0; at < this.seen; at += 1) this.times[this.touched[at] ?? 0] = 0
    this.seen = 0
    this.owners = 0
    let behind = 0
    for (const place of places) {
      if (place >= behind) behind = this.follow(place)
    }
  }

  /** Counts the customer whose first order with the seed stands there; returns the place behind the customer's last. */
  private follow(place: number): number {
    const { heads, orders } = this.baskets
    let first = place
    while (first > 0 && ((heads[2 * first + 1] ?? 0) & 1) === 0) first -= 1
    let behind = place + 1
    while (behind < orders && ((heads[2 * behind + 1] ?? 0) & 1) === 0) behind += 1
    if (behind === first + 1) {
      if (this.baskets.itemsOf(place).length <= MOST_ITEMS_OF_A_CUSTOMER) this.owners += 1
      return behind
    }
    const lines = (heads[2 * behind] ?? 0) - (heads[2 * first] ?? 0)
    if (lines <= MOST_LINES_OF_A_CUSTOMER) this.note(first, place, behind, lines)
    return behind
  }

  private note(first: number, place: number, behind: number, lines: number): void {
    const { heads, orderItems } = this.baskets
    const { known, fresh } = this
    this.work += lines
    this.customer += 1
    const owned = heads[2 * place + 2] ?? 0
    const end = heads[2 * behind] ?? 0
    let items = 0
    let later = 0
    for (let line = heads[2 * first] ?? 0; line < end; line += 1) {
      const item = orderItems[line] ?? 0
      if (known[item] === this.customer) continue
      if (items === MOST_ITEMS_OF_A_CUSTOMER) return
      known[item] = this.customer
      items += 1
      if (line >= owned) fresh[later++] = item
    }
    this.owners += 1
    for (let at = 0; at < later; at += 1) {
      const item = fresh[at] ?? 0
      const before = this.times[item] ?? 0
      if (before === 0) this.touched[this.seen++] = item
      this.times[item] = before + 1
    }
  }

  /** Lets go of the arrays. */
  close(): void {
    this.arena.releaseAll()
  }
}
