import type { TableOrder } from '../data/order-table.ts'
import { byCodePoint } from '../numbers/sort.ts'

/** Orders that the gate asks about: three page cases and one cart each make its 200 cases and more. */
export const HOLDOUT_ORDERS = 100
/** Below so many orders none is held: a hundred of them would be missed. */
const FEWEST_ORDERS = 5_000

/** How many of the newest orders shape no score in a shop with that many. */
export const holdoutSize = (orders: number): number => (orders < FEWEST_ORDERS ? 0 : HOLDOUT_ORDERS)

/**
 * Keeps the newest dated orders of two or more known items out of a table, whatever the order in which they come, and
 * counts what they hold: they are evidence, though no score knows them.
 */
export class HoldoutOrders {
  private readonly most: number
  /** Oldest first. */
  private kept: { id: string; order: TableOrder }[] = []

  constructor(most: number) {
    this.most = most
  }

  /** The orders kept, oldest first. */
  get orders(): readonly TableOrder[] {
    return this.kept.map(({ order }) => order)
  }

  /** Takes the order in, and gives back the one that is for the table: itself, an older one, or none yet. */
  pass(id: string, order: TableOrder): TableOrder | undefined {
    if (this.most === 0 || order.at === null || order.items.length < 2) return order
    const entry = { id, order }
    const place = this.kept.findLastIndex((other) => isOlder(other, entry)) + 1
    if (this.kept.length === this.most && place === 0) return order
    this.kept.splice(place, 0, entry)
    return this.kept.length > this.most ? this.kept.shift()?.order : undefined
  }

  /** How many of the kept orders hold each item, and each pair of items (smaller number first). */
  counts(): HoldoutCounts {
    const items = new Map<number, number>()
    const pairs = new Map<string, number>()
    for (const { order } of this.kept) {
      const sorted = [...order.items].sort((a, b) => a - b)
      for (const [at, a] of sorted.entries()) {
        items.set(a, (items.get(a) ?? 0) + 1)
        for (const b of sorted.slice(at + 1)) {
          const key = `${a} ${b}`
          pairs.set(key, (pairs.get(key) ?? 0) + 1)
        }
      }
    }
    return {
      ordersOf: (item) => items.get(item) ?? 0,
      both: (a, b) => pairs.get(a < b ? `${a} ${b}` : `${b} ${a}`) ?? 0,
      withAny: (has) => this.kept.filter(({ order }) => order.items.some(has)).length,
      withAnyAnd: (has, item) =>
        this.kept.filter(({ order }) => order.items.includes(item) && order.items.some(has)).length,
    }
  }
}

/** What the kept orders hold. */
export type HoldoutCounts = {
  ordersOf(item: number): number
  both(a: number, b: number): number
  /** Orders with anything of a group, and those of them with an item. */
  withAny(has: (item: number) => boolean): number
  withAnyAnd(has: (item: number) => boolean, item: number): number
}

type Kept = { id: string; order: TableOrder }
const isOlder = (a: Kept, b: Kept): boolean =>
  (a.order.at ?? 0) - (b.order.at ?? 0) < 0 || (a.order.at === b.order.at && byCodePoint(a.id, b.id) < 0)
