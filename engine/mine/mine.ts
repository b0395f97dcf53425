import { byCodePoint } from '../numbers/sort.ts'
import { top } from '../numbers/top.ts'
import type { Baskets } from './baskets.ts'
import { candidatesThatFit } from './bytes.ts'
import { Companions, type MinedCompanion } from './companions.ts'
import { Inverse, NO_GROUP } from './inverse.ts'
import { learn } from './learn.ts'
import { DEFAULT_CART, DEFAULT_PAGE, type MineSettings, thresholdsFor } from './settings.ts'

/** Companions kept of a category and of the shop: a lower rung only fills up. */
export const MOST_OF_A_RUNG = 24
/** Order lines between two pauses: about 2 ms of work. */
const WORK_A_SLICE = 60_000

/** A list as mined: its key by number or name, its companions by number. */
export type MinedList = {
  kind: 'item' | 'category' | 'shop'
  /** Number of the item, path of the category, '' for the shop. */
  key: number | string
  seed_orders: number
  companions: MinedCompanion[]
}

/** Pairs of items, each counted from either side. */
export type PairCounts = { pairs: number; often: number }

/**
 * Mines lists of items in the order of their numbers, then of categories by name, then of the shop; a list that would be
 * empty is left out. Between lists it yields undefined whenever about 2 ms of work are done: the caller lets others run.
 * @param categories category path of each item, '' for none
 * @returns how many pairs met the thresholds, and how many stand in three orders or more; from either side
 */
export function* mine(
  baskets: Baskets,
  categories: readonly string[],
  settings: MineSettings,
): Generator<MinedList | undefined, PairCounts> {
  const thresholds = thresholdsFor(settings, baskets.orders)
  const blends = { page: settings.page ?? DEFAULT_PAGE, cart: settings.cart ?? DEFAULT_CART }
  baskets.forgetDays()
  const most = candidatesThatFit(baskets.orders, baskets.lines, baskets.items)
  const learned = yield* learn(baskets, thresholds, blends, most)
  const companions = new Companions(baskets, thresholds, blends, learned)
  const { counter } = companions
  const inverse = baskets.byItem()
  let rested = 0
  for (let item = 0; item < baskets.items; item += 1) {
    if (baskets.ordersOf(item) === 0) continue
    yield* inverse.reach(item)
    const places = inverse.placesOf(item)
    const found = companions.ofItem(item, places)
    if (found.length > 0) yield { kind: 'item', key: item, seed_orders: places.length, companions: found }
    if (counter.work - rested > WORK_A_SLICE) {
      rested = counter.work
      yield undefined
    }
  }
  inverse.close()
  const { pairs, often } = companions
  yield* mineCategories(baskets, categories, companions)
  const best = bestSellers(baskets)
  if (best.length > 0) yield { kind: 'shop', key: '', seed_orders: baskets.orders, companions: best }
  return { pairs, often }
}

function* mineCategories(
  baskets: Baskets,
  categories: readonly string[],
  companions: Companions,
): Generator<MinedList | undefined, void> {
  const names = [...new Set(categories)].filter((name) => name !== '').sort(byCodePoint)
  const numbers = new Map(names.map((name, number) => [name, number]))
  const groupOf = Uint32Array.from(
    { length: baskets.items },
    (_, item) => numbers.get(categories[item] ?? '') ?? NO_GROUP,
  )
  baskets.bytes.take(groupOf)
  const inverse = new Inverse(baskets, names.length, groupOf)
  for (const [group, key] of names.entries()) {
    yield* inverse.reach(group)
    const places = inverse.placesOf(group)
    const found = companions.ofGroup(places, (other) => groupOf[other] === group, MOST_OF_A_RUNG)
    if (found.length > 0) yield { kind: 'category', key, seed_orders: places.length, companions: found }
    yield undefined
  }
  inverse.close()
}

/** What the shop sells most, by the share of its orders. */
export function bestSellers(baskets: Baskets): MinedCompanion[] {
  const bought = Array.from({ length: baskets.items }, (_, item) => item).filter(
    (item) => baskets.ordersOf(item) > 0,
  )
  return top(bought, MOST_OF_A_RUNG, (item) => baskets.ordersOf(item)).map((item) => {
    const orders = baskets.ordersOf(item)
    const score = Number((orders / baskets.orders).toPrecision(6))
    return { item, score, cart_weight: 0, co_orders: orders, item_orders: orders }
  })
}
