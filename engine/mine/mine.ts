import { byCodePoint } from '../numbers/sort.ts'
import { top } from '../numbers/top.ts'
import { Companions, type MinedCompanion, MOST_COMPANIONS, type Thresholds } from './companions.ts'
import type { Baskets } from './table.ts'

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

/** How a run can be told to count. `min_customers` null: 2 below 3,000 orders, else 3. */
export type MineSettings = { min_co_orders: number; min_customers: number | null }

/** Orders from which a shop is large enough to ask for a third customer behind each pair. */
const MANY_ORDERS = 3_000

/** The thresholds of a shop with that many orders. */
export const thresholdsFor = (settings: MineSettings, orders: number): Thresholds => ({
  min_co_orders: settings.min_co_orders,
  min_customers: settings.min_customers ?? (orders < MANY_ORDERS ? 2 : 3),
})

/**
 * Mines lists of items in the order of their numbers, then of categories by name, then of the shop; a list that would be
 * empty is left out. Between lists it yields undefined whenever about 2 ms of work are done: the caller lets others run.
 * @param categories category path of each item, '' for none
 * @returns the number of pairs that met the thresholds
 */
export function* mine(
  baskets: Baskets,
  categories: readonly string[],
  settings: MineSettings,
): Generator<MinedList | undefined, number> {
  const companions = new Companions(baskets, thresholdsFor(settings, baskets.orders))
  let rested = 0
  for (let item = 0; item < baskets.items; item += 1) {
    const places = baskets.placesOf(item)
    const found = companions.of(places, (other) => other === item, MOST_COMPANIONS)
    if (found.length > 0) yield { kind: 'item', key: item, seed_orders: places.length, companions: found }
    if (companions.work - rested > WORK_A_SLICE) {
      rested = companions.work
      yield undefined
    }
  }
  const { pairs } = companions
  for (const [key, members] of byCategory(categories)) {
    const places = ordersOfAny(baskets, members)
    const found = companions.of(places, (other) => categories[other] === key, MOST_OF_A_RUNG)
    if (found.length > 0) yield { kind: 'category', key, seed_orders: places.length, companions: found }
    yield undefined
  }
  const best = bestSellers(baskets)
  if (best.length > 0) yield { kind: 'shop', key: '', seed_orders: baskets.orders, companions: best }
  return pairs
}

function byCategory(categories: readonly string[]): [string, number[]][] {
  const members = new Map<string, number[]>()
  categories.forEach((category, item) => {
    if (category === '') return
    const group = members.get(category)
    if (group) group.push(item)
    else members.set(category, [item])
  })
  return [...members].sort(([a], [b]) => byCodePoint(a, b))
}

function ordersOfAny(baskets: Baskets, items: readonly number[]): Uint32Array {
  const marked = new Uint8Array(baskets.orders)
  for (const item of items) for (const place of baskets.placesOf(item)) marked[place] = 1
  const places = new Uint32Array(marked.reduce((sum, mark) => sum + mark, 0))
  let next = 0
  marked.forEach((mark, place) => {
    if (mark === 1) places[next++] = place
  })
  return places
}

function bestSellers(baskets: Baskets): MinedCompanion[] {
  const bought = Array.from({ length: baskets.items }, (_, item) => item).filter(
    (item) => baskets.ordersOf(item) > 0,
  )
  return top(bought, MOST_OF_A_RUNG, (item) => baskets.ordersOf(item)).map((item) => {
    const orders = baskets.ordersOf(item)
    const score = Number((orders / baskets.orders).toPrecision(6))
    return { item, score, cart_weight: 0, co_orders: orders, item_orders: orders }
  })
}
