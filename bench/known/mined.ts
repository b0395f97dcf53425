import { findRepurchases } from '../../engine/customer/repurchases.ts'
import type { MinedList } from '../../engine/data/mined-list.ts'
import { OrderTable } from '../../engine/data/order-table.ts'
import { mine } from '../../engine/mine/mine.ts'
import { type Ageing, orderWeight } from '../../engine/mine/order-weights.ts'
import { DEFAULT_CART, type MineSettings, popularityOf } from '../../engine/mine/settings.ts'
import { type CartList, type CartLists, scoreCart } from '../../engine/rank/score-cart.ts'
import type { ItemTexts } from '../../engine/tuning/train.ts'
import { BEST_SELLERS_KEY } from '../../vocabulary/lists.ts'
import { catalogueOf } from '../quality/catalogues.ts'
import type { RealOrder } from '../quality/sets.ts'

/** Mining settings of a shop before tuning. */
export const UNTUNED: MineSettings = { min_co_orders: 2, min_customers: null }

/** An item by number, with its score. */
export type Scored = { item: number; score: number }

/** A shop as the engine mines it, its items by number. */
export type MinedShop = {
  lists: ReadonlyMap<number, MinedList>
  /** By category path. */
  categories: ReadonlyMap<string, MinedList>
  /** Best sellers, at most 24. */
  best: readonly number[]
  /** Items that owners buy again. */
  repeated: ReadonlySet<number>
  /** Whether the scores of carts are probabilities. */
  isCalibrated: boolean
  /** Scores of the candidates of a cart, best first, including items of the cart. */
  cart(items: readonly number[]): Scored[]
}

/** Options of mining: settings, and weights of orders by age. */
export type Ways = { settings: MineSettings; ageing?: Ageing | undefined }

/** Returns the catalogue's data of the items, in the order of their numbers. */
export function describedIn(set: string, numbers: ReadonlyMap<string, number>) {
  const catalogue = catalogueOf(set)
  const items = Array.from(numbers.keys(), (id) => catalogue.get(id.toUpperCase()))
  return {
    titles: catalogue.size > 0 ? items.map((item) => item?.title ?? '') : [],
    categories: items.map((item) => item?.category ?? ''),
  }
}

/** An order to mine; without a date where the shop gives none. */
export type TrainingOrder = Pick<RealOrder, 'customer' | 'items'> & { at: number | null }

export function mineShop(
  numbers: ReadonlyMap<string, number>,
  train: readonly TrainingOrder[],
  { settings, ageing }: Ways,
  { titles = [], categories = [] }: ItemTexts = {},
): MinedShop {
  const ids = [...numbers.keys()]
  const lines = train.reduce((sum, { items }) => sum + items.length, 0)
  const newest = train.at(-1)?.at ?? 0
  const table = new OrderTable(ids, train.length, lines)
  for (const { at, customer, items } of train) {
    const held = items.map((item) => numbers.get(item) ?? 0)
    const weight = ageing ? orderWeight(at, newest, ageing) : 1
    table.add({ at, customer, items: held, size: items.length, weight })
  }
  const baskets = table.close()
  const repurchases = ended(findRepurchases(baskets))
  const repeated = new Set(ids.flatMap((_, item) => (repurchases.shareOf(item) ? [item] : [])))
  repurchases.close()
  const lists = new Map<number, MinedList>()
  const pooled = new Map<string, MinedList>()
  let best: MinedList['companions'] = []
  for (const list of mine(baskets, categories, settings, titles)) {
    if (list?.kind === 'item') lists.set(Number(list.key), list)
    if (list?.kind === 'category') pooled.set(String(list.key), list)
    if (list?.kind === 'shop' && list.key === BEST_SELLERS_KEY) best = list.companions
  }
  const blend = settings.cart ?? DEFAULT_CART
  const popularity = popularityOf(blend, baskets)
  const bestSellers = blend.best_sellers ? named(best) : []
  return {
    lists,
    categories: pooled,
    best: best.map(({ item }) => item),
    repeated,
    isCalibrated: blend.calibration !== undefined,
    cart: cartOf({ lists, popularity, bestSellers, calibration: blend.calibration }),
  }
}

function ended<T>(steps: Generator<undefined, T>): T {
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

// Ids of equal length keep the order of the numbers.
const id = (number: number) => String(number).padStart(9, '0')
const named = (companions: MinedList['companions']) =>
  companions.map(({ item, ...rest }) => ({ item_id: id(item), ...rest }))

function cartOf({
  lists,
  ...rest
}: Omit<CartLists, 'lists'> & { lists: ReadonlyMap<number, MinedList> }): MinedShop['cart'] {
  const cartLists = new Map<number, CartList>()
  for (const [key, { seed_orders, companions }] of lists)
    cartLists.set(key, { key: id(key), seed_orders, companions: named(companions) })
  return (items) => {
    const found = items.flatMap((item) => cartLists.get(item) ?? [])
    return scoreCart({ lists: found, ...rest }).map(({ item_id, score }) => ({
      item: Number(item_id),
      score,
    }))
  }
}
