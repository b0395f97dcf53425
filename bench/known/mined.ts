import { type MinedList, mine } from '../../engine/mine/mine.ts'
import { findRepeats } from '../../engine/mine/repeats.ts'
import { DEFAULT_CART, type MineSettings, popularityOf } from '../../engine/mine/settings.ts'
import { OrderTable } from '../../engine/mine/table.ts'
import { type CartList, scoreCart } from '../../engine/rank/cart.ts'
import type { Described } from '../quality/catalogues.ts'
import type { RealOrder } from '../quality/sets.ts'

/** How a shop mines before it was tuned. */
export const UNTUNED: MineSettings = { min_co_orders: 2, min_customers: null }

/** An item by number, with its score. */
export type Scored = { item: number; score: number }

/** A shop as the engine mines it, its items by number. */
export type MinedShop = {
  lists: ReadonlyMap<number, MinedList>
  /** By category path. */
  categories: ReadonlyMap<string, MinedList>
  /** What it sells most, best first, at most 24. */
  best: readonly number[]
  /** Items that its customers buy again. */
  repeated: ReadonlySet<number>
  /** What the items of a cart say together, best first; of what is in the cart, too. */
  cart(items: readonly number[]): Scored[]
}

/** @param described by the item's id; with it items of few orders borrow from similar ones */
export function mineShop(
  numbers: ReadonlyMap<string, number>,
  train: readonly RealOrder[],
  settings: MineSettings,
  described?: (id: string) => Described,
): MinedShop {
  const ids = [...numbers.keys()]
  const lines = train.reduce((sum, { items }) => sum + items.length, 0)
  const table = new OrderTable(ids, train.length, lines)
  for (const { at, customer, items } of train) {
    table.add({ at, customer, items: items.map((item) => numbers.get(item) ?? 0), size: items.length })
  }
  const baskets = table.close()
  const repeats = ended(findRepeats(baskets))
  const repeated = new Set(ids.flatMap((_, item) => (repeats.of(item) ? [item] : [])))
  repeats.close()
  const lists = new Map<number, MinedList>()
  const categories = new Map<string, MinedList>()
  let best: number[] = []
  const goods = described ? ids.map(described) : []
  const titles = goods.map(({ title }) => title)
  const categoriesOf = goods.map(({ category }) => category)
  for (const list of mine(baskets, categoriesOf, settings, titles)) {
    if (list?.kind === 'item') lists.set(Number(list.key), list)
    if (list?.kind === 'category') categories.set(String(list.key), list)
    if (list?.kind === 'shop') best = list.companions.map(({ item }) => item)
  }
  const popularity = popularityOf(settings.cart ?? DEFAULT_CART, baskets)
  return { lists, categories, best, repeated, cart: cartOf(lists, popularity) }
}

function ended<T>(steps: Generator<undefined, T>): T {
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

function cartOf(lists: ReadonlyMap<number, MinedList>, popularity: number): MinedShop['cart'] {
  // Ids of equal length keep the order of the numbers.
  const id = (number: number) => String(number).padStart(9, '0')
  const named = new Map<number, CartList>()
  for (const [key, { seed_orders, companions }] of lists) {
    named.set(key, {
      key: id(key),
      seed_orders,
      companions: companions.map(({ item, ...rest }) => ({ item_id: id(item), ...rest })),
    })
  }
  return (items) =>
    scoreCart(
      items.flatMap((item) => named.get(item) ?? []),
      popularity,
    ).map(({ item_id, score }) => ({ item: Number(item_id), score }))
}
