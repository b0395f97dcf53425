import type { Arena } from '../data/arena.ts'
import type { Baskets } from '../data/baskets.ts'

/** Histogram of gaps: 36 bins, each a fifth wider, from one day to more than two years: a median to within a tenth. */
const BINS = 36
const BIN_GROWTH = 1.2
/** Largest count of a bin. */
const MAX_COUNT = 65_535
/** Gaps that a median needs, and the share of the item's orders that they must be. */
const MIN_GAPS = 5
const MIN_SHARE = 0.1
/** Lines looked at between two pauses: about 2 ms of work. */
const SLICE_LINES = 200_000

/** Median of the days after which an item is bought again, and the number of gaps that it rests on. */
export type RepeatInterval = { days: number; seen: number }

/** How soon items are bought again by the same customer. */
export class RepeatIntervals {
  private readonly baskets: Baskets
  private readonly arena: Arena
  /** Histogram of the gaps of each item. */
  private readonly bins: Uint16Array

  constructor(baskets: Baskets) {
    this.baskets = baskets
    this.arena = baskets.arena.scope()
    this.bins = this.arena.uint16(baskets.items * BINS)
  }

  /** Adds a gap. @param days between two purchases of the item, ≥ 1 */
  add(item: number, days: number): void {
    const bin = item * BINS + Math.min(BINS - 1, Math.floor(Math.log(days) / Math.log(BIN_GROWTH)))
    if ((this.bins[bin] ?? 0) < MAX_COUNT) this.bins[bin] = (this.bins[bin] ?? 0) + 1
  }

  /** The interval of an item; undefined when it is bought again too rarely to tell. */
  of(item: number): RepeatInterval | undefined {
    const counts = this.bins.subarray(item * BINS, (item + 1) * BINS)
    const seen = counts.reduce((sum, count) => sum + count, 0)
    if (seen < MIN_GAPS || seen < MIN_SHARE * this.baskets.ordersOf(item)) return undefined
    let below = 0
    for (const [bin, count] of counts.entries()) {
      if (below + count < seen / 2) {
        below += count
        continue
      }
      const within = (seen / 2 - below) / count
      return { days: Math.round(BIN_GROWTH ** (bin + within)), seen }
    }
    return undefined
  }

  /** Releases the array. */
  close(): void {
    this.arena.releaseAll()
  }
}

/**
 * Finds the gaps between a purchase of an item and the same customer's next, in whole days; two purchases on one day are
 * one. Orders without a date are left out. Yields now and then.
 */
export function* findRepeatIntervals(baskets: Baskets): Generator<undefined, RepeatIntervals> {
  const { heads, orderItems, days, items } = baskets
  const intervals = new RepeatIntervals(baskets)
  const scratch = baskets.arena.scope()
  const last = { customer: scratch.uint32(items), day: scratch.uint16(items) }
  let customer = 0
  let left = SLICE_LINES
  for (let order = 0; order < baskets.orders; order += 1) {
    if (baskets.startsCustomer(order)) customer += 1
    const day = days[order] ?? 0
    if (day === 0) continue
    const end = heads[2 * order + 2] ?? 0
    for (let line = heads[2 * order] ?? 0; line < end; line += 1) {
      const item = orderItems[line] ?? 0
      const gap = day - (last.day[item] ?? 0)
      if (last.customer[item] === customer && gap > 0) intervals.add(item, gap)
      last.customer[item] = customer
      last.day[item] = day
      left -= 1
    }
    if (left < 0) {
      left = SLICE_LINES
      yield undefined
    }
  }
  scratch.releaseAll()
  return intervals
}
