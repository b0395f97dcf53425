import { createHash } from 'node:crypto'
import type { Baskets } from '../engine/data/baskets.ts'
import { candidatesThatFit } from '../engine/data/capacity.ts'
import { InvertedIndex } from '../engine/data/inverted-index.ts'
import { explainOrders } from '../engine/mine/pairs/mixture.ts'
import { findNeighbours, type MixtureCandidates, SHARE_UNIT } from '../engine/mine/pairs/neighbours.ts'
import { PairCounter } from '../engine/mine/pairs/pair-counter.ts'
import { PairTable } from '../engine/mine/pairs/pair-table.ts'
import { SupportedPairs } from '../engine/mine/pairs/supported-pairs.ts'

/** Rows of integers, as a warehouse sends them home. */
export type Rows = Iterable<readonly number[]>

const drained = <Result>(steps: Generator<unknown, Result>): Result => {
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

/** SHA-256 of rows, each a line of its numbers with commas between them. */
export function hashOfRows(rows: Rows): string {
  const hash = createHash('sha256')
  for (const row of rows) hash.update(`${row.join(',')}\n`)
  return hash.digest('hex')
}

/** The rows of the statement `items`, by the engine. */
export function* itemRows(baskets: Baskets): Generator<number[]> {
  for (let item = 0; item < baskets.items; item += 1) {
    const orders = baskets.ordersOf(item)
    if (orders > 0) yield [item, orders]
  }
}

/** The rows of the statement `pairs`, by the engine's own loop. */
export function* pairRows(baskets: Baskets): Generator<number[]> {
  const counter = new PairCounter(baskets, 1)
  const index = new InvertedIndex(baskets)
  for (let item = 0; item < baskets.items; item += 1) {
    drained(index.load(item))
    counter.count(index.ordersOf(item))
    const others = counter.touched.slice(0, counter.seen).sort()
    for (const other of others) {
      const both = counter.coOrders[other] ?? 0
      if (other <= item || both < 2) continue
      const votes = counter.votes[other] ?? 0
      yield [item, other, both, counter.customerCount(other), counter.cappedOrders(other), votes]
    }
  }
  index.close()
  counter.close()
}

/** The initial estimates of the mixture: what the warehouse needs for its credits. */
export function candidatesOf(baskets: Baskets): MixtureCandidates {
  const { items, lines, orders, arena } = baskets
  const limits = candidatesThatFit(orders, lines, items, arena.memory.bytes)
  const needs = { min_co_orders: 2, min_customers: 2 }
  const [pairs, supported] = [new PairTable(baskets, 0), new SupportedPairs(baskets, 0)]
  return drained(findNeighbours(baskets, needs, limits, pairs, supported)).mixture
}

/** The rows of the table `pairwell_shares`. */
export const shareRows = ({ lists }: MixtureCandidates): Generator<number[]> =>
  entries(lists, (at) => SHARE_UNIT * (lists.values[at] ?? 0))

/** The rows of the statement `credits`, by the engine. */
export function creditRows(baskets: Baskets, candidates: MixtureCandidates): Generator<number[]> {
  const { credits } = drained(explainOrders(baskets, candidates))
  return entries(candidates.lists, (at) => credits[at] ?? 0)
}

function* entries(
  { lengths, stride, items }: MixtureCandidates['lists'],
  valueAt: (at: number) => number,
): Generator<number[]> {
  for (let item = 0; item < lengths.length; item += 1) {
    const end = item * stride + (lengths[item] ?? 0)
    for (let at = item * stride; at < end; at += 1) yield [item, items[at] ?? 0, valueAt(at)]
  }
}
