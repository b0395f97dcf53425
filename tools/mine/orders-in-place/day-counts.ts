import { dayOf } from '../../../vocabulary/time.ts'
import type { OrderDay } from '../../../worker/store/orders/orders.ts'

/** Numbers of orders by UTC day. */
export class DayCounts {
  private readonly byDay = new Map<number | null, OrderDay>()

  /** Counts an order. @param at UTC milliseconds */
  add(at: number | null, lines: number): void {
    this.join({ day: at === null ? null : dayOf(at), orders: 1, lines, newest: at })
  }

  join({ day, orders, lines, newest }: OrderDay): void {
    const before = this.byDay.get(day)
    if (!before) {
      this.byDay.set(day, { day, orders, lines, newest })
      return
    }
    before.orders += orders
    before.lines += lines
    if (newest !== null && newest > (before.newest ?? 0)) before.newest = newest
  }

  /** Newest first, orders without a date last. */
  days(): OrderDay[] {
    const since = ({ day }: OrderDay) => day ?? Number.NEGATIVE_INFINITY
    return [...this.byDay.values()].sort((a, b) => since(b) - since(a))
  }
}
