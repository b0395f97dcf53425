import { hash32 } from '../numbers/hash.ts'
import { sortByKey } from '../numbers/sort.ts'

/** Distinct items of one order that are counted; of a larger one these are chosen by the hash of their ids. */
export const MOST_ITEMS_AN_ORDER = 1_000

/** Bytes that the arrays of one run may take: half of an isolate that also serves shoppers. */
export const MOST_ARRAY_BYTES = 64_000_000

/** Bytes an order takes at the peak: date 4, customer 8 + 4, start 4, size 4, two sorted orders 8, a mark 4. */
const BYTES_AN_ORDER = 36
/** Bytes a line takes: its item in the order, and its order under the item. */
const BYTES_A_LINE = 8
/** Bytes an item takes: hash 4, start 4, and the counters of engine/mine/companions.ts. */
const BYTES_AN_ITEM = 40

/** Bytes of the arrays for that many orders, lines and items. */
export const arrayBytes = (orders: number, lines: number, items: number): number =>
  orders * BYTES_AN_ORDER + lines * BYTES_A_LINE + items * BYTES_AN_ITEM

/** One order: when (UTC milliseconds or null), whose, and what. */
export type TableOrder = {
  at: number | null
  /** Any text that is the same for the same person; null makes the order a customer of its own. */
  customer: string | null
  /** Numbers of its items that the catalogue knows, each once. */
  items: readonly number[]
  /** Distinct things it holds, known or not. */
  size: number
}

/** The orders of one run in typed arrays, filled once. The order of filling must not depend on chance. */
export class OrderTable {
  readonly items: number
  orders = 0
  lines = 0
  private readonly hashes: Uint32Array
  private readonly seconds: Uint32Array
  private readonly who: Uint32Array
  private readonly sizes: Uint32Array
  private readonly starts: Uint32Array
  private readonly held: Uint32Array

  /**
   * @param ids    item ids; a position is the item's number
   * @param orders most orders that will be added
   * @param lines  most lines that will be added
   */
  constructor(ids: readonly string[], orders: number, lines: number) {
    this.items = ids.length
    this.hashes = Uint32Array.from(ids, hash32)
    this.seconds = new Uint32Array(orders)
    this.who = new Uint32Array(2 * orders)
    this.sizes = new Uint32Array(orders)
    this.starts = new Uint32Array(orders + 1)
    this.held = new Uint32Array(lines)
  }

  /** Adds an order; false when the table is full, and then nothing was added. */
  add(order: TableOrder): boolean {
    const items = this.chosen(order.items)
    if (this.orders === this.seconds.length || this.lines + items.length > this.held.length) return false
    this.seconds[this.orders] = order.at === null ? 0 : Math.max(0, Math.floor(order.at / 1000))
    // Two hashes of 32 bits: two of ten million customers fall together with a chance of 5 in a million. The second
    // differs in front: what FNV takes for equal stays equal with anything behind it.
    const anonymous = order.customer === null
    this.who[2 * this.orders] = anonymous ? this.orders : hash32(order.customer ?? '')
    this.who[2 * this.orders + 1] = anonymous ? 0 : hash32(`.${order.customer}`) | 1
    this.sizes[this.orders] = order.size
    this.held.set(items, this.lines)
    this.lines += items.length
    this.orders += 1
    this.starts[this.orders] = this.lines
    return true
  }

  private chosen(items: readonly number[]): readonly number[] {
    if (items.length <= MOST_ITEMS_AN_ORDER) return items
    const hash = (item: number) => this.hashes[item] ?? 0
    return [...items].sort((a, b) => hash(a) - hash(b) || a - b).slice(0, MOST_ITEMS_AN_ORDER)
  }

  /** Sorts the orders by customer and date, and turns them round: which orders hold an item. */
  close(): Baskets {
    const { customers, of } = numberCustomers(this.who, this.orders)
    const unsorted = Uint32Array.from({ length: this.orders }, (_, order) => order)
    const byDate = sortByKey(unsorted, (order) => this.seconds[order] ?? 0)
    const sorted = sortByKey(byDate, (order) => of[order] ?? 0)
    return new Baskets({ ...this.closed(), customers, of, sorted })
  }

  private closed() {
    const { items, orders, lines, sizes, starts, held } = this
    return { items, orders, lines, sizes, starts, held }
  }
}

/** Gives each customer a number in the order of appearance. Open addressing over pairs of 32-bit hashes. */
function numberCustomers(who: Uint32Array, orders: number): { customers: number; of: Uint32Array } {
  const slots = 2 ** Math.ceil(Math.log2(Math.max(2, orders * 1.5)))
  // Holds the order that brought the customer, plus one.
  const table = new Uint32Array(slots)
  const of = new Uint32Array(orders)
  let customers = 0
  for (let order = 0; order < orders; order += 1) {
    const a = who[2 * order] ?? 0
    const b = who[2 * order + 1] ?? 0
    let slot = (Math.imul(a, 0x9e3779b1) ^ b) >>> 0
    for (; ; slot += 1) {
      const first = table[slot % slots] ?? 0
      if (first === 0) {
        table[slot % slots] = order + 1
        of[order] = customers
        customers += 1
        break
      }
      if (who[2 * first - 2] === a && who[2 * first - 1] === b) {
        of[order] = of[first - 1] ?? 0
        break
      }
    }
  }
  return { customers, of }
}

type Closed = {
  items: number
  orders: number
  lines: number
  sizes: Uint32Array
  starts: Uint32Array
  held: Uint32Array
  customers: number
  of: Uint32Array
  sorted: Uint32Array
}

/** Orders and items, each findable from the other. A *place* is an order's position when sorted by customer and date. */
export class Baskets {
  readonly items: number
  readonly orders: number
  readonly lines: number
  readonly customers: number
  private readonly table: Closed
  private readonly itemStarts: Uint32Array
  private readonly itemPlaces: Uint32Array

  constructor(table: Closed) {
    this.items = table.items
    this.orders = table.orders
    this.lines = table.lines
    this.customers = table.customers
    this.table = table
    this.itemStarts = new Uint32Array(table.items + 1)
    this.itemPlaces = new Uint32Array(table.lines)
    this.turnRound()
  }

  /** Orders that hold the item, as places in growing order: a customer's stand together, oldest first. */
  placesOf(item: number): Uint32Array {
    return this.itemPlaces.subarray(this.itemStarts[item] ?? 0, this.itemStarts[item + 1] ?? 0)
  }

  /** How many orders hold the item. */
  ordersOf(item: number): number {
    return (this.itemStarts[item + 1] ?? 0) - (this.itemStarts[item] ?? 0)
  }

  /** The order at a place: its items, its customer's number and the distinct things it holds. */
  at(place: number): { items: Uint32Array; customer: number; size: number } {
    const order = this.table.sorted[place] ?? 0
    const items = this.table.held.subarray(this.table.starts[order] ?? 0, this.table.starts[order + 1] ?? 0)
    return { items, customer: this.table.of[order] ?? 0, size: this.table.sizes[order] ?? 0 }
  }

  private turnRound(): void {
    const { held, lines } = this.table
    const next = this.itemStarts
    for (let line = 0; line < lines; line += 1) {
      const item = held[line] ?? 0
      next[item + 1] = (next[item + 1] ?? 0) + 1
    }
    for (let item = 1; item <= this.items; item += 1) next[item] = (next[item] ?? 0) + (next[item - 1] ?? 0)
    const places = next.slice()
    for (let place = 0; place < this.orders; place += 1) {
      for (const item of this.at(place).items) {
        const to = places[item] ?? 0
        this.itemPlaces[to] = place
        places[item] = to + 1
      }
    }
  }
}
