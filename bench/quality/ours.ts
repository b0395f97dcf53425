import type { MinedList } from '../../engine/data/mined-list.ts'
import { OrderTable } from '../../engine/data/order-table.ts'
import { mine } from '../../engine/mine/mine.ts'
import { type Ageing, orderWeight } from '../../engine/mine/order-weights.ts'
import { DEFAULT_CART, type MineSettings, popularityOf } from '../../engine/mine/settings.ts'
import { type CartList, scoreCart } from '../../engine/rank/score-cart.ts'
import type { ItemTexts } from '../../engine/tuning/train.ts'
import { BEST_SELLERS_KEY } from '../../vocabulary/lists.ts'
import type { RealOrder } from './sets.ts'
import type { Ranker } from './tasks.ts'

/** The numbers of the items that training has seen, by id. */
export function numberItems(train: readonly RealOrder[]): Map<string, number> {
  const ids = [...new Set(train.flatMap(({ items }) => items))].sort()
  return new Map(ids.map((id, number) => [id, number]))
}

/** Number of evaluated positions. */
const AT = 10

/** The engine's ranker, and the first place of a page with its probability; undefined for a page without a list. */
export type OwnRanker = Ranker & { first(seed: number): { item: number; score: number } | undefined }

/** The engine's own lists, served by its own sum: what a shopper would get. */
export function ours(
  numbers: ReadonlyMap<string, number>,
  train: readonly RealOrder[],
  settings: MineSettings,
  { titles, categories }: ItemTexts = {},
  ageing?: Ageing,
): OwnRanker {
  const lines = train.reduce((sum, { items }) => sum + items.length, 0)
  const newest = train.at(-1)?.at ?? 0
  const table = new OrderTable([...numbers.keys()], train.length, lines)
  for (const { at, customer, items } of train) {
    const weight = ageing ? orderWeight(at, newest, ageing) : 1
    const held = items.map((item) => numbers.get(item) ?? 0)
    table.add({ at, customer, items: held, size: items.length, weight })
  }
  const baskets = table.close()
  const lists = new Map<number, MinedList>()
  let best: MinedList['companions'] = []
  for (const list of mine(baskets, categories ?? [], settings, titles)) {
    if (list?.kind === 'item') lists.set(Number(list.key), list)
    if (list?.kind === 'shop' && list.key === BEST_SELLERS_KEY) best = list.companions
  }
  const blend = settings.cart ?? DEFAULT_CART
  const popularity = popularityOf(blend, baskets)
  // Ids of equal length keep the order of the numbers.
  const id = (number: number) => String(number).padStart(9, '0')
  const named = (companions: MinedList['companions']) =>
    companions.map(({ item, ...rest }) => ({ item_id: id(item), ...rest }))
  const cartLists = new Map<number, CartList>()
  for (const [key, { seed_orders, companions }] of lists) {
    cartLists.set(key, { key: id(key), seed_orders, companions: named(companions) })
  }
  const bestSellers = blend.best_sellers ? named(best) : []
  return {
    first: (seed) => lists.get(seed)?.companions[0],
    page: (seed) => {
      const own = (lists.get(seed)?.companions ?? []).slice(0, AT).map(({ item }) => item)
      // Best sellers fill the rest of the list.
      const filled = new Set([...own, ...best.map(({ item }) => item)])
      filled.delete(seed)
      return [...filled].slice(0, AT)
    },
    cart: (items) => {
      const held = new Set(items)
      const lists = items.flatMap((item) => cartLists.get(item) ?? [])
      const found = scoreCart({ lists, popularity, bestSellers }).map(({ item_id }) => Number(item_id))
      return found.filter((item) => !held.has(item)).slice(0, AT)
    },
  }
}
