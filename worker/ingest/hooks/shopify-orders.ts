import * as v from 'valibot'
import type { OrderLine } from '../../../schema/orders/orders.ts'
import type { Context } from '../import/format.ts'
import { shopifyOrders } from '../import/formats/shopify-orders.ts'
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
  text,
} from './message.ts'
import type { LineSnapshot, Refund } from './states.ts'

const refundBody = v.object({
  id: platformId,
  created_at: v.string(),
  refund_line_items: list(v.object({ line_item_id: platformId, quantity: v.number() })),
})

const property = v.object({ name: text, value: text })

const orderBody = v.object({
  id: platformId,
  name: v.pipe(v.string(), v.trim(), v.minLength(1)),
  created_at: v.string(),
  updated_at: v.string(),
  cancelled_at: text,
  financial_status: text,
  payment_gateway_names: list(v.string()),
  test: v.optional(v.nullish(v.boolean())),
  email: text,
  contact_email: text,
  customer: v.nullish(v.object({ id: v.nullish(platformId) })),
  currency: text,
  line_items: v.array(
    v.object({
      id: platformId,
      name: text,
      title: text,
      variant_title: text,
      sku: text,
      price: text,
      quantity: v.number(),
      current_quantity: v.nullish(v.number()),
      properties: list(property),
    }),
  ),
  refunds: list(refundBody),
})
type OrderBody = v.InferOutput<typeof orderBody>

const readRefund = (refund: v.InferOutput<typeof refundBody>, now: number): Refund => ({
  as_of: readMoment(refund.created_at, 'created_at', now),
  lines: refund.refund_line_items.map(({ line_item_id, quantity }) => [line_item_id, quantity]),
})

/** The order as the first row of the order export, without its buyer. */
const orderCells = (order: OrderBody): Record<string, string> => ({
  name: order.name,
  created_at: order.created_at,
  cancelled_at: order.cancelled_at,
  financial_status: order.financial_status,
  // The export marks a test order by its payment gateway.
  payment_method: order.test ? 'bogus' : order.payment_gateway_names.join(' + '),
  currency: order.currency,
})

function readLine(order: OrderBody, line: OrderBody['line_items'][number], context: Context): LineSnapshot[] {
  const { id, current_quantity } = line
  const title = [line.title, line.variant_title].filter((part) => part !== '').join(' - ')
  const cells = {
    ...orderCells(order),
    lineitem_quantity: String(line.quantity),
    lineitem_name: line.name || title,
    lineitem_price: line.price,
    lineitem_sku: line.sku,
  }
  const read = lineIn(cells, context)
  if (!read) return []
  const [reference, quantity, price] = read
  const recommendation = recommendationOf(line.properties)
  const whole: OrderLine = recommendation
    ? [reference, quantity, price, recommendation]
    : [reference, quantity, price]
  return [{ id, line: whole, ...(typeof current_quantity === 'number' && { current: current_quantity }) }]
}

/** Parses a line. A line that cannot be parsed is left out, as in a file; the order is kept. */
function lineIn(cells: Record<string, string>, context: Context): OrderLine | undefined {
  try {
    return shopifyOrders.read(asExportRow(cells), context).fragments?.find(isOrder)?.line
  } catch (thrown) {
    if (thrown instanceof RowProblem) return undefined
    throw thrown
  }
}

/** Parses orders/create, orders/updated and similar topics. */
export function readOrder({ body, tie }: Delivery, context: Context): Message {
  const order = readBody(orderBody, body)
  const head = shopifyOrders.read(asExportRow(orderCells(order)), context).fragments?.find(isOrder)
  if (!head) throw new RowProblem('bad_body', '', 'The order cannot be read.')
  const refunds = order.refunds.map((refund): [string, Refund] => [
    refund.id,
    readRefund(refund, context.now),
  ])
  const word = {
    as_of: readMoment(order.updated_at, 'updated_at', context.now),
    tie,
    order_id: head.key,
    ...(head.at !== undefined && { at: head.at }),
    ...(head.status && { status: head.status }),
    ...(head.currency && { currency: head.currency }),
    lines: order.line_items.flatMap((line) => readLine(order, line, context)),
    refunds: refunds.map(([id]) => id).sort(),
  }
  const email = order.email || order.contact_email
  const buyer = context.people.factOf({ customer_id: order.customer?.id ?? '', email })
  return {
    about: 'order',
    id: order.id,
    part: { word, ...(refunds.length > 0 && { refunds: Object.fromEntries(refunds) }) },
    buyer,
    // The export has no other name of the customer. On this platform an address has one customer only.
    customer: buyer?.email ?? buyer?.customer_id,
  }
}

/** Parses refunds/create, which may arrive before its order. */
export function readRefundAlone({ body }: Delivery, { now }: Context): Message {
  const { order_id, ...refund } = readBody(v.object({ ...refundBody.entries, order_id: platformId }), body)
  return {
    about: 'order',
    id: order_id,
    part: { refunds: { [refund.id]: readRefund(refund, now) } },
  }
}
