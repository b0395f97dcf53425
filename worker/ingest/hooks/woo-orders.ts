import * as v from 'valibot'
import type { OrderLine } from '../../../schema/orders/orders.ts'
import type { OrderStatus } from '../../../vocabulary/orders.ts'
import { keyOfFact } from '../identity/identifier.ts'
import { readLines, readWooOrder } from '../import/cells/woo.ts'
import type { Context } from '../import/format.ts'
import { isOrder } from '../import/fragments.ts'
import { RowProblem } from '../import/problems.ts'
import {
  asExportRow,
  type Delivery,
  list,
  type Message,
  platformId,
  readBody,
  readMoment,
  recommendationOf,
  revived,
  text,
} from './message.ts'
import type { LineSnapshot } from './states.ts'

const orderBody = v.object({
  id: platformId,
  number: platformId,
  status: v.string(),
  date_created_gmt: v.string(),
  date_modified_gmt: v.string(),
  currency: text,
  customer_id: text,
  billing: v.nullish(v.object({ email: text })),
  line_items: v.array(
    v.object({
      id: platformId,
      name: text,
      product_id: text,
      sku: text,
      quantity: v.number(),
      subtotal: text,
      meta_data: list(v.object({ key: text, value: v.unknown() })),
    }),
  ),
})
type OrderBody = v.InferOutput<typeof orderBody>

function readLine(order: OrderBody, line: OrderBody['line_items'][number], context: Context): LineSnapshot[] {
  const fields = { ...line, quantity: String(line.quantity) }
  const read = lineIn(order, fields, context)
  if (!read) return []
  const [reference, quantity, price] = read
  const properties = line.meta_data.map(({ key, value }) => ({ name: key, value: String(value) }))
  const recommendation = recommendationOf(properties)
  const whole: OrderLine = recommendation
    ? [reference, quantity, price, recommendation]
    : [reference, quantity, price]
  return [{ id: line.id, line: whole }]
}

/** Parses a line. A line that cannot be parsed is left out, as in a file; the order is kept. */
function lineIn(
  order: OrderBody,
  fields: Record<'sku' | 'name' | 'product_id' | 'quantity' | 'subtotal', string>,
  context: Context,
) {
  try {
    const one = { fields, column: (part: string) => part }
    return readLines(asExportRow(orderCells(order)), context, [one]).fragments?.find(isOrder)?.line
  } catch (thrown) {
    if (thrown instanceof RowProblem) return undefined
    throw thrown
  }
}

/** The order as a row of an order export, without its buyer. */
const orderCells = (order: OrderBody): Record<string, string> => ({
  order_number: order.number,
  order_date: `${order.date_created_gmt.replace(/Z$/, '')}Z`,
  status: order.status,
  currency: order.currency,
})

/** Orders two messages of one second: the status further along in an order's life counts. */
const STATUS_RANK: Record<OrderStatus, number> = { pending: 0, paid: 1, refunded: 2, cancelled: 3, test: 4 }

/** Parses order.created, order.updated and order.restored. */
export function readOrder(delivery: Delivery, context: Context): Message {
  const order = readBody(orderBody, delivery.body)
  const head = readWooOrder(asExportRow(orderCells(order)), context)
  const word = {
    as_of: readMoment(order.date_modified_gmt, 'date_modified_gmt', context.now),
    tie: STATUS_RANK[head.status ?? 'paid'],
    order_id: head.key,
    ...(head.at !== undefined && { at: head.at }),
    ...(head.status && { status: head.status }),
    ...(head.currency && { currency: head.currency }),
    lines: order.line_items.flatMap((line) => readLine(order, line, context)),
    refunds: [],
  }
  const { people } = context
  const buyer = people.factOf({
    // Guests have the number 0.
    customer_id: order.customer_id === '0' ? '' : order.customer_id,
    email: order.billing?.email ?? '',
  })
  return {
    about: 'order',
    id: order.id,
    part: { word, ...revived(delivery) },
    buyer,
    customer: buyer && keyOfFact(buyer),
  }
}
