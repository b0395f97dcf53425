import { InvertedIndex } from '../../engine/data/inverted-index.ts'
import type { OrderTable } from '../../engine/data/order-table.ts'
import { PairCounter } from '../../engine/mine/pairs/pair-counter.ts'
import { TopKHeap } from '../../engine/numbers/top-k-heap.ts'

/** Companions of an item in the lists that are compared. */
export const TOP = 10

/** Checksums of the counts that do not depend on the order of rows. */
export type Digest = { pairs: number; counts: number; check: number; top: number }

/** One number of a pair with its count, and of its place in a list; small enough that millions add up exactly. */
export const pairCheck = (item: number, other: number, both: number): number =>
  (item * 911 + other * 577 + both * 31_337) % 999_983
export const topCheck = (item: number, other: number, both: number, place: number): number =>
  (item * 73 + other * 179 + both * 283 + place * 7_919) % 1_000_003

/** Plain counting: all pairs from either side with their orders, and the ten most frequent companions of each item. */
export function countPlainly(table: OrderTable, digest: boolean): Digest {
  const baskets = table.close()
  const counter = new PairCounter(baskets, 1)
  const inverse = new InvertedIndex(baskets)
  const best = new TopKHeap(TOP)
  const found: Digest = { pairs: 0, counts: 0, check: 0, top: 0 }
  for (let item = 0; item < baskets.items; item += 1) {
    for (const _ of inverse.load(item));
    counter.count(inverse.ordersOf(item))
    best.clear()
    for (let at = 0; at < counter.seen; at += 1) {
      const other = counter.touched[at] ?? 0
      if (other === item) continue
      const both = counter.coOrders[other] ?? 0
      best.offer(other, both)
      found.pairs += 1
      found.counts += both
      if (digest) found.check += pairCheck(item, other, both)
    }
    const { numbers, scores } = best.sort()
    for (let place = 0; place < best.size; place += 1) {
      found.top += topCheck(item, numbers[place] ?? 0, scores[place] ?? 0, place)
    }
  }
  return found
}
