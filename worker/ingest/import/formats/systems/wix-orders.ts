import { HEAD, readHead } from '../../cells/order-head.ts'
import { readStatus } from '../../cells/order-status.ts'
import { lineInColumns, readLines } from '../../cells/woo.ts'
import type { Format, Row } from '../../format.ts'

const LINE = { sku: 'sku', name: 'item', quantity: 'quantity', refunded: 'quantity_refunded', price: 'price' }

/** The order is cancelled whatever was paid; the two columns are about payment and delivery. */
const isCancelled = (row: Row): boolean => /cancel|storniert|annul|anul/i.test(row.cell('fulfillment_status'))

/** Wix's export of orders: one row per line, with the order's own columns in each of them. */
export const wixOrders: Format = {
  name: 'Wix orders',
  kind: 'orders',
  columns: {
    ...HEAD,
    order_id: ['Order number'],
    order_date: ['Date created'],
    time: ['Time'],
    email: ['Contact email'],
    status: ['Payment status'],
    fulfillment_status: ['Fulfillment status'],
    item: ['Item'],
    variant: ['Variant'],
    sku: ['SKU'],
    quantity: ['Qty'],
    quantity_refunded: ['Quantity refunded'],
    price: ['Price'],
    coupons: ['Coupon code'],
    shipping: ['Shipping rate'],
    tax: ['Total tax'],
    refunded: ['Refunded amount'],
    fees: ['Additional fees'],
    billing_company: ['Billing company name'],
    shipping_company: ['Recipient company name'],
  },
  required: [['order_id'], ['order_date'], ['item', 'sku'], ['quantity'], ['email']],
  read(row, context) {
    const date = [row.cell('order_date'), row.cell('time')].filter((part) => part !== '').join(' ')
    const status = isCancelled(row) ? 'cancelled' : readStatus(row)
    const { money: _, ...order } = readHead(row, context, { date, status })
    // Orders name a variant by its product and its options, as the catalogue does.
    const line = lineInColumns(row, LINE)
    const variant = row
      .cell('variant')
      .replace(/(?:^|[|,;])\s*[^:|,;]+:\s*/g, ' / ')
      .replace(/^[\s/]+/, '')
    const name = variant === '' ? line.fields.name : `${line.fields.name} - ${variant}`
    return readLines(row, context, [{ ...line, fields: { ...line.fields, name } }], order)
  },
}
