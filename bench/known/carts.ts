import { historyScore } from '../../engine/customer/purchase-history.ts'
import { topK } from '../../engine/numbers/top-k.ts'
import { numberItems } from '../quality/ours.ts'
import type { RealSet } from '../quality/sets.ts'
import { cartCases } from '../quality/tasks.ts'
import { tuned } from '../quality/tuned.ts'
import { Histories, type History, numbered } from './histories.ts'
import { describedIn, type MinedShop, mineShop, type Scored, UNTUNED } from './mined.ts'

/** Number of evaluated positions. */
const AT = 10

/** How a history enters the score of a cart. */
type Way = (scored: readonly Scored[], history: History, shop: MinedShop) => Map<number, number>

/** Raises the score of items that the customer bought before, or adds them. */
const remembered: Way = (scored, { at, orders, bought }, { isCalibrated }) => {
  const scores = new Map(scored.map(({ item, score }) => [item, score]))
  for (const [item, times] of bought) {
    scores.set(item, (scores.get(item) ?? 0) + historyScore(times, orders, at, isCalibrated))
  }
  return scores
}

/** As in the Worker: leaves out items that the customer bought once and that hardly any owner buys again. */
const served: Way = (scored, history, shop) => {
  const scores = remembered(scored, history, shop)
  for (const [item, times] of history.bought) {
    if (times.length === 1 && !shop.repeated.has(item)) scores.delete(item)
  }
  return scores
}

const NOTHING: History = { at: 0, orders: 0, bought: new Map() }

/** Hits of each case without a history and with one, in the same order. */
export type KnownCarts = {
  /** Share of the carts whose customer has ordered before. */
  with_history: number
  /** Share of the carts whose missing item the customer has bought before. */
  bought_before: number
  without: number[]
  /** The orders of the training part alone. */
  from_training: number[]
  /** Every order before the cart's, also those of the test part. */
  from_all: number[]
  served: number[]
}

/** Predicts the missing item of each cart, for an unknown and a known customer. */
export function knownCarts(set: RealSet): KnownCarts {
  const numbers = numberItems(set.train)
  const train = set.train.map((order) => numbered(order, numbers))
  const test = set.test.map((order) => numbered(order, numbers))
  const tests = test.filter(({ items }) => items.length > 1)
  const described = describedIn(set.name, numbers)
  const shop = mineShop(numbers, set.train, tuned(numbers, set.train, UNTUNED, described), described)
  const trained = new Histories(train)
  const all = new Histories([...train, ...test])
  const result: KnownCarts = {
    with_history: 0,
    bought_before: 0,
    without: [],
    from_training: [],
    from_all: [],
    served: [],
  }
  for (const [number, { cart, target, customer }] of cartCases(tests).entries()) {
    const at = tests[number]?.at ?? 0
    const scored = shop.cart(cart)
    const held = new Set(cart)
    const hit = (history: History, way: Way) => {
      const scores = way(scored, history, shop)
      const candidates = [...scores.keys()].filter((item) => !held.has(item))
      return topK(candidates, AT, (item) => scores.get(item) ?? 0).includes(target) ? 1 : 0
    }
    const history = all.before(customer, at)
    result.with_history += history.orders > 0 ? 1 / tests.length : 0
    result.bought_before += history.bought.has(target) ? 1 / tests.length : 0
    result.without.push(hit(NOTHING, remembered))
    result.from_training.push(hit(trained.before(customer, at), remembered))
    result.from_all.push(hit(history, remembered))
    result.served.push(hit(history, served))
  }
  return result
}
