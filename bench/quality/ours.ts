import { type MinedList, mine } from '../../engine/mine/mine.ts'
import { DEFAULT_CART, type MineSettings, popularityOf } from '../../engine/mine/settings.ts'
import { OrderTable } from '../../engine/mine/table.ts'
import { type CartList, scoreCart } from '../../engine/rank/cart.ts'
import type { RealOrder } from './sets.ts'
import type { Ranker } from './tasks.ts'

/** The numbers of the items that training has seen, by id. */
export function numberItems(train: readonly RealOrder[]): Map<string, number> {
  const ids = [...new Set(train.flatMap(({ items }) => items))].sort()
  return new Map(ids.map((id, number) => [id, number]))
}

/** The engine's own lists, served by its own sum: what a shopper would get. */
export function ours(
  numbers: ReadonlyMap<string, number>,
  train: readonly RealOrder[],
  settings: MineSettings,
): Ranker & { peak: number; seconds: number } {
  const lines = train.reduce((sum, { items }) => sum + items.length, 0)
  const table = new OrderTable([...numbers.keys()], train.length, lines)
  for (const { at, customer, items } of train) {
    table.add({ at, customer, items: items.map((item) => numbers.get(item) ?? 0), size: items.length })
  }
  const started = performance.now()
  const baskets = table.close()
  const lists = new Map<number, MinedList>()
  let best: number[] = []
  for (const list of mine(
    baskets,
    Array.from(numbers, () => ''),
    settings,
  )) {
    if (list?.kind === 'item') lists.set(Number(list.key), list)
    if (list?.kind === 'shop') best = list.companions.map(({ item }) => item)
  }
  const seconds = (performance.now() - started) / 1_000
  const popularity = popularityOf(settings.cart ?? DEFAULT_CART, baskets)
  // Ids of equal length keep the order of the numbers.
  const id = (number: number) => String(number).padStart(9, '0')
  const cartLists = new Map<number, CartList>()
  for (const [key, { seed_orders, companions }] of lists) {
    const named = companions.map(({ item, ...rest }) => ({ item_id: id(item), ...rest }))
    cartLists.set(key, { key: id(key), seed_orders, companions: named })
  }
  /** A lower rung fills up what the lists leave open. */
  const filled = (found: number[], held: ReadonlySet<number>) => {
    const shown = new Set(found)
    for (const item of best) if (found.length < 10 && !held.has(item) && !shown.has(item)) found.push(item)
    return found
  }
  const page = (seed: number) =>
    filled(
      (lists.get(seed)?.companions ?? []).slice(0, 10).map(({ item }) => item),
      new Set([seed]),
    )
  const cart = (items: readonly number[]) => {
    const held = new Set(items)
    const scored = scoreCart(
      items.flatMap((item) => cartLists.get(item) ?? []),
      popularity,
    )
    const found = scored.map(({ item_id }) => Number(item_id)).filter((item) => !held.has(item))
    // No best sellers behind it: the ladder keeps them out of carts.
    return found.slice(0, 10)
  }
  return { page, cart, peak: baskets.bytes.peak, seconds }
}
