import { historyScore } from '../../engine/customer/purchase-history.ts'
import { topK } from '../../engine/numbers/top-k.ts'
import { numberItems } from '../quality/ours.ts'
import type { RealSet } from '../quality/sets.ts'
import { cartCases } from '../quality/tasks.ts'
import { tuned } from '../quality/tuned.ts'
import { Histories, type History, numbered } from './histories.ts'
import { describedIn, mineShop, type Scored, UNTUNED } from './mined.ts'

/** Number of evaluated positions. */
const AT = 10

/** How a history enters the score of a cart. */
type Way = (scored: readonly Scored[], history: History, repeated: ReadonlySet<number>) => Map<number, number>

/** Raises the score of items that the customer bought before, or adds them. */
const remembered: Way = (scored, { orders, times }) => {
  const scores = new Map(scored.map(({ item, score }) => [item, score]))
  for (const [item, often] of times) scores.set(item, (scores.get(item) ?? 0) + historyScore(often, orders))
  return scores
}

/** The same, only with items that are bought repeatedly in the shop. */
const again: Way = (scored, { orders, times }, repeated) => {
  const kept = new Map([...times].filter(([item]) => repeated.has(item)))
  return remembered(scored, { orders, times: kept }, repeated)
}

/** As in the Worker: also leaves out items that the customer owns and that are rarely bought twice. */
const served: Way = (scored, history, repeated) => {
  const scores = again(scored, history, repeated)
  for (const item of history.times.keys()) if (!repeated.has(item)) scores.delete(item)
  return scores
}

const NOTHING: History = { orders: 0, times: new Map() }

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
  again: number[]
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
    again: [],
    served: [],
  }
  for (const [number, { cart, target, customer }] of cartCases(tests).entries()) {
    const at = tests[number]?.at ?? 0
    const scored = shop.cart(cart)
    const held = new Set(cart)
    const hit = (history: History, way: Way) => {
      const scores = way(scored, history, shop.repeated)
      const candidates = [...scores.keys()].filter((item) => !held.has(item))
      return topK(candidates, AT, (item) => scores.get(item) ?? 0).includes(target) ? 1 : 0
    }
    const history = all.before(customer, at)
    result.with_history += history.orders > 0 ? 1 / tests.length : 0
    result.bought_before += history.times.has(target) ? 1 / tests.length : 0
    result.without.push(hit(NOTHING, remembered))
    result.from_training.push(hit(trained.before(customer, at), remembered))
    result.from_all.push(hit(history, remembered))
    result.again.push(hit(history, again))
    result.served.push(hit(history, served))
  }
  return result
}
