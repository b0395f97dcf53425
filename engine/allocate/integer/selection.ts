import { valueUnits } from '../fixed-point.ts'
import type { SortedCustomers } from '../kept-customers.ts'
import { addUse, boundUnits, eachSegment, type Limits } from '../limits.ts'
import type { PriceRule } from '../price-rule.ts'

/** What each customer of the core gets, with the exact use of the limits by them and by all others. */
export class Selection {
  readonly rows: SortedCustomers
  readonly limits: Limits
  readonly rule: PriceRule
  /** Entry of each customer; −1 for nothing. */
  readonly entries: Int32Array
  /** Use by limit in the units of `addUse`, and the right sides in these. */
  readonly used: Float64Array
  readonly bounds: Float64Array
  private readonly delta: Float64Array
  private readonly touched: number[] = []

  /** @param used by the customers outside the core; not changed */
  constructor(rows: SortedCustomers, limits: Limits, rule: PriceRule, used: Float64Array) {
    this.rows = rows
    this.limits = limits
    this.rule = rule
    this.entries = new Int32Array(rows.keys.length).fill(-1)
    this.used = used.slice()
    this.bounds = boundUnits(limits)
    this.delta = new Float64Array(used.length)
  }

  /** Gives every customer what a rule says. */
  follow(rule: PriceRule): void {
    for (const [customer, hash] of this.rows.hashes.entries()) {
      rule.look(this.rows, customer, hash)
      this.move(customer, rule.entry)
    }
  }

  move(customer: number, entry: number): void {
    const { rows, limits, used, entries } = this
    const before = entries[customer] ?? -1
    if (before >= 0) addUse(limits, rows, customer, before, used, -1)
    if (entry >= 0) addUse(limits, rows, customer, entry, used, 1)
    entries[customer] = entry
  }

  /** Reduced value of an entry at the prices, the bonus for segments included; 0 for nothing. */
  reducedOf(customer: number, entry: number): number {
    if (entry < 0) return 0
    return this.rule.reducedOf(this.rows, entry) + this.rule.bonusOf(this.rows, customer)
  }

  /** Whether a customer may get another entry: no hard limit that it uses more of is then exceeded. */
  fits(customer: number, entry: number): boolean {
    return this.changes(customer, entry, (limit, change) => {
      const isHard = limit < this.limits.firstSegment
      return !isHard || change <= 0 || (this.used[limit] ?? 0) + change <= (this.bounds[limit] ?? 0)
    })
  }

  /** How much more of a limit the customer uses with another entry. */
  changeOf(customer: number, entry: number, limit: number): number {
    let found = 0
    this.changes(customer, entry, (at, change) => {
      if (at === limit) found = change
      return true
    })
    return found
  }

  /** Whether `holds` is true of every limit whose use changes. */
  private changes(
    customer: number,
    entry: number,
    holds: (limit: number, change: number) => boolean,
  ): boolean {
    const { rows, limits, delta, touched } = this
    const before = this.entries[customer] ?? -1
    if (before >= 0) addUse(limits, rows, customer, before, delta, -1)
    if (entry >= 0) addUse(limits, rows, customer, entry, delta, 1)
    touched.length = 0
    for (const one of [before, entry]) {
      if (one < 0) continue
      const option = rows.options[one] ?? 0
      touched.push(0, limits.channelOf[option] ?? 0, limits.offerOf[option] ?? 0)
    }
    eachSegment(limits, rows, customer, (limit) => touched.push(limit))
    let all = true
    for (const limit of touched) {
      const change = delta[limit] ?? 0
      delta[limit] = 0
      if (change !== 0 && all) all = holds(limit, change)
    }
    return all
  }

  /** Whether the customer's contact is needed by a minimum. */
  isNeeded(customer: number): boolean {
    let needed = false
    eachSegment(this.limits, this.rows, customer, (limit) => {
      needed ||= (this.used[limit] ?? 0) >= (this.bounds[limit] ?? 0)
    })
    return needed
  }

  /** Contacts that the minimums lack. */
  get shortfall(): number {
    let sum = 0
    for (let limit = this.limits.firstSegment; limit < this.used.length; limit += 1) {
      sum += Math.max(0, (this.used[limit] ?? 0) - (this.bounds[limit] ?? 0))
    }
    return sum
  }

  /** Value of the core, 1/1024 minor units. */
  get value(): number {
    return this.entries.reduce(
      (sum, entry) => sum + (entry < 0 ? 0 : valueUnits(this.rows.values[entry] ?? 0)),
      0,
    )
  }

  /** Returns to entries of before. */
  restore(entries: Int32Array): void {
    for (const [customer, entry] of entries.entries()) {
      if (entry !== this.entries[customer]) this.move(customer, entry)
    }
  }
}
