/** What counts as new: the newest tenth of the time that the orders span. Folds of Online Retail like a twentieth too. */
const NEW_SHARE = 0.1
/** Orders of doubt before an item's own share of new orders is believed; 4 and 50 do nearly as well. */
const DOUBT = 20

/** From when on an order is new, in the unit of its arguments. @param oldest, newest dates of the first and last order */
export const newSince = (oldest: number, newest: number): number => newest - NEW_SHARE * (newest - oldest)

/**
 * Is an item still sold? The share of its orders that are new, in doubt that of all items; the same for all where no order
 * has a date.
 */
export class Trend {
  /** Orders of each item that are new. */
  private readonly recent: Uint32Array
  private readonly all: Uint32Array
  private readonly since: number
  private recent_lines = 0
  private lines = 0

  constructor(items: number, since: number) {
    this.recent = new Uint32Array(items)
    this.all = new Uint32Array(items)
    this.since = since
  }

  /** Counts an order. @param at its date, null for none @param items numbers, each once */
  add(at: number | null, items: readonly number[]): void {
    const isNew = at !== null && at >= this.since
    this.lines += items.length
    this.recent_lines += isNew ? items.length : 0
    for (const item of items) {
      this.all[item] = (this.all[item] ?? 0) + 1
      if (isNew) this.recent[item] = (this.recent[item] ?? 0) + 1
    }
  }

  /** Over 1: sold more of late than others; under 1: less. 1 for an item without orders. */
  of(item: number): number {
    if (this.recent_lines === 0) return 1
    const usual = this.recent_lines / this.lines
    return ((this.recent[item] ?? 0) + DOUBT * usual) / ((this.all[item] ?? 0) + DOUBT) / usual
  }
}
