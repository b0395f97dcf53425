import { type Numbers, numbersBelow } from '../numbers/typed-array.ts'

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

  /** The only place where an item can stand in the list of `of`, which is not empty. */
  seek(of: number, item: number): number {
    let place = of * this.stride
    for (let left = this.lengths[of] ?? 0; left > 1; ) {
      const half = left >>> 1
      // All ones below the item, else 0: a branch would be guessed wrong every other time.
      place += half & (((this.items[place + half - 1] ?? 0) - item) >> 31)
      left -= half
    }
    return place
  }

  arrays() {
    return [this.lengths, this.items, this.values]
  }
}
