import { apportion } from '../../engine/measure/apportion.ts'
import type { LineItem, ReportedOrder } from '../store/outcomes/outcomes.ts'

/** Value of one line, minor units. */
export type LineValue = {
  item_id: string
  quantity: number
  revenue: number
  /** Null where the cost is unknown. */
  margin: number | null
  recommendation_id: string | undefined
}

/** Value of an order, minor units. */
export type NetValue = {
  lines: LineValue[]
  revenue: number
  /** Margin of the lines with a known cost, and their revenue. */
  margin: number
  revenue_with_cost: number
}

/**
 * Value of an order net of tax, shipping and discounts. Its lines contain the pieces and prices; if the browser reported less for
 * the goods without tax, the difference is deducted from the lines in proportion.
 */
export function netValueOf(order: ReportedOrder, lineItems: ReadonlyMap<string, LineItem>): NetValue {
  const { lines } = order
  const gross = lines.map(([, quantity, price]) => quantity * (price ?? 0))
  const whole = gross.reduce((sum, amount) => sum + amount, 0)
  const net = netOf(whole, order)
  const revenues = whole > 0 ? apportion(net, gross) : gross
  const worth = lines.map(([reference, quantity, , recommendation_id], at): LineValue => {
    const { item_id, cost } = lineItems.get(reference) ?? { item_id: reference.slice(2), cost: null }
    const revenue = revenues[at] ?? 0
    const margin = cost === null ? null : revenue - quantity * cost
    return { item_id, quantity, revenue, margin, recommendation_id }
  })
  const sum = (of: (line: LineValue) => number) => worth.reduce((all, line) => all + of(line), 0)
  return {
    lines: worth,
    revenue: net,
    margin: sum(({ margin }) => margin ?? 0),
    revenue_with_cost: sum(({ margin, revenue }) => (margin === null ? 0 : revenue)),
  }
}

/**
 * The browser reported the order as it was. After a partial return only the remaining share of the tax can be deducted, unless
 * the lines equal the reported value: then they contain no tax.
 * @param whole sum of the lines, without returned pieces
 */
function netOf(whole: number, { value, tax = null }: ReportedOrder): number {
  if (value === null || value === whole) return whole
  const untaxed = tax !== null && value + tax > 0 ? Math.round((whole * value) / (value + tax)) : whole
  return Math.min(value, untaxed)
}
