import { type Numbers, numbersBelow } from '../numbers/widths.ts'

/** A few items for every item, each with a value; within a list they stand by number. */
export class Shortlists {
  /** Room of one list: list `of` begins at `of * stride`. */
  readonly stride: number
  readonly lengths: Uint8Array
  readonly items: Numbers
  readonly values: Float32Array

  /** @param lists how many there are @param stride most items of one @param items numbers of items are below this */
  constructor(lists: number, stride: number, items = lists) {
    this.stride = stride
    this.lengths = new Uint8Array(lists)
    this.items = numbersBelow(items, lists * stride)
    this.values = new Float32Array(lists * stride)
  }

  /** Fills the list of an item. @param kept numbers in any order, at most `stride`; sorted in place */
  set(of: number, kept: Uint32Array, value: (item: number) => number): void {
    kept.sort()
    const from = of * this.stride
    for (let at = 0; at < kept.length; at += 1) {
      const item = kept[at] ?? 0
      this.items[from + at] = item
      this.values[from + at] = value(item)
    }
    this.lengths[of] = kept.length
  }

  /** First position from `low` on, in the list of `of`, whose item is not below `item`; the end of the list if there is none. */
  seek(of: number, item: number, low: number): number {
    let from = low
    let to = of * this.stride + (this.lengths[of] ?? 0)
    while (from < to) {
      const middle = (from + to) >>> 1
      if ((this.items[middle] ?? 0) < item) from = middle + 1
      else to = middle
    }
    return from
  }

  arrays() {
    return [this.lengths, this.items, this.values]
  }
}
