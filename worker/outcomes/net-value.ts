import { apportion } from '../../engine/measure/apportion.ts'
import type { OrderStatus } from '../../vocabulary/orders.ts'
import type { Named, ToldOrder } from '../store/outcomes/outcomes.ts'

/** What one line brought, minor units. */
export type LineWorth = {
  item_id: string
  quantity: number
  revenue: number
  /** Null where nobody knows what it cost. */
  margin: number | null
  recommendation_id: string | undefined
}

/** What an order brought, minor units. */
export type Worth = {
  lines: LineWorth[]
  revenue: number
  /** Of the lines whose cost is known, and the revenue of those. */
  margin: number
  revenue_with_cost: number
}

/** What was cancelled or given back as a whole brought nothing; a part that came back is off the lines already. */
export const STANDS: readonly OrderStatus[] = ['paid', 'pending']

/**
 * An order's worth net of tax, shipping and discounts. Its lines say what was bought at which prices; where the browser
 * told what the goods came to without tax, less than the lines say, the difference is taken off them in proportion.
 */
export function worthOf(order: ToldOrder, named: ReadonlyMap<string, Named>): Worth {
  const { lines } = order
  const gross = lines.map(([, quantity, price]) => quantity * (price ?? 0))
  const whole = gross.reduce((sum, amount) => sum + amount, 0)
  const net = netOf(whole, order)
  const revenues = whole > 0 ? apportion(net, gross) : gross
  const worth = lines.map(([reference, quantity, , recommendation_id], at): LineWorth => {
    const { item_id, cost } = named.get(reference) ?? { item_id: reference.slice(2), cost: null }
    const revenue = revenues[at] ?? 0
    const margin = cost === null ? null : revenue - quantity * cost
    return { item_id, quantity, revenue, margin, recommendation_id }
  })
  const sum = (of: (line: LineWorth) => number) => worth.reduce((all, line) => all + of(line), 0)
  return {
    lines: worth,
    revenue: net,
    margin: sum(({ margin }) => margin ?? 0),
    revenue_with_cost: sum(({ margin, revenue }) => (margin === null ? 0 : revenue)),
  }
}

/**
 * What the browser told is of the order as it was. Of what is left after a part came back only the share of the tax can be
 * taken off, unless the lines come to what it told: then there was none in them.
 * @param whole what the lines say, less what came back
 */
function netOf(whole: number, { value, tax = null }: ToldOrder): number {
  if (value === null || value === whole) return whole
  const untaxed = tax !== null && value + tax > 0 ? Math.round((whole * value) / (value + tax)) : whole
  return Math.min(value, untaxed)
}
