import type { RealOrder } from '../quality/sets.ts'

/** The history of a customer at a time: the number of orders, and when each item was bought; UTC milliseconds. */
export type History = { at: number; orders: number; bought: ReadonlyMap<number, number[]> }

/** An order with its items by number. */
export type Bought = { at: number; customer: string | null; items: readonly number[] }

/** Returns the items of an order by number, without those that are not in training. */
export const numbered = (
  { at, customer, items }: RealOrder,
  numbers: ReadonlyMap<string, number>,
): Bought => ({ at, customer, items: items.flatMap((item) => numbers.get(item) ?? []) })

/** The orders of every customer. */
export class Histories {
  private readonly bought = new Map<string, Bought[]>()

  constructor(orders: readonly Bought[]) {
    for (const order of orders) {
      if (order.customer === null) continue
      const held = this.bought.get(order.customer)
      if (held) held.push(order)
      else this.bought.set(order.customer, [order])
    }
  }

  /** Returns the history before a time in milliseconds; empty for an unknown customer. */
  before(customer: string | null, at: number): History {
    const earlier = (this.bought.get(customer ?? '') ?? []).filter((order) => order.at < at)
    const bought = new Map<number, number[]>()
    for (const order of earlier) {
      for (const item of order.items) bought.set(item, [...(bought.get(item) ?? []), order.at])
    }
    return { at, orders: earlier.length, bought }
  }
}
