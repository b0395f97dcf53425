import { hash32 } from '../numbers/hash.ts'
import { sortByKey, sortingByKey } from '../numbers/sort.ts'
import { type Numbers, numbersBelow } from '../numbers/widths.ts'
import { Baskets, headOf, WHOLE_WEIGHT } from './baskets.ts'
import { Bytes } from './bytes.ts'

/** Distinct items of one order that are counted; of a larger one these are chosen by the hash of their ids. */
export const MOST_ITEMS_AN_ORDER = 1_000
/** Sizes above are as good as this one: an import cuts orders at 10,000 lines. */
const LARGEST_SIZE = 65_535
const SECONDS_A_DAY = 86_400
/** Bit of an order's number that says: a customer's orders begin here. */
const FIRST = 0x8000_0000
/** Orders moved between two pauses: about 2 ms of work. */
const ORDERS_A_SLICE = 50_000

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
  private readonly hashes: Uint32Array
  private readonly seconds: Uint32Array
  private readonly who: Uint32Array
  private readonly sizes: Uint16Array
  private readonly weights: Uint8Array
  private readonly starts: Uint32Array
  private readonly held: Numbers

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
    this.sizes = new Uint16Array(orders)
    this.weights = new Uint8Array(orders)
    this.starts = new Uint32Array(orders + 1)
    this.held = numbersBelow(this.items, lines)
    this.bytes.take(this.hashes, this.seconds, this.who, this.sizes, this.weights, this.starts, this.held)
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
    this.sizes[this.orders] = Math.min(LARGEST_SIZE, order.size)
    this.weights[this.orders] = Math.max(1, Math.round(WHOLE_WEIGHT * (order.weight ?? 1)))
    this.held.set(items, this.lines)
    sortSlice(this.held, this.lines, this.lines + items.length)
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

  /** As `closing`, in one go. */
  close(): Baskets {
    const steps = this.closing()
    let step = steps.next()
    while (!step.done) step = steps.next()
    return step.value
  }

  /** Puts a customer's orders side by side, oldest first. Yields now and then. Ends the table. */
  *closing(): Generator<undefined, Baskets> {
    const { orders, lines, who, starts, held, bytes } = this
    const unsorted = new Uint32Array(orders)
    for (let order = 0; order < orders; order += 1) unsorted[order] = order
    bytes.take(unsorted, unsorted)
    const byDate = yield* sortingByKey(unsorted, (order) => this.seconds[order] ?? 0)
    const sorted = yield* sortingByKey(byDate, (order) => who[2 * order] ?? 0)
    yield* this.partNamesakes(sorted)
    const customers = yield* this.markFirsts(sorted)
    bytes.free(unsorted, who)
    const days = yield* this.countDays()
    bytes.free(this.seconds)
    const placed = {
      heads: new Uint32Array(2 * orders + 1),
      held: numbersBelow(this.items, lines),
      days: new Uint16Array(orders),
      degrees: new Uint32Array(this.items),
    }
    bytes.take(placed.heads, placed.held, placed.days, placed.degrees)
    let line = 0
    let pairs = 0
    for (let place = 0; place < orders; place += 1) {
      const order = (sorted[place] ?? 0) & ~FIRST
      const isFirst = order !== sorted[place]
      placed.days[place] = days[order] ?? 0
      placed.heads[2 * place + 1] = headOf(this.sizes[order] ?? 0, this.weights[order] ?? 0, isFirst)
      const from = starts[order] ?? 0
      const end = starts[order + 1] ?? 0
      pairs += ((end - from) * (end - from - 1)) / 2
      for (let at = from; at < end; at += 1) {
        const item = held[at] ?? 0
        placed.held[line++] = item
        placed.degrees[item] = (placed.degrees[item] ?? 0) + 1
      }
      placed.heads[2 * place + 2] = line
      if (place % ORDERS_A_SLICE === 0) yield undefined
    }
    bytes.free(days, unsorted, this.sizes, this.weights, starts, held, this.hashes)
    return new Baskets({ items: this.items, orders, lines, customers, pairs, bytes, ...placed })
  }

  /** Marks the orders with which those of a customer begin; returns how many there are. */
  private *markFirsts(sorted: Uint32Array): Generator<undefined, number> {
    let firsts = 0
    let before = 0
    for (let place = 0; place < sorted.length; place += 1) {
      const order = sorted[place] ?? 0
      if (place === 0 || !this.areOfOne(order, before)) {
        sorted[place] = order | FIRST
        firsts += 1
      }
      before = order
      if (place % ORDERS_A_SLICE === 0) yield undefined
    }
    return firsts
  }

  private *countDays(): Generator<undefined, Uint16Array> {
    const days = new Uint16Array(this.orders)
    this.bytes.take(days)
    for (let order = 0; order < this.orders; order += 1) {
      days[order] = Math.ceil((this.seconds[order] ?? 0) / SECONDS_A_DAY)
      if (order % ORDERS_A_SLICE === 0) yield undefined
    }
    return days
  }

  private areOfOne(order: number, other: number): boolean {
    const { who } = this
    return who[2 * order] === who[2 * other] && who[2 * order + 1] === who[2 * other + 1]
  }

  /** Orders of one first hash stand together; where customers share it, the second one parts them. */
  private *partNamesakes(sorted: Uint32Array): Generator<undefined, void> {
    const first = (place: number) => this.who[2 * (sorted[place] ?? 0)]
    const second = (order: number) => this.who[2 * order + 1] ?? 0
    let rested = 0
    for (let from = 0; from < sorted.length; ) {
      let to = from + 1
      let mixed = false
      for (; to < sorted.length && first(to) === first(from); to += 1) {
        mixed ||= second(sorted[to] ?? 0) !== second(sorted[from] ?? 0)
      }
      if (mixed) sorted.subarray(from, to).set(sortByKey(sorted.slice(from, to), second))
      from = to
      if (from - rested > ORDERS_A_SLICE) {
        rested = from
        yield undefined
      }
    }
  }
}

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
