import * as v from 'valibot'
import type { OrderMessage } from '../../ingest/hooks/records.ts'
import { readOrder } from '../../ingest/hooks/shopify-orders.ts'
import { readOptionalAmount } from '../../ingest/import/cells/order-totals.ts'
import type { Context } from '../../ingest/import/format.ts'
import { RowProblem } from '../../ingest/import/problems.ts'
import { numberOf } from './gid.ts'
import type { Group } from './lines.ts'

const text = v.nullish(v.string())
const money = v.nullish(v.object({ shopMoney: v.object({ amount: v.string() }) }))
const address = v.nullish(v.object({ company: text, countryCodeV2: text }))

const order = v.object({
  id: v.string(),
  name: v.string(),
  createdAt: v.string(),
  cancelledAt: text,
  test: v.boolean(),
  displayFinancialStatus: text,
  currencyCode: v.string(),
  taxesIncluded: v.nullish(v.boolean()),
  email: text,
  sourceName: text,
  discountCodes: v.array(v.string()),
  paymentGatewayNames: v.array(v.string()),
  subtotalPriceSet: money,
  totalDiscountsSet: money,
  totalShippingPriceSet: money,
  totalTaxSet: money,
  totalTipReceivedSet: money,
  originalTotalDutiesSet: money,
  totalPriceSet: money,
  totalRefundedSet: money,
  customer: v.nullish(
    v.object({ id: v.string(), defaultEmailAddress: v.nullish(v.object({ emailAddress: text })) }),
  ),
  billingAddress: address,
  shippingAddress: address,
})

const line = v.object({
  __typename: v.literal('LineItem'),
  id: v.string(),
  name: text,
  title: text,
  variantTitle: text,
  sku: text,
  quantity: v.number(),
  currentQuantity: v.number(),
  originalUnitPriceSet: money,
  customAttributes: v.array(v.object({ key: v.string(), value: text })),
  discountAllocations: v.array(v.object({ allocatedAmountSet: money })),
})

const amount = (set: v.InferOutput<typeof money>): string | undefined => set?.shopMoney.amount

/**
 * The message that Shopify would send about an order of an export. Refunds are in it as the total and as the pieces that are left, not one by one.
 * @param began_at UTC milliseconds of the export's beginning: later messages have priority
 * @throws {RowProblem} when the order cannot be read
 */
export function orderMessage({ root, children }: Group, began_at: number, context: Context): OrderMessage {
  const read = v.safeParse(order, root)
  if (!read.success) throw new RowProblem('bad_body', '', 'The order is not as documented.')
  const one = read.output
  const body = bodyOf(one, children, began_at)
  const delivery = { topic: 'orders/updated', delivery_id: '', at: began_at, tie: 0, body }
  const message = readOrder(delivery, context)
  if (message.about !== 'order' || !message.part.word) {
    throw new RowProblem('bad_body', '', 'The order is not as documented.')
  }
  const { word } = message.part
  const refunded = readOptionalAmount(amount(one.totalRefundedSet) ?? '', '', one.currencyCode)
  if (refunded === undefined || !word.stated) return message
  return { ...message, part: { ...message.part, word: { ...word, stated: { ...word.stated, refunded } } } }
}

/** The body of orders/updated. */
function bodyOf(one: v.InferOutput<typeof order>, children: Group['children'], began_at: number): object {
  const place = (given: v.InferOutput<typeof address>) =>
    given ? { company: given.company, country_code: given.countryCodeV2 } : null
  const set = (given: v.InferOutput<typeof money>) => (given ? { shop_money: given.shopMoney } : null)
  return {
    ...{ id: numberOf(one.id), name: one.name, created_at: one.createdAt, cancelled_at: one.cancelledAt },
    updated_at: new Date(began_at).toISOString(),
    financial_status: one.displayFinancialStatus?.toLowerCase(),
    payment_gateway_names: one.paymentGatewayNames,
    test: one.test,
    email: one.email,
    customer: one.customer && {
      id: numberOf(one.customer.id),
      email: one.customer.defaultEmailAddress?.emailAddress,
    },
    currency: one.currencyCode,
    subtotal_price: amount(one.subtotalPriceSet),
    total_discounts: amount(one.totalDiscountsSet),
    total_shipping_price_set: set(one.totalShippingPriceSet),
    total_tax: amount(one.totalTaxSet),
    taxes_included: one.taxesIncluded,
    original_total_duties_set: set(one.originalTotalDutiesSet),
    total_tip_received: amount(one.totalTipReceivedSet),
    total_price: amount(one.totalPriceSet),
    discount_codes: one.discountCodes.map((code) => ({ code })),
    source_name: one.sourceName,
    billing_address: place(one.billingAddress),
    shipping_address: place(one.shippingAddress),
    refunds: [],
    line_items: children.flatMap((child) => {
      const found = v.safeParse(line, child)
      return found.success ? [lineBody(found.output)] : []
    }),
  }
}

const lineBody = (one: v.InferOutput<typeof line>): object => ({
  ...{
    id: numberOf(one.id),
    name: one.name,
    title: one.title,
    variant_title: one.variantTitle,
    sku: one.sku,
  },
  ...{ quantity: one.quantity, current_quantity: one.currentQuantity },
  price: amount(one.originalUnitPriceSet),
  properties: one.customAttributes.map(({ key, value }) => ({ name: key, value })),
  discount_allocations: one.discountAllocations.map(({ allocatedAmountSet }) => ({
    amount: amount(allocatedAmountSet),
  })),
})
