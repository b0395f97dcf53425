import type { Baskets } from '../../engine/data/baskets.ts'
import { addCredits, type Credits } from '../../engine/mine/pairs/mixture.ts'
import { emptyNeighbours } from '../../engine/mine/pairs/neighbours.ts'
import { writeRows } from '../../engine/mine/pairs/pair-record.ts'
import type { Work } from '../../engine/mine/work.ts'
import { listsOf } from './list-codec.ts'
import type { Range, Threads } from './threads.ts'

/** Parts of a step over items: each passes over all orders once, and the last one must not keep the other threads waiting. */
const MIN_PARTS = 8
const PARTS_A_THREAD = 6

/** The long steps of a mining run, divided among threads. The orders must be in shared memory (`sharedMemory`). */
export const workInThreads = (threads: Threads): Work => ({
  *neighbours({ baskets, thresholds, limits, pairs, supported, popular }) {
    const neighbours = emptyNeighbours(baskets, limits)
    const { ridge, mixture, pairCounts } = neighbours
    const input = { thresholds, limits, popular, ridge, mixture, most: supported.items.length }
    for (const found of threads.run('neighbours', baskets, input, itemParts(baskets, threads))) {
      writeRows(baskets, found.rows, pairs, supported)
      pairCounts.pairs += found.pairCounts.pairs
      pairCounts.in_three_orders += found.pairCounts.in_three_orders
      yield undefined
    }
    return neighbours
  },
  *ridge(baskets, pairs, byTarget) {
    for (const _ of threads.run('ridge', baskets, { pairs, byTarget }, itemParts(baskets, threads)))
      yield undefined
  },
  *credits(baskets, candidates) {
    let sum: Credits | undefined
    for (const credits of threads.run('credits', baskets, { candidates }, orderParts(baskets, threads))) {
      if (sum) addCredits(sum, credits)
      else sum = credits
      yield undefined
    }
    const { arena, items } = baskets
    const { credits, weights } = sum ?? {
      credits: arena.uint32(candidates.lists.values.length),
      weights: arena.float64(items),
    }
    arena.adopt(credits)
    arena.adopt(weights)
    return { credits, weights }
  },
  *lists(baskets, sources) {
    for (const numbers of threads.run('lists', baskets, { sources }, itemParts(baskets, threads)))
      yield* listsOf(numbers)
  },
})

/** Parts of the items with about equally many order lines. */
function itemParts(baskets: Baskets, { count }: Threads): Range[] {
  const parts = Math.min(baskets.items, Math.max(MIN_PARTS, PARTS_A_THREAD * count))
  return divided(baskets.items, parts, (item) => 1 + baskets.ordersOf(item))
}

/** One part of the orders for each thread, because each has sums for all pairs. */
const orderParts = (baskets: Baskets, { count }: Threads): Range[] =>
  divided(baskets.orders, count, (order) => {
    const from = baskets.heads[2 * order] ?? 0
    return (baskets.heads[2 * order + 2] ?? 0) - from
  })

/** Consecutive ranges of about the same weight; at most `parts`, none of them empty. */
function divided(length: number, parts: number, weightOf: (at: number) => number): Range[] {
  let total = 0
  for (let at = 0; at < length; at += 1) total += weightOf(at)
  const ranges: Range[] = []
  let from = 0
  let sum = 0
  for (let at = 0; at < length; at += 1) {
    sum += weightOf(at)
    if (sum * parts < total * (ranges.length + 1) && at + 1 < length) continue
    ranges.push({ from, to: at + 1 })
    from = at + 1
  }
  return ranges
}
