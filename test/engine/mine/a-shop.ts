import fc from 'fast-check'
import type { Baskets } from '../../../engine/data/baskets.ts'
import { InvertedIndex } from '../../../engine/data/inverted-index.ts'
import type { MinedCompanion, MinedList } from '../../../engine/data/mined-list.ts'
import { OrderTable } from '../../../engine/data/order-table.ts'
import { mine } from '../../../engine/mine/mine.ts'
import type { MineSettings } from '../../../engine/mine/settings.ts'
import { DAY } from '../../../vocabulary/time.ts'

/** One order: the numbers of its items; `day` counts days; without `customer` the customer is unknown. */
export type Bought = {
  items: readonly number[]
  who?: string
  day?: number
  size?: number
  weight?: number
}

/** Returns the baskets of a shop whose catalogue has `items` items. */
export function basketsOf(items: number, orders: readonly Bought[]): Baskets {
  const ids = Array.from({ length: items }, (_, n) => `item-${n}`)
  const lines = orders.reduce((sum, order) => sum + order.items.length, 0)
  const table = new OrderTable(ids, orders.length, lines)
  for (const { items: held, who = null, day, size = held.length, weight = 1 } of orders) {
    table.add({ at: day === undefined ? null : day * DAY, customer: who, items: held, size, weight })
  }
  return table.close()
}

/** Settings with which every pair has enough support. */
export const ALL: MineSettings & { min_customers: number } = { min_co_orders: 1, min_customers: 1 }

/** Returns the companions of one item, without a minimum of support. */
export function companionsOf(baskets: Baskets, item: number, settings: MineSettings = ALL): MinedCompanion[] {
  const list = listsOf(baskets, [], settings).find(({ kind, key }) => kind === 'item' && key === item)
  return list?.companions ?? []
}

/** Returns the orders that contain an item, by their position. */
export function placesOf(baskets: Baskets, item: number): number[] {
  const inverse = new InvertedIndex(baskets)
  run(inverse.load(item))
  return [...inverse.ordersOf(item)]
}

/** Runs a generator to its end and returns its result. */
export function run<T>(steps: Generator<unknown, T>): T {
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

/** Returns all lists of a mining run. */
export const listsOf = (
  baskets: Baskets,
  categories: readonly string[] = [],
  settings: MineSettings = ALL,
): MinedList[] => [...mine(baskets, categories, settings)].filter((list) => list !== undefined)

/** Items of the shops that `someOrders` makes. */
export const ITEMS = 8

/** Up to 40 orders of up to five of eight items, by four known customers and unknown ones, over 100 days. */
export const someOrders: fc.Arbitrary<Bought[]> = fc.array(
  fc
    .record({
      items: fc.uniqueArray(fc.nat(ITEMS - 1), { maxLength: 5 }),
      who: fc.constantFrom('ann', 'bob', 'cid', 'dee', undefined),
      day: fc.nat(100),
      unknown: fc.nat(2),
    })
    .map(({ items, who, day, unknown }) => ({
      items,
      day,
      size: Math.max(1, items.length + unknown),
      ...(who !== undefined && { who }),
    })),
  { maxLength: 40 },
)
