import type { Numbers } from '../numbers/typed-array.ts'
import type { Arena } from './arena.ts'

/** Rows of a few items with a value each, all rows with the same room (ELLPACK form); within a row by item number. */
export class PaddedRows {
  /** Room of one row: row `r` begins at `r * stride` and has `lengths[r]` entries. */
  readonly stride: number
  readonly lengths: Uint8Array
  readonly items: Numbers
  readonly values: Float32Array

  /** @param rows how many there are @param stride most items of a row @param items numbers of items are below this */
  constructor(rows: number, stride: number, arena: Arena, items = rows) {
    this.stride = stride
    this.lengths = arena.uint8(rows)
    this.items = arena.numbersBelow(items, rows * stride)
    this.values = arena.float32(rows * stride)
  }

  /** Fills a row. @param items numbers in any order, at most `stride`; sorted in place */
  set(row: number, items: Uint32Array, value: (item: number) => number): void {
    items.sort()
    const from = row * this.stride
    for (let at = 0; at < items.length; at += 1) {
      const item = items[at] ?? 0
      this.items[from + at] = item
      this.values[from + at] = value(item)
    }
    this.lengths[row] = items.length
  }

  /** The only place where an item can be in a row that is not empty, by binary search. */
  seek(row: number, item: number): number {
    let place = row * this.stride
    for (let left = this.lengths[row] ?? 0; left > 1; ) {
      const half = left >>> 1
      // All ones below the item, else 0. A branch would be predicted wrong every other time.
      place += half & (((this.items[place + half - 1] ?? 0) - item) >> 31)
      left -= half
    }
    return place
  }
}
