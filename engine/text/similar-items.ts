import type { Arena } from '../data/arena.ts'
import type { Baskets } from '../data/baskets.ts'
import type { Numbers } from '../numbers/typed-array.ts'
import { TfIdf } from './tf-idf.ts'

/** Similar items kept of an item; 30 or 40 are no better, for new items neither. */
const MAX_SIMILAR = 20
/** Smallest cosine of two titles that are alike. */
const MIN_COSINE = 0.05
/** Steps in which a cosine is stored: one byte each. */
const STEPS = 255
/** Postings visited for one title: 10,000 find no better ones. */
const MAX_POSTINGS = 500
/** Postings visited between two pauses: about 2 ms of work. */
const SLICE_WORK = 40_000

/** The nearest bought items of each item, best first, with the cosine of their titles. */
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

  /** @param at place in `items` */
  cosineAt(at: number): number {
    return (this.cosines[at] ?? 0) / STEPS
  }

  /** Cosine of two titles; 0 when the second item is not among the nearest of the first. */
  cosine(item: number, near: number): number {
    const from = item * MAX_SIMILAR
    const to = from + (this.lengths[item] ?? 0)
    for (let at = from; at < to; at += 1) if (this.items[at] === near) return this.cosineAt(at)
    return 0
  }
}

/**
 * Finds the nearest bought items of each item by the words of the titles, colours and sizes included. Yields now and then.
 * @param titles one an item, '' for none
 */
export function* findSimilarItems(
  baskets: Baskets,
  titles: readonly string[],
): Generator<undefined, SimilarItems> {
  const { items, arena } = baskets
  // An item that nobody bought has no companions to use.
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
