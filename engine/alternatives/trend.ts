/** Newest part of the time that the orders span, in which an order is recent. A twentieth does as well on Online Retail's folds. */
const RECENT_SHARE = 0.1
/** Pseudo-count of orders with the usual share of recent ones; 4 and 50 do nearly as well. */
const PSEUDO_ORDERS = 20

/** Date from which an order is recent, in the unit of its arguments. @param oldest, newest dates of the first and last order */
export const recentSince = (oldest: number, newest: number): number =>
  newest - RECENT_SHARE * (newest - oldest)

/**
 * Whether an item still sells: the share of its orders that are recent, smoothed with that of all items, over that of all
 * items. 1 for every item where no order has a date.
 */
export class Trend {
  /** Recent orders of each item, and all of them. */
  private readonly recent: Uint32Array
  private readonly all: Uint32Array
  private readonly since: number
  private recent_lines = 0
  private lines = 0

  /** @param since as `recentSince` returns it */
  constructor(items: number, since: number) {
    this.recent = new Uint32Array(items)
    this.all = new Uint32Array(items)
    this.since = since
  }

  /** Adds an order. @param at its date, null for none @param items numbers, each once */
  add(at: number | null, items: readonly number[]): void {
    const isRecent = at !== null && at >= this.since
    this.lines += items.length
    this.recent_lines += isRecent ? items.length : 0
    for (const item of items) {
      this.all[item] = (this.all[item] ?? 0) + 1
      if (isRecent) this.recent[item] = (this.recent[item] ?? 0) + 1
    }
  }

  /** Above 1 for an item that sells more of late than others, below 1 for less; 1 for an item without orders. */
  of(item: number): number {
    if (this.recent_lines === 0) return 1
    const usual = this.recent_lines / this.lines
    const recent = (this.recent[item] ?? 0) + PSEUDO_ORDERS * usual
    return recent / ((this.all[item] ?? 0) + PSEUDO_ORDERS) / usual
  }
}
