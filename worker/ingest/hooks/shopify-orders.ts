import * as v from 'valibot'
import type { OrderLine } from '../../../schema/orders/orders.ts'
import { MAX_QUANTITY } from '../../../vocabulary/limits.ts'
import { readOptionalAmount } from '../import/cells/order-totals.ts'
import type { Context } from '../import/format.ts'
import { shopifyOrders } from '../import/formats/shopify-orders.ts'
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
  text,
} from './message.ts'
import type { LineSnapshot, Refund } from './states.ts'

/** Pieces that are given back. */
const backPieces = v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_QUANTITY))

const refundBody = v.object({
  id: platformId,
  created_at: v.string(),
  refund_line_items: list(v.object({ line_item_id: platformId, quantity: backPieces, subtotal: text })),
  transactions: list(v.object({ kind: text, status: text, amount: text, currency: text })),
})

const moneySet = v.nullish(v.object({ shop_money: v.object({ amount: text }) }))
const address = v.nullish(v.object({ company: text, country_code: text }))

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
  customer: v.nullish(v.object({ id: v.nullish(platformId), email: text })),
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
      discount_allocations: list(v.object({ amount: text })),
    }),
  ),
  total_discounts: text,
  total_shipping_price_set: moneySet,
  total_tax: text,
  taxes_included: v.nullish(v.boolean()),
  original_total_duties_set: moneySet,
  total_tip_received: text,
  total_price: text,
  subtotal_price: text,
  discount_codes: list(v.object({ code: text })),
  source_name: text,
  company: v.nullish(v.object({ id: v.nullish(platformId) })),
  billing_address: address,
  shipping_address: address,
  refunds: list(refundBody),
})
type OrderBody = v.InferOutput<typeof orderBody>

/** Refunded pieces and money. Money in another currency than the shop's is left out. */
function readRefund(refund: v.InferOutput<typeof refundBody>, { now, currency }: Context): Refund {
  const paid = refund.transactions
    .filter(({ kind, status }) => kind === 'refund' && status === 'success')
    .map((one) =>
      ['', currency].includes(one.currency) ? readOptionalAmount(one.amount, '', currency) : undefined,
    )
  const known = paid.filter((amount) => amount !== undefined)
  return {
    as_of: readMoment(refund.created_at, 'created_at', now),
    ...(known.length === paid.length && { paid_back: known.reduce((sum, amount) => sum + amount, 0) }),
    lines: refund.refund_line_items.map(({ line_item_id, quantity, subtotal }) => {
      const amount = readOptionalAmount(subtotal, '', currency)
      return amount === undefined ? [line_item_id, quantity] : [line_item_id, quantity, amount]
    }),
  }
}

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

/** The totals of the order as it was placed, in the columns of the order export. */
const totalsCells = (order: OrderBody): Record<string, string> => ({
  discounted: order.subtotal_price,
  discount: order.total_discounts,
  shipping: order.total_shipping_price_set?.shop_money.amount ?? '',
  tax: order.total_tax,
  tax_included: typeof order.taxes_included === 'boolean' ? String(order.taxes_included) : '',
  fees: order.original_total_duties_set?.shop_money.amount ?? '',
  total: order.total_price,
  channel: order.source_name,
  coupons: JSON.stringify(order.discount_codes.map(({ code }) => code)),
  shipping_country: order.shipping_address?.country_code ?? '',
  billing_country: order.billing_address?.country_code ?? '',
})

/** What the message says about the order as a whole, besides what the export's columns can hold. */
function readStated(order: OrderBody, stated: StatedTotals, { people, currency }: Context): StatedTotals {
  const tip = readOptionalAmount(order.total_tip_received, '', order.currency.toUpperCase() || currency) ?? 0
  // The export has only the name, so the number of a company would give it a second account.
  const name = order.billing_address?.company || order.shipping_address?.company
  const account = people.byAccount(name || (order.company?.id ?? ''))
  return {
    ...stated,
    ...(tip !== 0 && { fees: (stated.fees ?? 0) + tip }),
    ...(account !== undefined && { account }),
    coupons: stated.coupons ?? [],
  }
}

type LineRead = { snapshot?: LineSnapshot; sums?: LineSums }

function readLine(order: OrderBody, line: OrderBody['line_items'][number], context: Context): LineRead {
  const { id, current_quantity } = line
  const title = [line.title, line.variant_title].filter((part) => part !== '').join(' - ')
  const amounts = line.discount_allocations.flatMap(
    ({ amount }) => readOptionalAmount(amount, '', order.currency.toUpperCase() || context.currency) ?? [],
  )
  const cells = {
    ...orderCells(order),
    lineitem_quantity: String(line.quantity),
    lineitem_name: line.name || title,
    lineitem_price: line.price,
    lineitem_sku: line.sku,
  }
  const read = lineIn(cells, context)
  if (!read?.sums) return {}
  const { sums } = read
  if (!read.line) return { sums }
  const [reference, quantity, price] = read.line
  const recommendation = recommendationOf(line.properties)
  const whole: OrderLine = recommendation
    ? [reference, quantity, price, recommendation]
    : [reference, quantity, price]
  const discount = amounts.reduce((sum, amount) => sum + amount, 0)
  return {
    snapshot: { id, line: whole, ...(typeof current_quantity === 'number' && { current: current_quantity }) },
    sums: discount > 0 ? { ...sums, discounts: [[reference, discount]] } : sums,
  }
}

/** Parses a line. A line that cannot be parsed is left out, as in a file; the order is kept. */
function lineIn(cells: Record<string, string>, context: Context): OrderFragment | undefined {
  try {
    return shopifyOrders.read(asExportRow(cells), context).fragments?.find(isOrder)
  } catch (thrown) {
    if (thrown instanceof RowProblem) return undefined
    throw thrown
  }
}

const NO_LINES: LineSums = { goods: 0, rounding: 0 }

/** Parses orders/create, orders/updated and similar topics. */
export function readOrder({ body, tie }: Delivery, context: Context): Message {
  const order = readBody(orderBody, body)
  const cells = { ...orderCells(order), ...totalsCells(order) }
  const head = shopifyOrders.read(asExportRow(cells), context).fragments?.find(isOrder)
  if (!head) throw new RowProblem('bad_body', '', 'The order cannot be read.')
  const refunds = order.refunds.map((refund): [string, Refund] => [refund.id, readRefund(refund, context)])
  const lines = order.line_items.map((line) => readLine(order, line, context))
  const word = {
    as_of: readMoment(order.updated_at, 'updated_at', context.now),
    tie,
    order_id: head.key,
    ...(head.at !== undefined && { at: head.at }),
    ...(head.status && { status: head.status }),
    ...(head.currency && { currency: head.currency }),
    lines: lines.flatMap(({ snapshot }) => snapshot ?? []),
    refunds: refunds.map(([id]) => id).sort(),
    ...(order.total_price !== '' && {
      stated: readStated(order, head.stated ?? {}, context),
      sums: sumsOfAll(lines.map(({ sums }) => sums)) ?? NO_LINES,
    }),
  }
  const email = order.email || order.contact_email
  const { people } = context
  // The account's own address, which the platform has checked, and not the one that was typed for this order.
  const { id: customer_id = '', email: address } = order.customer ?? {}
  const buyer = people.factOf({ customer_id: customer_id ?? '', email: address || email })
  return {
    about: 'order',
    id: order.id,
    part: { word, ...(refunds.length > 0 && { refunds: Object.fromEntries(refunds) }) },
    buyer,
    // The export has no other name of the customer. On this platform an address has one customer only.
    customer: people.byEmail(email) ?? buyer?.customer_id,
  }
}

/** Parses refunds/create, which may arrive before its order. */
export function readRefundAlone({ body }: Delivery, context: Context): Message {
  const { order_id, ...refund } = readBody(v.object({ ...refundBody.entries, order_id: platformId }), body)
  return {
    about: 'order',
    id: order_id,
    part: { refunds: { [refund.id]: readRefund(refund, context) } },
  }
}
