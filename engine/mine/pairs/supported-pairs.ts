import type { Baskets } from '../../data/baskets.ts'
import { type Numbers, numbersBelow } from '../../numbers/typed-array.ts'

/** Bytes of a pair beside the number of its item. */
const BYTES_PER_PAIR = 8

/**
 * The supported pairs and those with a best seller as they were counted once, row by row, so that lists are made without counting
 * again. Holds the rows of as many items as there is room for, from the first on.
 */
export class SupportedPairs {
  /** Items below this have their rows here. */
  rows = 0
  /** The row of an item is from `starts[item]` to just before `starts[item + 1]`. */
  readonly starts: Uint32Array
  readonly items: Numbers
  /** Orders that hold both; 0 where the pair is not supported. */
  readonly coOrders: Uint32Array
  /** Votes of the orders with both, in orders. */
  readonly votes: Float32Array
  private isFull = false
  private size = 0

  /** @param room most bytes; never more than all pairs of all orders need */
  constructor({ items, pairs, arena }: Baskets, room: number) {
    const entryBytes = numbersBelow(items, 0).BYTES_PER_ELEMENT + BYTES_PER_PAIR
    const most = Math.floor(Math.max(0, Math.min(pairs, room / entryBytes)))
    this.starts = arena.uint32(items + 1)
    this.items = arena.numbersBelow(items, most)
    this.coOrders = arena.uint32(most)
    this.votes = arena.float32(most)
  }

  /** Adds a pair to the current row. */
  add(other: number, coOrders: number, votes: number): void {
    if (this.size === this.items.length) this.isFull = true
    if (this.isFull) return
    this.items[this.size] = other
    this.coOrders[this.size] = coOrders
    this.votes[this.size] = votes
    this.size += 1
  }

  /** Ends the row of an item. Rows are in the order of their items; items without orders have none. */
  end(item: number): void {
    if (this.isFull) return
    const from = this.starts[this.rows] ?? 0
    for (; this.rows < item; this.rows += 1) this.starts[this.rows + 1] = from
    this.rows += 1
    this.starts[this.rows] = this.size
  }

  /** Whether the row of the item is here. */
  has(item: number): boolean {
    return item < this.rows
  }
}
