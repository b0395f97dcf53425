import type { Baskets } from '../data/baskets.ts'
import { type Numbers, numbersBelow } from '../numbers/typed-array.ts'

/** Bytes of a pair beside its number. */
const PAIR = 8

/**
 * The pairs that count as evidence, row by row, as they were counted once; of as many items as there is room for, from the
 * first on.
 */
export class Vouched {
  /** Items below this have their rows here. */
  rows = 0
  /** The row of an item stands from `starts[item]` to `starts[item + 1]`. */
  readonly starts: Uint32Array
  readonly items: Numbers
  /** Orders that hold both. */
  readonly co: Uint32Array
  /** Votes of orders with both, in orders. */
  readonly votes: Float32Array
  private isFull = false
  private size = 0

  /** @param room most bytes; never more than all pairs of all orders need */
  constructor({ items, pairs, bytes }: Baskets, room: number) {
    const entry = numbersBelow(items, 0).BYTES_PER_ELEMENT + PAIR
    const most = Math.floor(Math.max(0, Math.min(pairs, room / entry)))
    this.starts = new Uint32Array(items + 1)
    this.items = numbersBelow(items, most)
    this.co = new Uint32Array(most)
    this.votes = new Float32Array(most)
    bytes.take(this.starts, this.items, this.co, this.votes)
  }

  /** Adds a pair to the row in hand. */
  add(other: number, co: number, votes: number): void {
    if (this.size === this.items.length) this.isFull = true
    if (this.isFull) return
    this.items[this.size] = other
    this.co[this.size] = co
    this.votes[this.size] = votes
    this.size += 1
  }

  /** Ends the row of an item; rows come in order of their items, those of items without orders are left out. */
  end(item: number): void {
    if (this.isFull) return
    const from = this.starts[this.rows] ?? 0
    for (; this.rows < item; this.rows += 1) this.starts[this.rows + 1] = from
    this.rows += 1
    this.starts[this.rows] = this.size
  }

  /** Is the row of the item here? */
  has(item: number): boolean {
    return item < this.rows
  }
}
