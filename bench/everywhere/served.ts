import { MAX_CART_IDS } from '../../vocabulary/limits.ts'
import { cartOf, pageOf } from '../few/sources.ts'
import { describedIn, mineShop, UNTUNED } from '../known/mined.ts'
import { numberItems } from '../quality/ours.ts'
import type { RealOrder } from '../quality/sets.ts'
import type { Ranker } from '../quality/tasks.ts'
import { tuned } from '../quality/tuned.ts'
import type { Cell, Shop } from './shops.ts'

/** The Worker tunes no shop with fewer orders (worker/models/queue-tuning.ts, which knows its platform). */
const MIN_TUNED = 1_000

/** A shop with its items by number. */
export type NumberedShop = {
  numbers: ReadonlyMap<string, number>
  train: (readonly number[])[]
  /** Test orders of two or more items that are in training. */
  tests: { items: number[]; customer: string | null }[]
}

export function numbered({ train, test }: Shop): NumberedShop {
  const numbers = numberItems(train)
  const known = ({ items }: RealOrder) => items.flatMap((item) => numbers.get(item) ?? [])
  return {
    numbers,
    train: train.map(known),
    tests: test
      .map((order) => ({ items: known(order), customer: order.customer }))
      .filter(({ items }) => items.length > 1),
  }
}

/** The engine as the Worker serves it: tuned by itself, mined with the catalogue, filled up by category and best sellers. */
export function served({ catalogue }: Cell, { train, isDated }: Shop, { numbers }: NumberedShop): Ranker {
  const described = describedIn(catalogue, numbers)
  const orders = isDated ? train : train.map((order) => ({ ...order, at: null }))
  const isTuned = isDated && orders.length >= MIN_TUNED
  const ways = isTuned ? tuned(numbers, orders, UNTUNED, described) : { settings: UNTUNED }
  const serving = {
    shop: mineShop(numbers, orders, ways, described),
    categoryOf: (item: number) => described.categories[item] ?? '',
  }
  return {
    page: (seed) => pageOf(serving, seed).map(({ item }) => item),
    cart: (items) => cartOf(serving, items.slice(0, MAX_CART_IDS)).filter((item) => !items.includes(item)),
  }
}
