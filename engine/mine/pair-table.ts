import type { Baskets } from '../data/baskets.ts'
import { type Numbers, numbersBelow } from '../numbers/typed-array.ts'

/** A pair in one order alone tells the ridge nothing beside its 20 orders of doubt. */
const FEWEST_ORDERS = 2
/** Bits of a stored count; those of larger rows lose their last digits, less than 2⁻¹⁶ of the row's orders. */
const COUNT_BITS = 16

/**
 * How many orders hold both of two items. A pair stands in the row of the one bought less often: so the rows of best
 * sellers stay short. When there are more pairs than room, those of the fewest orders leave.
 */
export class Pairs {
  /** Orders that a pair needs to be here; grows when room gets short. */
  fewest = FEWEST_ORDERS
  private readonly baskets: Baskets
  private readonly starts: Uint32Array
  private readonly items: Numbers
  private readonly counts: Uint16Array
  private rows = 0
  private size = 0

  /** @param room most bytes; never more than all pairs of all orders need */
  constructor(baskets: Baskets, room: number) {
    const { items } = baskets
    const possible = baskets.pairs / FEWEST_ORDERS
    const entry = numbersBelow(items, 0).BYTES_PER_ELEMENT + 2
    const most = Math.floor(Math.min(possible + 1, room / entry))
    this.baskets = baskets
    this.starts = new Uint32Array(items + 1)
    this.items = numbersBelow(items, most)
    this.counts = new Uint16Array(most)
    baskets.bytes.take(...this.arrays())
  }

  /** Does the pair stand in the row of the first? */
  belongsTo(item: number, other: number): boolean {
    const [own, others] = [this.baskets.ordersOf(item), this.baskets.ordersOf(other)]
    return own < others || (own === others && item < other)
  }

  /** Begins the next row; rows come in order of their items. */
  begin(item: number): void {
    for (; this.rows <= item; this.rows += 1) this.starts[this.rows] = this.size
  }

  /** Adds a pair to the row that was begun last. */
  add(other: number, orders: number): void {
    if (orders < this.fewest) return
    while (this.size === this.items.length) {
      if (this.size === 0) return
      this.fewest += 1
      this.dropRare()
      if (orders < this.fewest) return
    }
    this.items[this.size] = other
    this.counts[this.size] = orders >>> this.shiftOf(this.rows - 1)
    this.size += 1
  }

  /** Row of an item, as a range of `otherAt` and `ordersAt`. */
  begins(item: number): number {
    return item < this.rows ? (this.starts[item] ?? 0) : this.size
  }
  ends(item: number): number {
    return item + 1 < this.rows ? (this.starts[item + 1] ?? 0) : this.size
  }
  otherAt(at: number): number {
    return this.items[at] ?? 0
  }

  /** What a stored count of the row stands for: this many orders a unit. */
  unitOf(item: number): number {
    return 2 ** this.shiftOf(item)
  }
  countAt(at: number): number {
    return this.counts[at] ?? 0
  }

  close(): void {
    this.baskets.bytes.free(...this.arrays())
  }

  private shiftOf(item: number): number {
    return Math.max(0, 32 - Math.clz32(this.baskets.ordersOf(item)) - COUNT_BITS)
  }

  private dropRare(): void {
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

  private arrays() {
    return [this.starts, this.items, this.counts]
  }
}
