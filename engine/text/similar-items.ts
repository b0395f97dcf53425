import type { Arena } from '../data/arena.ts'
import type { Baskets } from '../data/baskets.ts'
import type { Numbers } from '../numbers/typed-array.ts'
import { TfIdf } from './tf-idf.ts'

/** Similar items of each item; 30 or 40 do not improve accuracy, not even for new items. */
const MAX_SIMILAR = 20
/** Lower cosines are ignored. */
const MIN_COSINE = 0.05
/** Steps in which a cosine is stored: one byte each. */
const STEPS = 255
/** Postings visited for one title; 10,000 do not improve accuracy. */
const MAX_POSTINGS = 500
/** Postings visited between two pauses: about 2 ms of work. */
const SLICE_WORK = 40_000

/** The most similar items with orders of each item, best first, with the cosine of their titles. */
export class SimilarItems {
  readonly stride = MAX_SIMILAR
  readonly lengths: Uint8Array
  readonly items: Numbers
  private readonly cosines: Uint8Array

  constructor(items: number, arena: Arena) {
    this.lengths = arena.uint8(items)
    this.items = arena.numbersBelow(items, items * MAX_SIMILAR)
    this.cosines = arena.uint8(items * MAX_SIMILAR)
  }

  add(item: number, near: number, cosine: number): void {
    const length = this.lengths[item] ?? 0
    this.items[item * MAX_SIMILAR + length] = near
    this.cosines[item * MAX_SIMILAR + length] = Math.round(cosine * STEPS)
    this.lengths[item] = length + 1
  }

  /** @param at index into `items` */
  cosineAt(at: number): number {
    return (this.cosines[at] ?? 0) / STEPS
  }

  /** Cosine of two titles; 0 when the second item is not among the most similar ones of the first. */
  cosine(item: number, near: number): number {
    const from = item * MAX_SIMILAR
    const to = from + (this.lengths[item] ?? 0)
    for (let at = from; at < to; at += 1) if (this.items[at] === near) return this.cosineAt(at)
    return 0
  }
}

/**
 * Finds the most similar items with orders of each item, by all words of the titles. Yields about every 2 ms.
 * @param titles title of each item, '' for none
 */
export function* findSimilarItems(
  baskets: Baskets,
  titles: readonly string[],
): Generator<undefined, SimilarItems> {
  const { items, arena } = baskets
  // An item without orders has no companions to borrow.
  const options = { maxPostings: MAX_POSTINGS, candidates: (item: number) => baskets.ordersOf(item) > 0 }
  const index = new TfIdf(titles, arena, options)
  yield* index.build()
  const similar = new SimilarItems(items, arena)
  let rested = 0
  for (let item = 0; item < items; item += 1) {
    if (titles[item] === '') continue
    const near = index.nearest(item, MAX_SIMILAR, MIN_COSINE)
    for (let at = 0; at < near.items.length; at += 1)
      similar.add(item, near.items[at] ?? 0, near.values[at] ?? 0)
    if (index.work - rested > SLICE_WORK) {
      rested = index.work
      yield undefined
    }
  }
  index.close()
  return similar
}
