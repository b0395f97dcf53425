import { numbersBelow } from '../numbers/widths.ts'

/** Bytes that the arrays of one run may take: half of an isolate that also serves shoppers. */
export const MOST_ARRAY_BYTES = 64_000_000
/** What only saves time may fill the arrays so far. */
const COMFORTABLE_BYTES = 48_000_000
/** Candidates kept of an item while it is mined; with 30 the lists lose 0.0002 of the cart's hit rate. */
export const MOST_CANDIDATES = 50
/** Rather than keep fewer than these, a run leaves out old orders. */
const FEWEST_CANDIDATES = 24

/** Bytes an order takes while orders are sorted: date 4, customer 8, size 2, weight 1, start 4, two sorted orders 8, day 2. */
const SORTED_ORDER = 29
/** Bytes an order takes once they stand in place. */
const PLACED_ORDER = 8
/** Bytes an item takes: its hash and its orders, and the counters of a row, of the ridge and of the mixture. */
const BYTES_AN_ITEM = 80
/** Lines of which the orders are held by item at one time, 4 bytes each (engine/mine/inverse.ts). */
export const LINES_A_BLOCK = 1_000_000
/** Small things: tables of votes and logarithms, one matrix of the ridge, room for pairs. */
const SMALL_THINGS = 2_000_000

/** Bytes of an item's number. */
const width = (items: number): number => numbersBelow(items, 0).BYTES_PER_ELEMENT
/** Bytes of a candidate at the peak: number and value for the ridge and for the mixture, and what it is fitted in. */
const candidateBytes = (items: number): number => 2 * (width(items) + 4) + 12

const mined = (orders: number, lines: number, items: number): number =>
  orders * PLACED_ORDER +
  lines * width(items) +
  Math.min(lines, LINES_A_BLOCK) * 4 +
  items * BYTES_AN_ITEM +
  SMALL_THINGS

/** Bytes of the arrays for that many orders, lines and items, with as few candidates as is sensible. */
export const arrayBytes = (orders: number, lines: number, items: number): number =>
  Math.max(
    orders * SORTED_ORDER + lines * 2 * width(items) + items * 12,
    mined(orders, lines, items) + items * FEWEST_CANDIDATES * candidateBytes(items),
  )

/** Candidates of an item that fit: fewer where there are many items and many lines. */
export function candidatesThatFit(orders: number, lines: number, items: number): number {
  const room = (MOST_ARRAY_BYTES - mined(orders, lines, items)) / candidateBytes(items) / Math.max(1, items)
  return Math.min(MOST_CANDIDATES, Math.max(FEWEST_CANDIDATES, Math.floor(room)))
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

  /** Bytes left for what only saves time. */
  get spare(): number {
    return Math.max(0, COMFORTABLE_BYTES - this.now)
  }
}
