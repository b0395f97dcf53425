import type { Arena } from '../../data/arena.ts'
import type { Baskets } from '../../data/baskets.ts'
import { type Numbers, numbersBelow } from '../../numbers/typed-array.ts'

/** Orders that a pair must share to be stored: a single one tells the ridge nothing beside its 20 pseudo-orders. */
const MIN_ORDERS = 2
/** Bits of a stored count. Counts of larger rows lose their last digits, less than 2⁻¹⁶ of the row's orders. */
const COUNT_BITS = 16

/**
 * The orders that pairs of items share, for the Gram matrix of the ridge. A pair is stored once, in the row of the item
 * with fewer orders, so that the rows of best sellers stay short. When there are more pairs than room, those with the
 * fewest orders are dropped.
 */
export class PairTable {
  /** Orders that a pair needs to be stored; grows when room gets short. */
  fewest = MIN_ORDERS
  private readonly baskets: Baskets
  private readonly arena: Arena
  private readonly starts: Uint32Array
  private readonly items: Numbers
  private readonly counts: Uint16Array
  private rows = 0
  private size = 0

  /** @param room most bytes; never more than all pairs of all orders need */
  constructor(baskets: Baskets, room: number) {
    const { items } = baskets
    const possible = baskets.pairs / MIN_ORDERS
    const entryBytes = numbersBelow(items, 0).BYTES_PER_ELEMENT + 2
    const most = Math.floor(Math.min(possible + 1, room / entryBytes))
    this.baskets = baskets
    this.arena = baskets.arena.scope()
    this.starts = this.arena.uint32(items + 1)
    this.items = this.arena.numbersBelow(items, most)
    this.counts = this.arena.uint16(most)
  }

  /** Whether the pair is stored in the row of the first item. */
  belongsTo(item: number, other: number): boolean {
    return belongsTo(this.baskets, item, other)
  }

  /** Begins the next row; rows come in the order of their items. */
  begin(item: number): void {
    for (; this.rows <= item; this.rows += 1) this.starts[this.rows] = this.size
  }

  /**
   * Adds a pair to the row that was begun last. What is kept in the end are all pairs of the fewest orders with which they fit, as
   * they are stored: it does not depend on which came first.
   */
  add(other: number, orders: number): void {
    const shift = this.shiftOf(this.rows - 1)
    const count = orders >>> shift
    const stored = count << shift
    if (stored < this.fewest) return
    while (this.size === this.items.length) {
      if (this.size === 0) return
      this.fewest += 1
      this.dropRarest()
      if (stored < this.fewest) return
    }
    this.items[this.size] = other
    this.counts[this.size] = count
    this.size += 1
  }

  /** Row of an item, as a range of `otherAt` and `countAt`. */
  begins(item: number): number {
    return item < this.rows ? (this.starts[item] ?? 0) : this.size
  }
  ends(item: number): number {
    return item + 1 < this.rows ? (this.starts[item + 1] ?? 0) : this.size
  }
  otherAt(at: number): number {
    return this.items[at] ?? 0
  }

  /** Stored count of an entry, in units of `unitOf(row)` orders. */
  countAt(at: number): number {
    return this.counts[at] ?? 0
  }
  unitOf(item: number): number {
    return 2 ** this.shiftOf(item)
  }

  /** Releases the arrays. */
  close(): void {
    this.arena.releaseAll()
  }

  private shiftOf(item: number): number {
    return Math.max(0, 32 - Math.clz32(this.baskets.ordersOf(item)) - COUNT_BITS)
  }

  private dropRarest(): void {
    let to = 0
    for (let row = 0; row < this.rows; row += 1) {
      const end = this.ends(row)
      const shift = this.shiftOf(row)
      let at = this.begins(row)
      this.starts[row] = to
      for (; at < end; at += 1) {
        if ((this.counts[at] ?? 0) << shift < this.fewest) continue
        this.items[to] = this.items[at] ?? 0
        this.counts[to] = this.counts[at] ?? 0
        to += 1
      }
    }
    this.size = to
  }
}

/** Whether a pair is stored in the row of the first item: the one with fewer orders. */
export function belongsTo(baskets: Baskets, item: number, other: number): boolean {
  const [own, others] = [baskets.ordersOf(item), baskets.ordersOf(other)]
  return own < others || (own === others && item < other)
}
