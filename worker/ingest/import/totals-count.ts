import type { TotalsChecked } from '../../../schema/imports/order-counts.ts'
import { isCounted, type OrderStatus } from '../../../vocabulary/orders.ts'
import type { CheckedTotals } from './whole-totals.ts'

/** Orders named in the report. */
const MAX_EXAMPLES = 5

const NOTHING_CHECKED: TotalsChecked = {
  ...{ given: 0, add_up: 0, rounded: 0, not_add_up: 0, unreadable: 0 },
  examples: [],
}

/** Counts orders by their totals. Only orders that are valued are counted: a cancelled one may lack anything. */
export class TotalsCount {
  private readonly checks: TotalsChecked

  /** @param before the counts so far */
  constructor(before: TotalsChecked | undefined) {
    this.checks = { ...NOTHING_CHECKED, ...before }
  }

  /** The counts; undefined when no order has totals. */
  get result(): TotalsChecked | undefined {
    const { given, unreadable, left_out = 0, per_line = 0 } = this.checks
    return given + unreadable + left_out + per_line > 0 ? this.checks : undefined
  }

  add({ order_id, status }: { order_id: string; status: OrderStatus }, checked: CheckedTotals): void {
    if (!isCounted(status)) return
    const { checks } = this
    const { adds_up, unreadable, per_line, left_out } = checked
    if (unreadable) checks.unreadable += 1
    if (adds_up !== undefined) checks.given += 1
    if (adds_up === 'exact') checks.add_up += 1
    if (adds_up === 'rounded') checks.rounded += 1
    if (adds_up === 'different') checks.not_add_up += 1
    if (per_line) checks.per_line = (checks.per_line ?? 0) + 1
    if (left_out) checks.left_out = (checks.left_out ?? 0) + 1
    // Sorted, so that the order of the rows does not matter.
    if (adds_up === 'different' || unreadable || left_out)
      checks.examples = [...checks.examples, order_id].sort().slice(0, MAX_EXAMPLES)
  }
}
