import { sortByKey, sortingPairs } from '../numbers/sort.ts'
import type { Numbers } from '../numbers/typed-array.ts'
import type { Arena } from './arena.ts'
import { Baskets, headOf } from './baskets.ts'

/** Orders in the sequence in which they came, in columns. */
export type OrderColumns = {
  /** UTC seconds (0 for no date) and number of the order: two values an order, ready to be sorted. */
  dated: Uint32Array<ArrayBuffer>
  /** Two hashes of the customer; the second is 0 for an order without a customer. */
  customerHashes: Uint32Array
  secondHashes: Uint32Array
  /** Two values an order, side by side because they are read together: its start in `orderItems`, and its shape (`shapeOf`). */
  shapes: Uint32Array
  orderItems: Numbers
}

/** Number of items, orders and lines, and the owner of the columns. */
type TableSize = { items: number; orders: number; lines: number; arena: Arena }

const SECONDS_A_DAY = 86_400
/** Bit of an order's number that marks the first order of a customer. */
const FIRST = 0x8000_0000
/** Orders moved between two pauses: about 2 ms of work. */
const SLICE_ORDERS = 50_000

/** Puts a customer's orders side by side, oldest first. Releases the columns. Yields now and then. */
export function* groupByCustomer(columns: OrderColumns, size: TableSize): Generator<undefined, Baskets> {
  const { items, orders, lines, arena } = size
  const { sorted, customers, days } = yield* sortByCustomer(columns, size)
  const { shapes, orderItems } = columns
  const grouped = {
    heads: arena.uint32(2 * orders + 1),
    orderItems: arena.numbersBelow(items, lines),
    days: arena.uint16(orders),
    itemOrders: arena.uint32(items),
  }
  let line = 0
  let pairs = 0
  for (let place = 0; place < orders; place += 1) {
    const order = (sorted[place] ?? 0) & ~FIRST
    const isFirst = order !== sorted[place]
    grouped.days[place] = days[order] ?? 0
    const from = shapes[2 * order] ?? 0
    const end = shapes[2 * order + 2] ?? 0
    grouped.heads[2 * place + 1] = headOf(shapes[2 * order + 1] ?? 0, isFirst)
    pairs += ((end - from) * (end - from - 1)) / 2
    for (let at = from; at < end; at += 1) {
      const item = orderItems[at] ?? 0
      grouped.orderItems[line++] = item
      grouped.itemOrders[item] = (grouped.itemOrders[item] ?? 0) + 1
    }
    grouped.heads[2 * place + 2] = line
    if (place % SLICE_ORDERS === 0) yield undefined
  }
  arena.release(days, sorted, shapes, orderItems)
  return new Baskets({ items, orders, lines, customers, pairs, arena, ...grouped })
}

type SortedOrders = { sorted: Uint32Array; customers: number; days: Uint16Array }

/** Orders by customer and date, the first of each customer marked; the number of customers; and the day of each order. */
function* sortByCustomer(columns: OrderColumns, size: TableSize): Generator<undefined, SortedOrders> {
  const { orders, arena } = size
  const { dated, customerHashes, secondHashes } = columns
  // Both sorts move the pairs between the buffer of `dated` and a second one, which is counted while a sort runs.
  const firstSort = arena.reserve(dated.byteLength)
  const pairs = yield* sortingPairs(dated.subarray(0, 2 * orders))
  arena.release(firstSort)
  const days = yield* daysOf(pairs, size)
  for (let at = 0; at < pairs.length; at += 2) pairs[at] = customerHashes[pairs[at + 1] ?? 0] ?? 0
  columns.dated = new Uint32Array(0)
  columns.customerHashes = new Uint32Array(0)
  arena.release(customerHashes)
  const secondSort = arena.reserve(pairs.byteLength)
  const byCustomer = yield* sortingPairs(pairs)
  arena.release(secondSort)
  const sorted = arena.uint32(orders)
  const customers = yield* markFirsts(byCustomer, secondHashes, sorted)
  arena.release(dated, secondHashes)
  columns.secondHashes = new Uint32Array(0)
  return { sorted, customers, days }
}

/**
 * Marks the first order of each customer; returns the number of customers. Orders with the same first hash are consecutive;
 * where several customers share it, their second hashes separate them.
 * @param byCustomer first hash, order, first hash, order …
 * @param sorted     receives the orders
 */
function* markFirsts(
  byCustomer: Uint32Array,
  secondHashes: Uint32Array,
  sorted: Uint32Array,
): Generator<undefined, number> {
  const secondHash = (order: number) => secondHashes[order] ?? 0
  let customers = 0
  let rested = 0
  for (let from = 0; from < sorted.length; ) {
    const hash = byCustomer[2 * from]
    const leader = byCustomer[2 * from + 1] ?? 0
    sorted[from] = leader | FIRST
    customers += 1
    let to = from + 1
    let isShared = false
    for (; to < sorted.length && byCustomer[2 * to] === hash; to += 1) {
      const order = byCustomer[2 * to + 1] ?? 0
      sorted[to] = order
      isShared ||= secondHash(order) !== secondHash(leader)
    }
    if (isShared) {
      sorted[from] = leader
      sorted.subarray(from, to).set(sortByKey(sorted.slice(from, to), secondHash))
      customers += markBySecondHash(sorted.subarray(from, to), secondHash) - 1
    }
    from = to
    if (from - rested > SLICE_ORDERS) {
      rested = from
      yield undefined
    }
  }
  return customers
}

/** Marks the first order of each second hash; returns how many there are. */
function markBySecondHash(sorted: Uint32Array, secondHash: (order: number) => number): number {
  let customers = 0
  let before: number | undefined
  for (const [at, order] of sorted.entries()) {
    const hash = secondHash(order)
    if (hash !== before) {
      sorted[at] = order | FIRST
      customers += 1
    }
    before = hash
  }
  return customers
}

/** The day of each order, 0 for no date. */
function* daysOf(dated: Uint32Array, { orders, arena }: TableSize): Generator<undefined, Uint16Array> {
  const days = arena.uint16(orders)
  for (let at = 0; at < dated.length; at += 2) {
    days[dated[at + 1] ?? 0] = Math.ceil((dated[at] ?? 0) / SECONDS_A_DAY)
    if (at % SLICE_ORDERS === 0) yield undefined
  }
  return days
}
