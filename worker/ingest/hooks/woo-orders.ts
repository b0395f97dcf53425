import * as v from 'valibot'
import type { OrderLine } from '../../../schema/orders/orders.ts'
import type { OrderStatus } from '../../../vocabulary/orders.ts'
import { keyOfFact } from '../identity/identifier.ts'
import { readOptionalAmount } from '../import/cells/order-totals.ts'
import { readLines, readWooOrder } from '../import/cells/woo.ts'
import type { Context } from '../import/format.ts'
import { isOrder, type OrderFragment } from '../import/fragments.ts'
import { RowProblem } from '../import/problems.ts'
import { type LineSums, type StatedTotals, sumsOfAll } from '../import/totals.ts'
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
  billing: v.nullish(v.object({ email: text, company: text, country: text })),
  shipping: v.nullish(v.object({ country: text })),
  created_via: text,
  discount_total: text,
  shipping_total: text,
  total_tax: text,
  total: text,
  fee_lines: list(v.object({ total: text })),
  coupon_lines: list(v.object({ code: text })),
  refunds: list(v.object({ total: text })),
  line_items: v.array(
    v.object({
      id: platformId,
      name: text,
      product_id: text,
      sku: text,
      quantity: v.number(),
      subtotal: text,
      total: text,
      meta_data: list(v.object({ key: text, value: v.unknown() })),
    }),
  ),
})
type OrderBody = v.InferOutput<typeof orderBody>

type LineRead = { snapshot?: LineSnapshot; sums?: LineSums }

function readLine(order: OrderBody, line: OrderBody['line_items'][number], context: Context): LineRead {
  const read = lineIn(order, { ...line, quantity: String(line.quantity) }, context)
  if (!read?.sums) return {}
  const { sums } = read
  if (!read.line) return { sums }
  const [reference, quantity, price] = read.line
  const properties = line.meta_data.map(({ key, value }) => ({ name: key, value: String(value) }))
  const recommendation = recommendationOf(properties)
  const whole: OrderLine = recommendation
    ? [reference, quantity, price, recommendation]
    : [reference, quantity, price]
  return { snapshot: { id: line.id, line: whole }, sums }
}

/** Parses a line. A line that cannot be parsed is left out, as in a file; the order is kept. */
function lineIn(
  order: OrderBody,
  fields: Record<'sku' | 'name' | 'product_id' | 'quantity' | 'subtotal' | 'total', string>,
  context: Context,
): OrderFragment | undefined {
  try {
    const one = { fields, column: (part: string) => part }
    return readLines(asExportRow(orderCells(order)), context, [one]).fragments?.find(isOrder)
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

/** The totals of the order in the columns of an order export, except for those with several amounts. */
const totalsCells = (order: OrderBody): Record<string, string> => ({
  discount: order.discount_total,
  shipping: order.shipping_total,
  tax: order.total_tax,
  total: order.total,
  coupons: JSON.stringify(order.coupon_lines.map(({ code }) => code)),
  channel: order.created_via,
  shipping_country: order.shipping?.country ?? '',
  billing_country: order.billing?.country ?? '',
})

function readStated(order: OrderBody, stated: StatedTotals, { people, currency }: Context): StatedTotals {
  const money = order.currency.toUpperCase() || currency
  const sum = (lines: readonly { total: string }[]) =>
    lines.reduce((all, { total }) => all + (readOptionalAmount(total, '', money) ?? 0), 0)
  const account = people.byAccount(order.billing?.company ?? '')
  return {
    ...stated,
    ...(order.fee_lines.length > 0 && { fees: sum(order.fee_lines) }),
    refunded: Math.abs(sum(order.refunds)),
    coupons: stated.coupons ?? [],
    ...(account !== undefined && { account }),
  }
}

const NO_LINES: LineSums = { goods: 0, rounding: 0 }

/** Orders two messages of one second: the status further along in an order's life counts. */
const STATUS_RANK: Record<OrderStatus, number> = { pending: 0, paid: 1, refunded: 2, cancelled: 3, test: 4 }

/** Parses order.created, order.updated and order.restored. */
export function readOrder(delivery: Delivery, context: Context): Message {
  const order = readBody(orderBody, delivery.body)
  const head = readWooOrder(asExportRow({ ...orderCells(order), ...totalsCells(order) }), context)
  const lines = order.line_items.map((line) => readLine(order, line, context))
  const word = {
    as_of: readMoment(order.date_modified_gmt, 'date_modified_gmt', context.now),
    tie: STATUS_RANK[head.status ?? 'paid'],
    order_id: head.key,
    ...(head.at !== undefined && { at: head.at }),
    ...(head.status && { status: head.status }),
    ...(head.currency && { currency: head.currency }),
    lines: lines.flatMap(({ snapshot }) => snapshot ?? []),
    refunds: [],
    ...(order.total !== '' && {
      stated: readStated(order, head.stated ?? {}, context),
      sums: sumsOfAll(lines.map(({ sums }) => sums)) ?? NO_LINES,
    }),
  }
  const { people } = context
  const buyer = people.factOf({
    customer_id: order.customer_id,
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
