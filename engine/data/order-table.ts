import { hash32 } from '../numbers/hash.ts'
import type { Numbers } from '../numbers/typed-array.ts'
import { Arena } from './arena.ts'
import { type Baskets, FULL_WEIGHT, shapeOf } from './baskets.ts'
import { groupByCustomer, type OrderColumns } from './group-by-customer.ts'

/** Distinct items of one order that are counted; of a larger order these are chosen by the hash of their ids. */
export const MAX_ITEMS_PER_ORDER = 1_000
/** Largest size that is told apart: an import cuts orders at 10,000 lines. */
const MAX_SIZE = 65_535
/** Orders longer than this are sorted by the engine's own sort instead of by insertion. */
const MAX_INSERTION_SORT = 32

/** One order: when (UTC milliseconds or null), by whom, and what. */
export type TableOrder = {
  at: number | null
  /** Any text that is the same for the same person; null makes the order a customer of its own. */
  customer: string | null
  /** Numbers of its items that the catalogue knows, each once. */
  items: readonly number[]
  /** Distinct things in it, including those that the catalogue does not know. */
  size: number
  /** Weight in scores, 0 < weight ≤ 1, kept in steps of 1/255; 1 without it. Evidence counts every order as 1. */
  weight?: number
}

/** The orders of one run in typed arrays, filled once. Fill it in an order that does not depend on chance. */
export class OrderTable {
  readonly items: number
  orders = 0
  lines = 0
  readonly arena: Arena
  private hashes: Uint32Array
  private columns: OrderColumns

  /**
   * @param ids    item ids; an id's position is the item's number
   * @param orders most orders that will be added
   * @param lines  most lines that will be added
   */
  constructor(ids: readonly string[], orders: number, lines: number, arena = new Arena()) {
    this.items = ids.length
    this.arena = arena
    this.hashes = this.arena.adopt(Uint32Array.from(ids, hash32))
    this.columns = emptyColumns(this.arena, this.items, orders, lines)
  }

  /** Adds an order. @returns false when the table is full, and then nothing was added */
  add(order: TableOrder): boolean {
    const { dated, customerHashes, secondHashes, shapes, orderItems } = this.columns
    const items = this.countedItems(order.items)
    const isFull = this.orders === customerHashes.length || this.lines + items.length > orderItems.length
    if (isFull) return false
    dated[2 * this.orders] = order.at === null ? 0 : Math.max(0, Math.floor(order.at / 1000))
    dated[2 * this.orders + 1] = this.orders
    // Two hashes of 32 bits: two of ten million customers collide with a chance of 5 in a million. The second hash has a
    // prefix, because texts with equal FNV hashes keep them equal with any suffix.
    const isAnonymous = order.customer === null
    customerHashes[this.orders] = isAnonymous ? this.orders : hash32(order.customer ?? '')
    secondHashes[this.orders] = isAnonymous ? 0 : hash32(`.${order.customer}`) | 1
    const weight = Math.max(1, Math.round(FULL_WEIGHT * (order.weight ?? 1)))
    shapes[2 * this.orders + 1] = shapeOf(Math.min(MAX_SIZE, order.size), weight)
    orderItems.set(items, this.lines)
    sortSlice(orderItems, this.lines, this.lines + items.length)
    this.lines += items.length
    this.orders += 1
    shapes[2 * this.orders] = this.lines
    return true
  }

  private countedItems(items: readonly number[]): readonly number[] {
    if (items.length <= MAX_ITEMS_PER_ORDER) return items
    const hash = (item: number) => this.hashes[item] ?? 0
    return [...items].sort((a, b) => hash(a) - hash(b) || a - b).slice(0, MAX_ITEMS_PER_ORDER)
  }

  /** As `closing`, without pauses. */
  close(): Baskets {
    const steps = this.closing()
    let step = steps.next()
    while (!step.done) step = steps.next()
    return step.value
  }

  /** Ends the table and groups its orders by customer, oldest first. Yields now and then. */
  *closing(): Generator<undefined, Baskets> {
    const { items, orders, lines, arena, columns } = this
    arena.release(this.hashes)
    // Whoever still holds the table must not hold its arrays.
    this.hashes = new Uint32Array(0)
    this.columns = emptyColumns(new Arena(), items, 0, 0)
    return yield* groupByCustomer(columns, { items, orders, lines, arena })
  }
}

const emptyColumns = (arena: Arena, items: number, orders: number, lines: number): OrderColumns => ({
  dated: arena.uint32(2 * orders),
  customerHashes: arena.uint32(orders),
  secondHashes: arena.uint32(orders),
  shapes: arena.uint32(2 * orders + 1),
  orderItems: arena.numbersBelow(items, lines),
})

/** Sorts a part of the array in place; by insertion where it is short, as most orders are. */
function sortSlice(numbers: Numbers, from: number, to: number): void {
  if (to - from > MAX_INSERTION_SORT) {
    numbers.subarray(from, to).sort()
    return
  }
  for (let at = from + 1; at < to; at += 1) {
    const number = numbers[at] ?? 0
    let hole = at
    for (; hole > from && (numbers[hole - 1] ?? 0) > number; hole -= 1) numbers[hole] = numbers[hole - 1] ?? 0
    numbers[hole] = number
  }
}
