import type { Baskets } from './baskets.ts'
import { Shortlists } from './shortlists.ts'
import { Words } from './words.ts'

/** Similar items kept of an item; 20 are a little worse. */
export const MOST_SIMILAR = 30
/** Looked at for them: what nobody bought has nothing to lend. */
const LOOKED_AT = 2 * MOST_SIMILAR
/** Smallest cosine of two titles that are alike: below it they share a word that half of the shop's titles have. */
const LEAST = 0.2
/** Titles looked at between two pauses: about 2 ms of work. */
const WORK_A_SLICE = 200_000

/**
 * The nearest bought items of each item by the words of the titles, colours and sizes included; the value is the cosine.
 * Yields now and then.
 * @param titles one an item, '' for none
 */
export function* findSimilar(baskets: Baskets, titles: readonly string[]): Generator<undefined, Shortlists> {
  const words = new Words(titles, baskets.bytes)
  yield* words.reading()
  const lists = new Shortlists(baskets.items, MOST_SIMILAR)
  const values = new Float32Array(baskets.items)
  baskets.bytes.take(...lists.arrays(), values)
  let rested = 0
  for (let item = 0; item < baskets.items; item += 1) {
    if (titles[item] === '') continue
    const near = words.nearest(item, LOOKED_AT, LEAST)
    near.items.forEach((other, at) => {
      values[other] = near.values[at] ?? 0
    })
    const bought = near.items.filter((other) => baskets.ordersOf(other) > 0).subarray(0, MOST_SIMILAR)
    lists.set(item, bought, (other) => values[other] ?? 0)
    if (words.work - rested > WORK_A_SLICE) {
      rested = words.work
      yield undefined
    }
  }
  words.close()
  baskets.bytes.free(values)
  return lists
}
