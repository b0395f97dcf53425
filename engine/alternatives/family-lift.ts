import type { Baskets } from '../data/baskets.ts'
import { VOTE_UNIT } from '../mine/pairs/pair-counter.ts'
import type { Families } from './families.ts'

/** Order lines between two pauses: about 2 ms of work. */
const SLICE_LINES = 20_000

/**
 * Lift of families in orders: how much more often than by chance an order holds several items of one family. For each line
 * in turn, the probability that another line of the same order is of its family, over the probability that another line of
 * all orders is. Every line counts alike, so that a few huge orders do not decide. 1 is chance. Yields now and then.
 * @returns undefined when no family has two items that were bought
 */
export function* familyLift(baskets: Baskets, families: Families): Generator<undefined, number | undefined> {
  const linesOfFamily = new Map<number, number>()
  for (let item = 0; item < baskets.items; item += 1) {
    const family = families.familyOf(item)
    linesOfFamily.set(family, (linesOfFamily.get(family) ?? 0) + baskets.ordersOf(item))
  }
  yield undefined
  // Summed in whole units, because the sequence of the orders follows the hashes of the customers and must not matter.
  let observed = 0
  let expected = 0
  let rested = 0
  for (let order = 0; order < baskets.orders; order += 1) {
    const items = baskets.itemsOf(order)
    if (items.length < 2) continue
    const inOrder = new Map<number, number>()
    for (const item of items) {
      const family = families.familyOf(item)
      inOrder.set(family, (inOrder.get(family) ?? 0) + 1)
    }
    for (const item of items) {
      const family = families.familyOf(item)
      const own = baskets.ordersOf(item)
      const others = (linesOfFamily.get(family) ?? 0) - own
      observed += Math.round((VOTE_UNIT * ((inOrder.get(family) ?? 0) - 1)) / (items.length - 1))
      expected += Math.round((VOTE_UNIT * others) / Math.max(1, baskets.lines - own))
    }
    rested += items.length
    if (rested > SLICE_LINES) {
      rested = 0
      yield undefined
    }
  }
  return expected > 0 ? observed / expected : undefined
}
