import { top } from '../numbers/top.ts'
import type { Baskets } from './table.ts'

/** Companions kept of an item; 30 lose 0.0002 of the cart's hit rate (docs/METHOD.md). */
export const MOST_COMPANIONS = 50
/** Of these, at least so many are the best for the product page; the cart fills the rest. */
const FOR_THE_PAGE = 40
/** Orders of one customer that count for a pair in scores. */
const MOST_OF_A_CUSTOMER = 3
/** Orders without the companion that every seed is given beforehand: shrinks what was seen a few times. */
const PRIOR_ORDERS = 5
/** How much the cart holds a companion's popularity against it: 0 not at all, 1 in full. */
const CART_POPULARITY = 0.35
/** Weights are whole multiples of 2⁻²⁴, so that sums do not depend on their order. */
const UNIT = 2 ** 24

/** What a pair needs before it counts as evidence. */
export type Thresholds = { min_co_orders: number; min_customers: number }

/** One companion by its number. */
export type MinedCompanion = {
  item: number
  /** Product page: weighted share of the seed's orders that hold it, shrunken; 0 < score < 1. */
  score: number
  cart_weight: number
  co_orders: number
  item_orders: number
}

/** Counts companions of one seed after the other in the same arrays. */
export class Companions {
  /** Pairs that met the thresholds, over all seeds. */
  pairs = 0
  /** Order lines looked at, over all seeds: tells when to let others work. */
  work = 0
  private readonly baskets: Baskets
  private readonly thresholds: Thresholds
  private readonly co: Uint32Array
  private readonly weight: Float64Array
  private readonly customers: Uint32Array
  private readonly lastCustomer: Int32Array
  private readonly ofLast: Uint32Array

  constructor(baskets: Baskets, thresholds: Thresholds) {
    this.baskets = baskets
    this.thresholds = thresholds
    this.co = new Uint32Array(baskets.items)
    this.weight = new Float64Array(baskets.items)
    this.customers = new Uint32Array(baskets.items)
    this.lastCustomer = new Int32Array(baskets.items).fill(-1)
    this.ofLast = new Uint32Array(baskets.items)
  }

  /**
   * The best companions of a seed, best for the product page first.
   * @param places the seed's orders in growing order, each once
   * @param skip   true for an item that is (part of) the seed itself
   * @param most   how many to keep
   */
  of(places: Uint32Array, skip: (item: number) => boolean, most: number): MinedCompanion[] {
    const touched = this.count(places)
    const { min_co_orders, min_customers } = this.thresholds
    const good = touched.filter(
      (item) =>
        !skip(item) && (this.co[item] ?? 0) >= min_co_orders && (this.customers[item] ?? 0) >= min_customers,
    )
    this.pairs += good.length
    const score = (item: number) => (this.weight[item] ?? 0) / UNIT / (places.length + PRIOR_ORDERS)
    const cart = (item: number) => score(item) / this.baskets.ordersOf(item) ** CART_POPULARITY
    const kept = new Set(top(good, Math.min(most, FOR_THE_PAGE), score))
    for (const item of top(good, most, cart)) if (kept.size < most) kept.add(item)
    const best = top([...kept], most, score).map((item) => ({
      item,
      score: sixDigits(score(item)),
      cart_weight: sixDigits(cart(item)),
      co_orders: this.co[item] ?? 0,
      item_orders: this.baskets.ordersOf(item),
    }))
    for (const item of touched) this.forget(item)
    return best
  }

  /** Counts what the orders hold; returns the items seen. */
  private count(places: Uint32Array): number[] {
    const { co, weight, customers, lastCustomer, ofLast } = this
    const touched: number[] = []
    for (const place of places) {
      const order = this.baskets.at(place)
      // A wholesaler's order of 200 items says little about any two of them: it spreads one vote.
      const vote = Math.round(UNIT / order.size)
      this.work += order.items.length
      for (const item of order.items) {
        const seen = co[item] ?? 0
        if (seen === 0) touched.push(item)
        co[item] = seen + 1
        if (lastCustomer[item] !== order.customer) {
          lastCustomer[item] = order.customer
          customers[item] = (customers[item] ?? 0) + 1
          ofLast[item] = 0
        }
        const times = (ofLast[item] ?? 0) + 1
        ofLast[item] = times
        if (times <= MOST_OF_A_CUSTOMER) weight[item] = (weight[item] ?? 0) + vote
      }
    }
    return touched
  }

  private forget(item: number): void {
    this.co[item] = 0
    this.weight[item] = 0
    this.customers[item] = 0
    this.lastCustomer[item] = -1
    this.ofLast[item] = 0
  }
}

/** Rounded for the row: beyond six digits there is only noise, and it would make equal lists differ. */
const sixDigits = (value: number): number => Number(value.toPrecision(6))
