import { HEAD, readHead } from '../../cells/order-head.ts'
import { badLine, readLines, type WooLine } from '../../cells/woo.ts'
import type { Format } from '../../format.ts'

const EXAMPLE = '"Product ID: 84, Product Qty: 1, Product SKU: MUG, Product Name: Mug, …"'

/** Names of the fields of a line, which may contain commas and colons. */
const FIELDS = 'ID|Qty|SKU|Name|Weight|Variation Details|Unit Price|Total Price'
const FIELD = new RegExp(`(?:^|, ?)Product (${FIELDS}): ?`, 'g')

/** Parses `Product ID: 84, Product Qty: 1, …|Product ID: 85, …`; undefined for other texts. */
function linesOf(cell: string, column: string): WooLine[] | undefined {
  const entries = cell.split(/\|(?=Product ID:)/).filter((entry) => entry.trim() !== '')
  const lines = entries.map((entry): WooLine | undefined => {
    const fields = new Map<string, string>()
    const marks = [...entry.trim().matchAll(FIELD)]
    for (const [at, mark] of marks.entries()) {
      const value = entry.trim().slice(mark.index + mark[0].length, marks[at + 1]?.index)
      fields.set(mark[1] ?? '', value.trim())
    }
    if (!fields.has('ID') || !fields.has('Qty')) return undefined
    return {
      fields: {
        sku: fields.get('SKU'),
        product_id: fields.get('ID'),
        name: fields.get('Name'),
        quantity: fields.get('Qty'),
        price: fields.get('Unit Price'),
      },
      column: () => column,
    }
  })
  const read = lines.filter((line) => line !== undefined)
  return read.length === lines.length ? read : undefined
}

/** BigCommerce's export of orders: one row per order, with all lines in one cell. */
export const bigcommerceOrders: Format = {
  name: 'BigCommerce orders',
  kind: 'orders',
  columns: {
    ...HEAD,
    order_id: ['Order ID'],
    order_date: ['Order Date', 'Date'],
    status: ['Order Status'],
    email: ['Customer Email', 'Billing Email'],
    customer_id: ['Customer ID'],
    currency: ['Order Currency Code', 'Currency'],
    subtotal: ['Subtotal (ex tax)'],
    discount: ['Coupon Value', 'Discount'],
    shipping: ['Shipping Cost (ex tax)'],
    tax: ['Tax Total'],
    total: ['Order Total (inc tax)', 'Order Total (inc. tax)'],
    refunded: ['Refund Amount'],
    fees: ['Handling Cost (ex tax)'],
    coupons: ['Coupon Details', 'Coupon Code'],
    billing_company: ['Billing Company'],
    shipping_company: ['Shipping Company'],
    billing_country: ['Billing Country Code'],
    shipping_country: ['Shipping Country Code'],
    product_details: ['Product Details'],
  },
  required: [['order_id'], ['product_details'], ['status']],
  read(row, context) {
    const column = row.column('product_details')
    const lines = linesOf(row.cell('product_details'), column) ?? badLine(column, EXAMPLE)
    const { money: _, ...order } = readHead(row, context)
    return readLines(row, context, lines, order)
  },
}
