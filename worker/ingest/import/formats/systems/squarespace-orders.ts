import { HEAD, readHead } from '../../cells/order-head.ts'
import { readFinancialStatus } from '../../cells/order-status.ts'
import { lineInColumns, readLines } from '../../cells/woo.ts'
import type { Format } from '../../format.ts'

const LINE = {
  sku: 'lineitem_sku',
  name: 'lineitem_name',
  quantity: 'lineitem_quantity',
  price: 'lineitem_price',
}

/** Squarespace's export of orders: one row per line, with the order's own columns only in its first row. */
export const squarespaceOrders: Format = {
  name: 'Squarespace orders',
  kind: 'orders',
  columns: {
    ...HEAD,
    order_id: ['Order ID'],
    order_date: ['Created at'],
    financial_status: ['Financial Status'],
    cancelled_at: ['Cancelled at'],
    payment_method: ['Payment Method'],
    subtotal: ['Subtotal'],
    discount: ['Discount Amount'],
    coupons: ['Discount Code'],
    tax: ['Taxes'],
    refunded: ['Amount Refunded'],
    channel: ['Channel Type'],
    lineitem_quantity: ['Lineitem quantity'],
    lineitem_name: ['Lineitem name'],
    lineitem_price: ['Lineitem price'],
    lineitem_sku: ['Lineitem sku'],
  },
  required: [['order_id'], ['lineitem_quantity'], ['lineitem_name', 'lineitem_sku'], ['financial_status']],
  read(row, context) {
    const { money: _, ...order } = readHead(row, context, { status: readFinancialStatus(row) })
    return readLines(row, context, [lineInColumns(row, LINE)], order)
  },
}
