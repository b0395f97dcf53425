import { numbersBelow } from '../numbers/typed-array.ts'

/** Bytes that the arrays of one run may take: half of an isolate that also serves shoppers. */
export const MOST_ARRAY_BYTES = 64_000_000
/** What only saves time may fill the arrays so far, and this much further for every line above a million. */
const COMFORTABLE_BYTES = 43_000_000
const COMFORT_A_LINE = 4
const MILLION = 1_000_000
const LARGEST_COMFORT = 58_000_000
/** Candidates kept of an item while it is mined, for the ridge and for the mixture. */
export type Candidates = { ridge: number; mixture: number }
const MOST_CANDIDATES = 50
/** Rather than keep fewer than these, a run leaves out old orders. */
const FEWEST: Candidates = { ridge: 24, mixture: 20 }
/** Lines times candidates that a run has time for: from a million lines on the cart's hit rate is lower by 0.001. */
const MOST_LOOKED_THROUGH: Candidates = { ridge: 24_000_000, mixture: 20_000_000 }

/** Bytes an order takes while orders are sorted: date and number, twice, 16, customer 8, start, size and weight 8. */
const SORTED_ORDER = 32
/** And while they move to their places: start, size and weight 8, sorted order 4, day 2; head 8 and day 2 there. */
const MOVED_ORDER = 24
/** Bytes an order takes once they stand in place. */
const PLACED_ORDER = 8
/** Bytes an item takes: its hash and its orders, the counters of a row, and what is lent; its title and what resembles it. */
const BYTES_AN_ITEM = 231
/** Lines of which the orders are held by item at one time, 4 bytes each (engine/data/inverted-index.ts). */
export const LINES_A_BLOCK = 1_000_000
/** Small things: tables of votes and logarithms, one matrix of the ridge, room for pairs. */
const SMALL_THINGS = 2_000_000

/** Bytes of an item's number. */
const width = (items: number): number => numbersBelow(items, 0).BYTES_PER_ELEMENT
/** Bytes of an item's candidates: number and value for the ridge; number, value, credit and mark for the mixture. */
export const candidateBytes = (items: number, { ridge, mixture }: Candidates): number =>
  ridge * (width(items) + 4) + mixture * (width(items) + 9)

const mined = (orders: number, lines: number, items: number): number =>
  orders * PLACED_ORDER +
  lines * width(items) +
  Math.min(lines, LINES_A_BLOCK) * 4 +
  items * BYTES_AN_ITEM +
  SMALL_THINGS

/** Bytes of the arrays for that many orders, lines and items, with as few candidates as is sensible. */
export const arrayBytes = (orders: number, lines: number, items: number): number =>
  Math.max(
    orders * SORTED_ORDER + lines * width(items) + items * 12,
    orders * MOVED_ORDER + lines * 2 * width(items) + items * 12,
    mined(orders, lines, items) + items * candidateBytes(items, FEWEST),
  )

/** Candidates of an item that fit into memory and time: fewer where there are many items and many lines. */
export function candidatesThatFit(orders: number, lines: number, items: number): Candidates {
  const room = (MOST_ARRAY_BYTES - mined(orders, lines, items)) / Math.max(1, items)
  const share = room / candidateBytes(items, { ridge: 1, mixture: 1 })
  const fitting = (part: keyof Candidates) => {
    const most = Math.min(MOST_CANDIDATES, share, MOST_LOOKED_THROUGH[part] / Math.max(1, lines))
    return Math.max(FEWEST[part], Math.floor(most))
  }
  return { ridge: fitting('ridge'), mixture: fitting('mixture') }
}

/** Adds up the arrays of a run as they come and go. */
export class Bytes {
  now = 0
  peak = 0

  /** Notes arrays that were made. */
  take(...arrays: readonly { byteLength: number }[]): void {
    for (const { byteLength } of arrays) this.now += byteLength
    this.peak = Math.max(this.peak, this.now)
  }

  /** Notes arrays that nobody holds any more. */
  free(...arrays: readonly { byteLength: number }[]): void {
    for (const { byteLength } of arrays) this.now -= byteLength
  }

  /** Bytes left for what only saves time. @param lines of all orders: a large shop may take more */
  spare(lines: number): number {
    const comfort = COMFORTABLE_BYTES + COMFORT_A_LINE * Math.max(0, lines - MILLION)
    return Math.max(0, Math.min(LARGEST_COMFORT, comfort) - this.now)
  }
}
