import { apportion } from '../../engine/measure/apportion.ts'
import type { LineItem, ReportedOrder } from '../store/outcomes/outcomes.ts'
import { type StoredNet, storedNet } from './stored-net.ts'

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
 * Value of an order net of tax, shipping, discounts and refunds: from its stored totals, else from its lines and what the browser
 * reported. It is apportioned over the lines, which contain only the pieces that were not given back.
 */
export function netValueOf(order: ReportedOrder, lineItems: ReadonlyMap<string, LineItem>): NetValue {
  const { lines } = order
  const gross = lines.map(([, quantity, price]) => quantity * (price ?? 0))
  const whole = sumOf(gross)
  const stored = order.totals && storedNet(lines, order.totals)
  const net = stored ? storedOrReported(stored, whole, order) : reportedNet(whole, order)
  const weights = weightsOf(order, gross, stored !== undefined)
  const revenues = sumOf(weights) > 0 ? apportion(net, weights) : gross
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

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0)

/** Shares of the lines: their prices less their own discounts; without prices, their pieces. */
function weightsOf({ lines, totals }: ReportedOrder, gross: readonly number[], isStored: boolean): number[] {
  if (!isStored) return [...gross]
  const discounts = new Map(totals?.line_discounts ?? [])
  const returned = new Map((totals?.refunds ?? []).map(([reference, quantity]) => [reference, quantity]))
  const reduced = lines.map(([reference, quantity], at) => {
    const ordered = quantity + (returned.get(reference) ?? 0)
    const own = ((discounts.get(reference) ?? 0) * quantity) / ordered
    return Math.max(0, (gross[at] ?? 0) - own)
  })
  if (sumOf(reduced) > 0) return reduced
  return sumOf(gross) > 0 ? [...gross] : lines.map(([, quantity]) => quantity)
}

/** Totals that add up count alone; others may only lower what the browser reported. */
function storedOrReported({ net, complete }: StoredNet, whole: number, order: ReportedOrder): number {
  if (complete || order.value === null) return net
  // Lines without prices do not limit the value.
  const isPriced = order.lines.every(([, , price]) => price !== null)
  return Math.min(net, isPriced ? reportedNet(whole, order) : order.value)
}

/**
 * Net value of an order without stored totals. The browser reported the order as it was, and can only lower the value. After a
 * partial return only the remaining share of the tax can be deducted, unless the lines equal the reported value: then they contain
 * no tax.
 * @param whole sum of the lines, without returned pieces
 */
function reportedNet(whole: number, { value, tax = null }: ReportedOrder): number {
  if (value === null || value === whole) return whole
  const untaxed = tax !== null && value + tax > 0 ? Math.round((whole * value) / (value + tax)) : whole
  return Math.min(value, untaxed)
}
