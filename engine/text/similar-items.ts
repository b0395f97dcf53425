import type { Baskets } from '../data/baskets.ts'
import { type Numbers, numbersBelow } from '../numbers/typed-array.ts'
import { Words } from './tf-idf.ts'

/** Similar items kept of an item; 30 or 40 are no better, for new items neither. */
const MOST_SIMILAR = 20
/** Smallest cosine of two titles that are alike, and its steps: a byte each. */
const LEAST = 0.05
const STEPS = 255
/** Titles that one word may lead to, and all words of a title: 10,000 find no better ones. */
const WALKED = 500
/** Titles looked at between two pauses: about 2 ms of work. */
const WORK_A_SLICE = 40_000

/** The nearest bought items of each item, best first, with the cosine of their titles. */
export class Similar {
  readonly stride = MOST_SIMILAR
  readonly lengths: Uint8Array
  readonly items: Numbers
  private readonly cosines: Uint8Array

  constructor(items: number) {
    this.lengths = new Uint8Array(items)
    this.items = numbersBelow(items, items * MOST_SIMILAR)
    this.cosines = new Uint8Array(items * MOST_SIMILAR)
  }

  add(item: number, near: number, cosine: number): void {
    const length = this.lengths[item] ?? 0
    this.items[item * MOST_SIMILAR + length] = near
    this.cosines[item * MOST_SIMILAR + length] = Math.round(cosine * STEPS)
    this.lengths[item] = length + 1
  }

  /** @param at place in `items` */
  cosineAt(at: number): number {
    return (this.cosines[at] ?? 0) / STEPS
  }

  /** How alike two items are; 0 when the second is not among the nearest of the first. */
  cosine(item: number, near: number): number {
    const from = item * MOST_SIMILAR
    const to = from + (this.lengths[item] ?? 0)
    for (let at = from; at < to; at += 1) if (this.items[at] === near) return this.cosineAt(at)
    return 0
  }

  arrays() {
    return [this.lengths, this.items, this.cosines]
  }
}

/**
 * Finds the nearest bought items of each item by the words of the titles, colours and sizes included. Yields now and then.
 * @param titles one an item, '' for none
 */
export function* findSimilar(baskets: Baskets, titles: readonly string[]): Generator<undefined, Similar> {
  const { items, bytes } = baskets
  // What nobody bought has nothing to lend.
  const words = new Words(titles, bytes, { walked: WALKED, among: (item) => baskets.ordersOf(item) > 0 })
  yield* words.reading()
  const similar = new Similar(items)
  bytes.take(...similar.arrays())
  let rested = 0
  for (let item = 0; item < items; item += 1) {
    if (titles[item] === '') continue
    const near = words.nearest(item, MOST_SIMILAR, LEAST)
    for (let at = 0; at < near.items.length; at += 1)
      similar.add(item, near.items[at] ?? 0, near.values[at] ?? 0)
    if (words.work - rested > WORK_A_SLICE) {
      rested = words.work
      yield undefined
    }
  }
  words.close()
  return similar
}
