import { sortByKey, sortingPairs } from '../numbers/sort.ts'
import { type Numbers, numbersBelow } from '../numbers/typed-array.ts'
import { Baskets, headOf } from './baskets.ts'
import type { Bytes } from './memory.ts'

/** Orders as they came, in columns; an order's items stand in `held` from its start to the next one's. */
export type OrderColumns = {
  /** UTC seconds, 0 for no date, and the order's number: two an order, ready to be sorted. */
  dated: Uint32Array<ArrayBuffer>
  /** Two hashes of the customer; the second is 0 for nobody. */
  who: Uint32Array
  namesake: Uint32Array
  /** Two numbers an order, side by side because they are read together: its start in `held`, and its shape (`shapeOf`). */
  shapes: Uint32Array
  held: Numbers
}

/** How many there are, and where their bytes are counted. */
type Counts = { items: number; orders: number; lines: number; bytes: Bytes }

const SECONDS_A_DAY = 86_400
/** Bit of an order's number that says: a customer's orders begin here. */
const FIRST = 0x8000_0000
/** Orders moved between two pauses: about 2 ms of work. */
const ORDERS_A_SLICE = 50_000

/** Puts a customer's orders side by side, oldest first. Yields now and then. Uses up the columns. */
export function* placing(columns: OrderColumns, counts: Counts): Generator<undefined, Baskets> {
  const { items, orders, lines, bytes } = counts
  const { sorted, customers, days } = yield* sorting(columns, counts)
  const { shapes, held } = columns
  const placed = {
    heads: new Uint32Array(2 * orders + 1),
    held: numbersBelow(items, lines),
    days: new Uint16Array(orders),
    degrees: new Uint32Array(items),
  }
  bytes.take(placed.heads, placed.held, placed.days, placed.degrees)
  let line = 0
  let pairs = 0
  for (let place = 0; place < orders; place += 1) {
    const order = (sorted[place] ?? 0) & ~FIRST
    const isFirst = order !== sorted[place]
    placed.days[place] = days[order] ?? 0
    const from = shapes[2 * order] ?? 0
    const end = shapes[2 * order + 2] ?? 0
    placed.heads[2 * place + 1] = headOf(shapes[2 * order + 1] ?? 0, isFirst)
    pairs += ((end - from) * (end - from - 1)) / 2
    for (let at = from; at < end; at += 1) {
      const item = held[at] ?? 0
      placed.held[line++] = item
      placed.degrees[item] = (placed.degrees[item] ?? 0) + 1
    }
    placed.heads[2 * place + 2] = line
    if (place % ORDERS_A_SLICE === 0) yield undefined
  }
  bytes.free(days, sorted, shapes, held)
  return new Baskets({ items, orders, lines, customers, pairs, bytes, ...placed })
}

type Sorted = { sorted: Uint32Array; customers: number; days: Uint16Array }

/** Orders by customer and date, the first of each customer marked; how many customers there are; and the day of each order. */
function* sorting(columns: OrderColumns, counts: Counts): Generator<undefined, Sorted> {
  const { orders, bytes } = counts
  const { dated, who, namesake } = columns
  bytes.take(dated)
  const pairs = yield* sortingPairs(dated.subarray(0, 2 * orders))
  bytes.free(dated)
  const days = yield* takeDays(pairs, counts)
  for (let at = 0; at < pairs.length; at += 2) pairs[at] = who[pairs[at + 1] ?? 0] ?? 0
  columns.dated = new Uint32Array(0)
  columns.who = new Uint32Array(0)
  bytes.free(who)
  bytes.take(pairs)
  const byCustomer = yield* sortingPairs(pairs)
  bytes.free(pairs)
  const sorted = new Uint32Array(orders)
  bytes.take(sorted)
  const customers = yield* markFirsts(byCustomer, namesake, sorted)
  bytes.free(byCustomer, namesake)
  columns.namesake = new Uint32Array(0)
  return { sorted, customers, days }
}

/**
 * Marks the orders with which those of a customer begin; returns how many there are. Orders of one first hash stand
 * together; where customers share it, the second one parts them.
 * @param byCustomer first hash, order, first hash, order …
 * @param sorted     takes the orders
 */
function* markFirsts(
  byCustomer: Uint32Array,
  namesake: Uint32Array,
  sorted: Uint32Array,
): Generator<undefined, number> {
  const second = (order: number) => namesake[order] ?? 0
  let firsts = 0
  let rested = 0
  for (let from = 0; from < sorted.length; ) {
    const hash = byCustomer[2 * from]
    const leader = byCustomer[2 * from + 1] ?? 0
    sorted[from] = leader | FIRST
    firsts += 1
    let to = from + 1
    let mixed = false
    for (; to < sorted.length && byCustomer[2 * to] === hash; to += 1) {
      const order = byCustomer[2 * to + 1] ?? 0
      sorted[to] = order
      mixed ||= second(order) !== second(leader)
    }
    if (mixed) {
      sorted[from] = leader
      sorted.subarray(from, to).set(sortByKey(sorted.slice(from, to), second))
      firsts += markNamesakes(sorted.subarray(from, to), second) - 1
    }
    from = to
    if (from - rested > ORDERS_A_SLICE) {
      rested = from
      yield undefined
    }
  }
  return firsts
}

/** Marks the first order of each second hash; returns how many there are. */
function markNamesakes(sorted: Uint32Array, second: (order: number) => number): number {
  let firsts = 0
  let before: number | undefined
  for (const [at, order] of sorted.entries()) {
    const hash = second(order)
    if (hash !== before) {
      sorted[at] = order | FIRST
      firsts += 1
    }
    before = hash
  }
  return firsts
}

/** The day of each order, 0 for no date. */
function* takeDays(dated: Uint32Array, { orders, bytes }: Counts): Generator<undefined, Uint16Array> {
  const days = new Uint16Array(orders)
  bytes.take(days)
  for (let at = 0; at < dated.length; at += 2) {
    days[dated[at + 1] ?? 0] = Math.ceil((dated[at] ?? 0) / SECONDS_A_DAY)
    if (at % ORDERS_A_SLICE === 0) yield undefined
  }
  return days
}
