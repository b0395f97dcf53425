import { readId, readQuantity, readSku } from '../../cells/fields.ts'
import { HEAD, readHead } from '../../cells/order-head.ts'
import { readFinancialStatus } from '../../cells/order-status.ts'
import { lineInColumns, readLines } from '../../cells/woo.ts'
import type { Format, Row } from '../../format.ts'

const LINE = {
  sku: 'line_sku',
  product_id: 'line_variant_id',
  name: 'line_name',
  quantity: 'line_quantity',
  price: 'line_price',
}

/** The item of a row of money given back, as its line names it. */
function referenceOf(row: Row): string | undefined {
  const sku = readSku(row.cell('line_sku'), row.column('line_sku'))
  if (sku !== undefined) return `s:${sku}`
  const id = row.cell('line_variant_id')
  if (id !== '') return `i:${readId(id, row.column('line_variant_id'))}`
  const name = row.cell('line_name').slice(0, 500)
  return name === '' ? undefined : `n:${name}`
}

/**
 * Matrixify's export of Shopify's orders: a row for each line, discount, shipping line, payment and refund. Rows other than lines
 * only repeat the order.
 */
export const matrixifyOrders: Format = {
  name: 'Shopify orders (Matrixify)',
  kind: 'orders',
  columns: {
    ...HEAD,
    order_id: ['Name'],
    id: ['ID'],
    command: ['Command'],
    order_date: ['Created At', 'Processed At'],
    cancelled_at: ['Cancelled At'],
    financial_status: ['Payment: Status'],
    payment_method: ['Transaction: Gateway'],
    email: ['Email', 'Customer: Email'],
    discounted: ['Price: Subtotal'],
    discount: ['Price: Total Discount'],
    shipping: ['Price: Total Shipping'],
    tax: ['Tax: Total'],
    tax_included: ['Tax: Included'],
    total: ['Price: Total'],
    refunded: ['Price: Total Refund'],
    channel: ['Source'],
    billing_company: ['Billing: Company'],
    shipping_company: ['Shipping: Company'],
    billing_country: ['Billing: Country Code'],
    shipping_country: ['Shipping: Country Code'],
    line_type: ['Line: Type'],
    line_sku: ['Line: SKU'],
    line_variant_id: ['Line: Variant ID'],
    line_name: ['Line: Name', 'Line: Title'],
    line_quantity: ['Line: Quantity'],
    line_price: ['Line: Price'],
  },
  required: [['order_id'], ['line_type'], ['line_quantity'], ['line_sku', 'line_variant_id', 'line_name']],
  read(row, context) {
    if (row.cell('command').toUpperCase() === 'DELETE') return { dropped: 'deleted' }
    const { money: _, ...head } = readHead(row, context, { status: readFinancialStatus(row) })
    const id = row.cell('id')
    const order = { ...head, ...(/^\d+$/.test(id) && { platform_id: ['shopify', id] as const }) }
    const type = row.cell('line_type').toLowerCase()
    if (type === 'line item') return readLines(row, context, [lineInColumns(row, LINE)], order)
    const reference = type === 'refund line' ? referenceOf(row) : undefined
    const pieces = Math.abs(readQuantity(row.cell('line_quantity'), row.column('line_quantity')) ?? 0)
    if (reference !== undefined && pieces > 0) {
      // Added to the line when the order is assembled.
      return { fragments: [{ ...order, line: [reference, -pieces, null] }], named: [reference] }
    }
    return { fragments: [order], dropped: 'not_a_line' }
  },
}
