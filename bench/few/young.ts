import { describedIn, type MinedShop, mineShop, UNTUNED } from '../known/mined.ts'
import { numberItems } from '../quality/ours.ts'
import type { RealSet } from '../quality/sets.ts'
import { tuned } from '../quality/tuned.ts'

/** The Worker tunes no shop with fewer orders (worker/models/queue-tuning.ts, which knows its platform). */
const MIN_TUNED = 30
/** Orders that test a young shop. */
const TESTS = 500

/** A shop after its first orders, with the following orders. */
export type YoungShop = {
  name: string
  orders: number
  items: number
  shop: MinedShop
  /** The same shop, mined without a catalogue and so without similar items. */
  bare: MinedShop
  /** Training orders of each item. */
  degrees: readonly number[]
  /** Returns the path of an item's category, '' for none. */
  categoryOf(item: number): string
  train: (readonly number[])[]
  /** Test orders of two or more items that are in training. */
  tests: { items: number[]; customer: string | null }[]
}

/** Returns the shop after `orders` orders. */
export function youngShop(set: RealSet, orders: number): YoungShop {
  const all = [...set.train, ...set.test]
  const first = all.slice(0, orders)
  const numbers = numberItems(first)
  const described = describedIn(set.name, numbers)
  const known = (items: readonly string[]) => items.flatMap((item) => numbers.get(item) ?? [])
  const train = first.map(({ items }) => known(items))
  const degrees = Array.from(numbers, () => 0)
  for (const item of train.flat()) degrees[item] = (degrees[item] ?? 0) + 1
  const tests = all
    .slice(orders)
    .map(({ items, customer }) => ({ items: known(items), customer }))
    .filter(({ items }) => items.length > 1)
    .slice(0, TESTS)
  const ways = orders < MIN_TUNED ? { settings: UNTUNED } : tuned(numbers, first, UNTUNED, described)
  return {
    ...{ name: set.name, orders, items: numbers.size, degrees, train, tests },
    shop: mineShop(numbers, first, ways, described),
    bare: mineShop(numbers, first, ways),
    categoryOf: (item) => described.categories[item] ?? '',
  }
}
