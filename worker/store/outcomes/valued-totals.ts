import { sql } from 'drizzle-orm'
import type { OrderTotals } from '../../../schema/orders/orders.ts'

/** Totals of an order from which its net value is computed. */
export type ValuedTotals = Pick<
  OrderTotals,
  | 'subtotal'
  | 'discount'
  | 'shipping'
  | 'tax'
  | 'tax_included'
  | 'fees'
  | 'total'
  | 'refunded'
  | 'line_discounts'
  | 'refunds'
>

/** The column `totals` of a query over `orders o`: ValuedTotals as JSON, so that a row has one column for them. */
export const TOTALS = sql.raw(`json_object(
  'subtotal', o.subtotal, 'discount', o.discount, 'shipping', o.shipping, 'tax', o.tax,
  'tax_included', json(iif(o.tax_included is null, 'null', iif(o.tax_included, 'true', 'false'))),
  'fees', o.fees, 'total', o.total, 'refunded', o.refunded,
  'line_discounts', json(o.line_discounts), 'refunds', json(o.refunds)) as totals`)
