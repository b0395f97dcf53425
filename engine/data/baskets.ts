import type { Numbers } from '../numbers/typed-array.ts'
import type { Arena } from './arena.ts'

/** Orders in typed arrays, a customer's side by side (engine/data/group-by-customer.ts). */
export type GroupedOrders = {
  items: number
  orders: number
  lines: number
  customers: number
  pairs: number
  arena: Arena
  heads: Uint32Array
  orderItems: Numbers
  days: Uint16Array
  itemOrders: Uint32Array
}

/** Weight of an order that counts in full. Weights are stored in steps of 1 / 255. */
export const FULL_WEIGHT = 255

/** Packs the size and the weight of an order into one number. */
export const shapeOf = (size: number, weight: number): number => size * 256 + weight

/** Adds to a shape whether a customer's orders begin there. */
export const headOf = (shape: number, isFirst: boolean): number => 2 * shape + (isFirst ? 1 : 0)

/**
 * The orders of one run. Orders are numbered so that a customer's are consecutive, oldest first. Sums of fractions must not
 * depend on these numbers, because they follow the hashes of the customers.
 */
export class Baskets {
  readonly items: number
  readonly orders: number
  /** Items of all orders together. */
  readonly lines: number
  readonly customers: number
  /** Pairs of items in all orders; a pair is counted once for each order that holds it. */
  readonly pairs: number
  /** Owner of the arrays below, and of all that a run makes of them. */
  readonly arena: Arena
  /**
   * Two numbers an order, side by side because they are read together: where its items begin in `orderItems`, and its head:
   * size, weight, and in bit 0 whether a customer's orders begin here. Behind the last order is the end of `orderItems`.
   */
  readonly heads: Uint32Array
  /** Item numbers, order after order, ascending within each order. */
  readonly orderItems: Numbers
  /** Days since 1970, rounded up, of each order; 0 without a date. */
  readonly days: Uint16Array
  private readonly itemOrders: Uint32Array

  constructor(grouped: GroupedOrders) {
    this.items = grouped.items
    this.orders = grouped.orders
    this.lines = grouped.lines
    this.customers = grouped.customers
    this.pairs = grouped.pairs
    this.arena = grouped.arena
    this.heads = grouped.heads
    this.orderItems = grouped.orderItems
    this.days = grouped.days
    this.itemOrders = grouped.itemOrders
  }

  /** The same orders with a scope of their arena, whose arrays can be released together. */
  scoped(): Baskets {
    const { items, orders, lines, customers, pairs, heads, orderItems, days, itemOrders } = this
    const arena = this.arena.scope()
    return new Baskets({ items, orders, lines, customers, pairs, arena, heads, orderItems, days, itemOrders })
  }

  /** How many orders hold the item. */
  ordersOf(item: number): number {
    return this.itemOrders[item] ?? 0
  }

  /** Distinct things in an order, including those that the catalogue does not know. */
  sizeOf(order: number): number {
    return (this.heads[2 * order + 1] ?? 0) >>> 9
  }

  /** Weight of an order in scores, in steps of 1 / 255. */
  weightOf(order: number): number {
    return ((this.heads[2 * order + 1] ?? 0) >>> 1) & FULL_WEIGHT
  }

  /** Item numbers of an order, ascending. */
  itemsOf(order: number): Numbers {
    return this.orderItems.subarray(this.heads[2 * order] ?? 0, this.heads[2 * order + 2] ?? 0)
  }

  /** Whether it is the first order of its customer. */
  startsCustomer(order: number): boolean {
    return ((this.heads[2 * order + 1] ?? 0) & 1) === 1
  }

  /** Whether two orders are of one customer. @param order < later */
  isSameCustomer(order: number, later: number): boolean {
    for (let between = later; between > order; between -= 1) {
      if (((this.heads[2 * between + 1] ?? 0) & 1) === 1) return false
    }
    return true
  }
}
