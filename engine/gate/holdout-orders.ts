import type { TableOrder } from '../data/order-table.ts'
import { byCodePoint } from '../numbers/sort.ts'

/** Orders in the holdout: three page cases and one cart each make 400 cases. */
export const HOLDOUT_ORDERS = 100
/** Orders below which there is no holdout, because a hundred orders would be missed in learning. */
const MIN_ORDERS = 5_000

/** Number of holdout orders in a shop with this number of orders. */
export const holdoutSize = (orders: number): number => (orders < MIN_ORDERS ? 0 : HOLDOUT_ORDERS)

/**
 * The holdout of a run: the newest dated orders of two or more known items. They shape no score, so a model can be evaluated
 * on them, but they count as evidence like all others. The result does not depend on the order in which orders come.
 */
export class HoldoutOrders {
  private readonly most: number
  /** Oldest first. */
  private kept: Entry[] = []

  /** @param most orders to hold out, see `holdoutSize` */
  constructor(most: number) {
    this.most = most
  }

  /** The orders of the holdout, oldest first. */
  get orders(): readonly TableOrder[] {
    return this.kept.map(({ order }) => order)
  }

  /** The oldest of them, from which on an order tests a model that was made of the others; undefined without a holdout. */
  get oldest(): { at: number; order_id: string } | undefined {
    const [first] = this.kept
    return first && { at: first.order.at ?? 0, order_id: first.id }
  }

  /** Takes an order. @returns the order that goes into the table: this one, an older one, or none yet */
  pass(id: string, order: TableOrder): TableOrder | undefined {
    if (this.most === 0 || order.at === null || order.items.length < 2) return order
    const entry = { id, order }
    const [oldest] = this.kept
    // Most orders are older than all of them.
    if (this.kept.length === this.most && oldest && !isOlder(oldest, entry)) return order
    const place = this.kept.findLastIndex((other) => isOlder(other, entry)) + 1
    this.kept.splice(place, 0, entry)
    return this.kept.length > this.most ? this.kept.shift()?.order : undefined
  }

  /** Counts of the items, and of the pairs of items, in the holdout. */
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
      withAny: (isMember) => this.kept.filter(({ order }) => order.items.some(isMember)).length,
      withAnyAnd: (isMember, item) =>
        this.kept.filter(({ order }) => order.items.includes(item) && order.items.some(isMember)).length,
    }
  }
}

/** Evidence in the holdout. */
export type HoldoutCounts = {
  ordersOf(item: number): number
  both(a: number, b: number): number
  /** Orders with any member of a group, and those of them with an item. */
  withAny(isMember: (item: number) => boolean): number
  withAnyAnd(isMember: (item: number) => boolean, item: number): number
}

type Entry = { id: string; order: TableOrder }
const isOlder = (a: Entry, b: Entry): boolean =>
  (a.order.at ?? 0) - (b.order.at ?? 0) < 0 || (a.order.at === b.order.at && byCodePoint(a.id, b.id) < 0)
