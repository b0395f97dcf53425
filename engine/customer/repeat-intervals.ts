import type { Arena } from '../data/arena.ts'
import type { Baskets } from '../data/baskets.ts'

/** Gaps are sorted into boxes a fifth wider each, from one day to more than two years: a median to within a tenth. */
const BOXES = 36
const WIDTH = 1.2
/** Gaps below which nobody can say when, and the share of its orders that must be such. */
const FEWEST_SEEN = 5
const LEAST_SHARE = 0.1
/** Lines looked at between two pauses: about 2 ms of work. */
const WORK_A_SLICE = 200_000

/** After how many days half of those who buy an item again have done so, and from how many gaps. */
export type RepeatInterval = { days: number; seen: number }

/** When items are bought again, by the shop's own customers. */
export class RepeatIntervals {
  private readonly baskets: Baskets
  private readonly arena: Arena
  /** Gaps of each item by box, cut at 65,535. */
  private readonly boxes: Uint16Array

  constructor(baskets: Baskets) {
    this.baskets = baskets
    this.arena = baskets.arena.scope()
    this.boxes = this.arena.uint16(baskets.items * BOXES)
  }

  /** Notes that an item was bought again after so many days, 1 or more. */
  note(item: number, days: number): void {
    const box = item * BOXES + Math.min(BOXES - 1, Math.floor(Math.log(days) / Math.log(WIDTH)))
    if ((this.boxes[box] ?? 0) < 65_535) this.boxes[box] = (this.boxes[box] ?? 0) + 1
  }

  /** Undefined for what is bought again too seldom to say when. */
  of(item: number): RepeatInterval | undefined {
    const gaps = this.boxes.subarray(item * BOXES, (item + 1) * BOXES)
    const seen = gaps.reduce((sum, count) => sum + count, 0)
    if (seen < FEWEST_SEEN || seen < LEAST_SHARE * this.baskets.ordersOf(item)) return undefined
    let below = 0
    for (const [box, count] of gaps.entries()) {
      if (below + count < seen / 2) {
        below += count
        continue
      }
      const within = (seen / 2 - below) / count
      return { days: Math.round(WIDTH ** (box + within)), seen }
    }
    return undefined
  }

  /** Lets go of the array. */
  close(): void {
    this.arena.releaseAll()
  }
}

/**
 * Finds the gaps between one purchase of an item and the same customer's next, whole days apart; two on one day are one.
 * Orders without a date tell nothing. Yields now and then.
 */
export function* findRepeatIntervals(baskets: Baskets): Generator<undefined, RepeatIntervals> {
  const { heads, orderItems, days, items } = baskets
  const repeats = new RepeatIntervals(baskets)
  const scratch = baskets.arena.scope()
  const last = { customer: scratch.uint32(items), day: scratch.uint16(items) }
  let customer = 0
  let rest = WORK_A_SLICE
  for (let place = 0; place < baskets.orders; place += 1) {
    if (baskets.startsCustomer(place)) customer += 1
    const day = days[place] ?? 0
    if (day === 0) continue
    const end = heads[2 * place + 2] ?? 0
    for (let line = heads[2 * place] ?? 0; line < end; line += 1) {
      const item = orderItems[line] ?? 0
      const gap = day - (last.day[item] ?? 0)
      if (last.customer[item] === customer && gap > 0) repeats.note(item, gap)
      last.customer[item] = customer
      last.day[item] = day
      rest -= 1
    }
    if (rest < 0) {
      rest = WORK_A_SLICE
      yield undefined
    }
  }
  scratch.releaseAll()
  return repeats
}
