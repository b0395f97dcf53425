import { sortByKey, sortingByKey } from '../numbers/sort.ts'
import { type Numbers, numbersBelow } from '../numbers/widths.ts'
import { Baskets, headOf } from './baskets.ts'
import type { Bytes } from './bytes.ts'

/** Orders as they came, in columns; an order's items stand in `held` from its start to the next one's. */
export type OrderColumns = {
  /** UTC seconds, 0 for no date. */
  seconds: Uint32Array
  /** Two hashes of the customer; the second is 0 for nobody. */
  who: Uint32Array
  sizes: Uint16Array
  weights: Uint8Array
  starts: Uint32Array
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
  const { sorted, customers } = yield* sorting(columns, counts)
  const days = yield* takeDays(columns, counts)
  const { sizes, weights, starts, held } = columns
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
    placed.heads[2 * place + 1] = headOf(sizes[order] ?? 0, weights[order] ?? 0, isFirst)
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
  bytes.free(days, sorted, sizes, weights, starts, held)
  return new Baskets({ items, orders, lines, customers, pairs, bytes, ...placed })
}

/** Orders by customer and date, the first of each customer marked; and how many customers there are. */
function* sorting(
  columns: OrderColumns,
  { orders, bytes }: Counts,
): Generator<undefined, { sorted: Uint32Array; customers: number }> {
  const { seconds, who } = columns
  const unsorted = new Uint32Array(orders)
  for (let order = 0; order < orders; order += 1) unsorted[order] = order
  bytes.take(unsorted, unsorted)
  const byDate = yield* sortingByKey(unsorted, (order) => seconds[order] ?? 0)
  const sorted = yield* sortingByKey(byDate, (order) => who[2 * order] ?? 0)
  yield* partNamesakes(sorted, who)
  const customers = yield* markFirsts(sorted, who)
  bytes.free(unsorted, who)
  columns.who = new Uint32Array(0)
  return { sorted, customers }
}

/** Orders of one first hash stand together; where customers share it, the second one parts them. */
function* partNamesakes(sorted: Uint32Array, who: Uint32Array): Generator<undefined, void> {
  const first = (place: number) => who[2 * (sorted[place] ?? 0)]
  const second = (order: number) => who[2 * order + 1] ?? 0
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

/** Marks the orders with which those of a customer begin; returns how many there are. */
function* markFirsts(sorted: Uint32Array, who: Uint32Array): Generator<undefined, number> {
  const areOfOne = (order: number, other: number) =>
    who[2 * order] === who[2 * other] && who[2 * order + 1] === who[2 * other + 1]
  let firsts = 0
  let before = 0
  for (let place = 0; place < sorted.length; place += 1) {
    const order = sorted[place] ?? 0
    if (place === 0 || !areOfOne(order, before)) {
      sorted[place] = order | FIRST
      firsts += 1
    }
    before = order
    if (place % ORDERS_A_SLICE === 0) yield undefined
  }
  return firsts
}

/** The day of each order, 0 for no date. */
function* takeDays(columns: OrderColumns, { orders, bytes }: Counts): Generator<undefined, Uint16Array> {
  const { seconds } = columns
  const days = new Uint16Array(orders)
  bytes.take(days)
  for (let order = 0; order < orders; order += 1) {
    days[order] = Math.ceil((seconds[order] ?? 0) / SECONDS_A_DAY)
    if (order % ORDERS_A_SLICE === 0) yield undefined
  }
  bytes.free(seconds)
  columns.seconds = new Uint32Array(0)
  return days
}
