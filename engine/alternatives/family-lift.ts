import type { Baskets } from '../data/baskets.ts'
import { VOTE_UNIT } from '../mine/pairs/pair-counter.ts'
import type { Families } from './families.ts'

/** Order lines between two pauses: about 2 ms of work. */
const LINES_A_SLICE = 20_000

/**
 * How much more often items of one family stand in one order than chance has it. Of each line in turn: how likely is
 * another line of the same order of its family, over how likely is another line of all orders? Every line counts alike,
 * so that a few huge orders do not decide. 1 is chance; yields now and then.
 * @returns undefined when no family has two items that were bought
 */
export function* familyLift(baskets: Baskets, families: Families): Generator<undefined, number | undefined> {
  const ofFamily = new Map<number, number>()
  for (let item = 0; item < baskets.items; item += 1) {
    const family = families.familyOf(item)
    ofFamily.set(family, (ofFamily.get(family) ?? 0) + baskets.ordersOf(item))
  }
  yield undefined
  // In whole units: the order of the places follows the customers' keys, and must not matter.
  let seen = 0
  let expected = 0
  let rested = 0
  for (let place = 0; place < baskets.orders; place += 1) {
    const items = baskets.itemsOf(place)
    if (items.length < 2) continue
    const here = new Map<number, number>()
    for (const item of items) {
      const family = families.familyOf(item)
      here.set(family, (here.get(family) ?? 0) + 1)
    }
    for (const item of items) {
      const family = families.familyOf(item)
      const own = baskets.ordersOf(item)
      seen += Math.round((VOTE_UNIT * ((here.get(family) ?? 0) - 1)) / (items.length - 1))
      expected += Math.round(
        (VOTE_UNIT * ((ofFamily.get(family) ?? 0) - own)) / Math.max(1, baskets.lines - own),
      )
    }
    rested += items.length
    if (rested > LINES_A_SLICE) {
      rested = 0
      yield undefined
    }
  }
  return expected > 0 ? seen / expected : undefined
}
