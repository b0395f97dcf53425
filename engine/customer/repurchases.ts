import type { Arena } from '../data/arena.ts'
import type { Baskets } from '../data/baskets.ts'

/** Share of the returning owners from which on an item counts as bought again; one of them is enough in a young shop. */
const MIN_SHARE = 0.05
/** Lines looked at between two pauses: about 2 ms of work. */
const SLICE_LINES = 200_000

/** How many owners of an item who ordered again bought it again. */
export class Repurchases {
  /** Owners of each item with a later order. */
  readonly returning: Uint32Array
  /** Those of them who bought the item again. */
  readonly again: Uint32Array
  private readonly arena: Arena

  constructor(arena: Arena, items: number) {
    this.arena = arena.scope()
    this.returning = this.arena.uint32(items)
    this.again = this.arena.uint32(items)
  }

  /**
   * Share of the returning owners who bought the item again, above 0 to 1; undefined for an item that nobody, or fewer than one in
   * twenty, buys twice: a durable one, as far as the shop's orders tell.
   */
  shareOf(item: number): number | undefined {
    const again = this.again[item] ?? 0
    const returning = this.returning[item] ?? 0
    return again > 0 && again >= MIN_SHARE * returning ? again / returning : undefined
  }

  /** Releases the arrays. */
  close(): void {
    this.arena.releaseAll()
  }
}

/**
 * Counts the owners of every item. Orders of one day are one purchase, because an item that was forgotten is not bought again; orders
 * without a date count one by one. Yields now and then.
 */
export function* findRepurchases(baskets: Baskets): Generator<undefined, Repurchases> {
  const { heads, orderItems, days, items, orders } = baskets
  const found = new Repurchases(baskets.arena, items)
  const scratch = baskets.arena.scope()
  // By item: the customer who was seen with it last (from 1 on), that customer's first day, and whether it was bought again.
  const [owner, first, isCounted] = [scratch.uint32(items), scratch.uint16(items), scratch.uint8(items)]
  let [customer, last, left] = [0, 0, SLICE_LINES]
  for (let order = 0; order < orders; order += 1) {
    if (baskets.startsCustomer(order)) {
      customer += 1
      last = lastOrderFrom(baskets, order)
    }
    const day = days[order] ?? 0
    const returns = day === 0 ? order < last : day < (days[last] ?? 0)
    const end = heads[2 * order + 2] ?? 0
    for (let line = heads[2 * order] ?? 0; line < end; line += 1) {
      const item = orderItems[line] ?? 0
      if (owner[item] !== customer) {
        owner[item] = customer
        first[item] = day
        isCounted[item] = 0
        if (returns) found.returning[item] = (found.returning[item] ?? 0) + 1
      } else if (isCounted[item] === 0 && (day === 0 || day > (first[item] ?? 0))) {
        isCounted[item] = 1
        found.again[item] = (found.again[item] ?? 0) + 1
      }
      left -= 1
    }
    if (left < 0) {
      left = SLICE_LINES
      yield undefined
    }
  }
  scratch.releaseAll()
  return found
}

/** The last order of the customer whose first one this is. */
function lastOrderFrom(baskets: Baskets, order: number): number {
  let last = order
  while (last + 1 < baskets.orders && !baskets.startsCustomer(last + 1)) last += 1
  return last
}
