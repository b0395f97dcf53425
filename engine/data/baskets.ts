import type { Numbers } from '../numbers/typed-array.ts'
import { Inverse } from './inverted-index.ts'
import type { Bytes } from './memory.ts'

type Placed = {
  items: number
  orders: number
  lines: number
  customers: number
  pairs: number
  bytes: Bytes
  heads: Uint32Array
  held: Numbers
  days: Uint16Array
  degrees: Uint32Array
}

/** The weight of an order that counts in full, in steps. */
export const WHOLE_WEIGHT = 255

/** One number for the size and the weight of an order. */
export const shapeOf = (size: number, weight: number): number => size * 256 + weight

/** The shape, and whether a customer's orders begin here. */
export const headOf = (shape: number, isFirst: boolean): number => 2 * shape + (isFirst ? 1 : 0)

/**
 * Orders by their *place*: a customer's stand together, oldest first. Nothing that is summed in fractions may depend on
 * the place, since it follows the customers' keys.
 */
export class Baskets {
  readonly items: number
  readonly orders: number
  /** Items of all orders together. */
  readonly lines: number
  readonly customers: number
  /** Pairs of items in all orders, one that stands in several orders counted in each. */
  readonly pairs: number
  readonly bytes: Bytes
  /**
   * Two numbers a place, side by side because they are read together: where its items begin in `held`; and the head: its
   * size, its weight, and bit 0 where a customer's orders begin. Behind the last place stands the end of `held`.
   */
  readonly heads: Uint32Array
  /** Items of the orders, one order after the other, growing within each. */
  readonly held: Numbers
  /** Day of each place, counted from 1970 and upwards; 0 without a date. */
  readonly days: Uint16Array
  private readonly degrees: Uint32Array

  constructor(placed: Placed) {
    this.items = placed.items
    this.orders = placed.orders
    this.lines = placed.lines
    this.customers = placed.customers
    this.bytes = placed.bytes
    this.heads = placed.heads
    this.held = placed.held
    this.days = placed.days
    this.degrees = placed.degrees
    this.pairs = placed.pairs
  }

  /** How many orders hold the item. */
  ordersOf(item: number): number {
    return this.degrees[item] ?? 0
  }

  /** Distinct things that the order at a place holds, known or not. */
  sizeOf(place: number): number {
    return (this.heads[2 * place + 1] ?? 0) >>> 9
  }

  /** What the order at a place counts in scores, in 255ths. */
  weightOf(place: number): number {
    return ((this.heads[2 * place + 1] ?? 0) >>> 1) & WHOLE_WEIGHT
  }

  /** Items of the order at a place. */
  at(place: number): Numbers {
    return this.held.subarray(this.heads[2 * place] ?? 0, this.heads[2 * place + 2] ?? 0)
  }

  /** Does a customer's first order stand there? */
  isFirst(place: number): boolean {
    return ((this.heads[2 * place + 1] ?? 0) & 1) === 1
  }

  /** Are the orders at two places, the first one smaller, of one customer? */
  areOfOne(place: number, later: number): boolean {
    for (let between = later; between > place; between -= 1) {
      if (((this.heads[2 * between + 1] ?? 0) & 1) === 1) return false
    }
    return true
  }

  /** Orders by item. */
  byItem(): Inverse {
    return new Inverse(this, this.items)
  }
}
