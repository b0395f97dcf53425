import { MAX_CART_IDS } from '../../vocabulary/limits.ts'
import { cartOf, pageOf } from '../few/sources.ts'
import { describedIn, mineShop, UNTUNED } from '../known/mined.ts'
import { numberItems } from '../quality/ours.ts'
import type { RealOrder } from '../quality/sets.ts'
import type { Ranker } from '../quality/tasks.ts'
import { type Tuned, tuned } from '../quality/tuned.ts'
import type { Cell, Shop } from './shops.ts'

/** The Worker tunes no shop with fewer orders (worker/models/queue-tuning.ts, which knows its platform). */
const MIN_TUNED = 30

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

/** The engine as the Worker serves it, and what its tuning found; undefined where it does not tune. */
export type Served = { ranker: Ranker; tuning: Tuned | undefined }

/** Tunes and mines a shop with the catalogue; answers are filled up by category and best sellers. */
export function served({ catalogue }: Cell, { train, isDated }: Shop, { numbers }: NumberedShop): Served {
  const described = describedIn(catalogue, numbers)
  const orders = isDated ? train : train.map((order) => ({ ...order, at: null }))
  const tuning = orders.length >= MIN_TUNED ? tuned(numbers, orders, UNTUNED, described) : undefined
  const serving = {
    shop: mineShop(numbers, orders, tuning ?? { settings: UNTUNED }, described),
    categoryOf: (item: number) => described.categories[item] ?? '',
  }
  const ranker: Ranker = {
    page: (seed) => pageOf(serving, seed).map(({ item }) => item),
    cart: (items) => cartOf(serving, items.slice(0, MAX_CART_IDS)).filter((item) => !items.includes(item)),
  }
  return { ranker, tuning }
}
