import { hash32 } from '../numbers/hash.ts'
import { type Numbers, numbersBelow } from '../numbers/typed-array.ts'
import { type Baskets, shapeOf, WHOLE_WEIGHT } from './baskets.ts'
import { type OrderColumns, placing } from './group-by-customer.ts'
import { Bytes } from './memory.ts'

/** Distinct items of one order that are counted; of a larger one these are chosen by the hash of their ids. */
export const MOST_ITEMS_AN_ORDER = 1_000
/** Sizes above are as good as this one: an import cuts orders at 10,000 lines. */
const LARGEST_SIZE = 65_535

/** One order: when (UTC milliseconds or null), whose, and what. */
export type TableOrder = {
  at: number | null
  /** Any text that is the same for the same person; null makes the order a customer of its own. */
  customer: string | null
  /** Numbers of its items that the catalogue knows, each once. */
  items: readonly number[]
  /** Distinct things it holds, known or not. */
  size: number
  /** What it counts in scores, 0 < weight ≤ 1, kept in steps of 1/255; 1 without it. Evidence counts orders as they are. */
  weight?: number
}

/** The orders of one run in typed arrays, filled once. The order of filling must not depend on chance. */
export class OrderTable {
  readonly items: number
  orders = 0
  lines = 0
  readonly bytes = new Bytes()
  private hashes: Uint32Array
  private columns: OrderColumns

  /**
   * @param ids    item ids; a position is the item's number
   * @param orders most orders that will be added
   * @param lines  most lines that will be added
   */
  constructor(ids: readonly string[], orders: number, lines: number) {
    this.items = ids.length
    this.hashes = Uint32Array.from(ids, hash32)
    this.columns = roomFor(this.items, orders, lines)
    this.bytes.take(this.hashes, ...Object.values(this.columns))
  }

  /** Adds an order; false when the table is full, and then nothing was added. */
  add(order: TableOrder): boolean {
    const { dated, who, namesake, shapes, held } = this.columns
    const items = this.chosen(order.items)
    if (this.orders === who.length || this.lines + items.length > held.length) return false
    dated[2 * this.orders] = order.at === null ? 0 : Math.max(0, Math.floor(order.at / 1000))
    dated[2 * this.orders + 1] = this.orders
    // Two hashes of 32 bits: two of ten million customers fall together with a chance of 5 in a million. The second
    // differs in front: what FNV takes for equal stays equal with anything behind it.
    const anonymous = order.customer === null
    who[this.orders] = anonymous ? this.orders : hash32(order.customer ?? '')
    namesake[this.orders] = anonymous ? 0 : hash32(`.${order.customer}`) | 1
    const weight = Math.max(1, Math.round(WHOLE_WEIGHT * (order.weight ?? 1)))
    shapes[2 * this.orders + 1] = shapeOf(Math.min(LARGEST_SIZE, order.size), weight)
    held.set(items, this.lines)
    sortSlice(held, this.lines, this.lines + items.length)
    this.lines += items.length
    this.orders += 1
    shapes[2 * this.orders] = this.lines
    return true
  }

  private chosen(items: readonly number[]): readonly number[] {
    if (items.length <= MOST_ITEMS_AN_ORDER) return items
    const hash = (item: number) => this.hashes[item] ?? 0
    return [...items].sort((a, b) => hash(a) - hash(b) || a - b).slice(0, MOST_ITEMS_AN_ORDER)
  }

  /** As `closing`, in one go. */
  close(): Baskets {
    const steps = this.closing()
    let step = steps.next()
    while (!step.done) step = steps.next()
    return step.value
  }

  /** Puts a customer's orders side by side, oldest first. Yields now and then. Ends the table. */
  *closing(): Generator<undefined, Baskets> {
    const { items, orders, lines, bytes, columns } = this
    bytes.free(this.hashes)
    // Whoever still holds the table must not hold its arrays.
    this.hashes = new Uint32Array(0)
    this.columns = roomFor(items, 0, 0)
    return yield* placing(columns, { items, orders, lines, bytes })
  }
}

const roomFor = (items: number, orders: number, lines: number): OrderColumns => ({
  dated: new Uint32Array(2 * orders),
  who: new Uint32Array(orders),
  namesake: new Uint32Array(orders),
  shapes: new Uint32Array(2 * orders + 1),
  held: numbersBelow(items, lines),
})

/** Sorts a part of the array in place: by insertion, since most orders are short. */
function sortSlice(numbers: Numbers, from: number, to: number): void {
  if (to - from > 32) {
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
