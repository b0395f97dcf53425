import { readId, readMoney, readOrderDate, readQuantity } from '../fields.ts'
import type { Format } from '../format.ts'
import { readStatus } from '../order-status.ts'

/** Our own form of orders: one row a line, nothing but the ids is needed. */
export const plainOrders: Format = {
  name: 'plain orders',
  kind: 'orders',
  columns: {
    order_id: ['order', 'order number', 'invoice', 'invoice no', 'transaction_id'],
    order_date: ['ordered_at', 'date', 'created_at', 'timestamp', 'invoice date'],
    customer_id: ['customer', 'user_id'],
    customer_email: ['email'],
    item_id: ['product_id', 'variant_id', 'stock code'],
    sku: ['item_sku', 'product_sku'],
    quantity: ['qty'],
    price: ['unit_price', 'item_price'],
    currency: [],
    status: ['order_status'],
  },
  required: [['order_id'], ['item_id', 'sku']],
  read(row, { currency, time_zone, people, now }) {
    const key = readId(row.cell('order_id'), row.column('order_id'))
    const named = row.cell('item_id')
    const reference =
      named === ''
        ? `s:${readId(row.cell('sku'), row.column('sku'))}`
        : `i:${readId(named, row.column('item_id'))}`
    const quantity = readQuantity(row.cell('quantity'), row.column('quantity')) ?? 1
    const code = row.cell('currency').toUpperCase()
    const at = readOrderDate(row.cell('order_date'), row.column('order_date'), time_zone, now)
    const status = readStatus(row)
    const customer = people.byId(row.cell('customer_id')) ?? people.byEmail(row.cell('customer_email'))
    const order = {
      key,
      ...(at !== undefined && { at }),
      ...(status && { status }),
      ...(customer && { customer }),
      ...(code && code !== currency && { currency: code }),
    }
    // Returns and write-offs: the order is counted as found, but nothing was bought.
    if (quantity <= 0) return { fragments: [order], named: [reference], dropped: 'quantity_not_positive' }
    const price = readMoney(row.cell('price'), row.column('price'), code || currency) ?? null
    return { fragments: [{ ...order, line: [reference, quantity, price] }], named: [reference] }
  },
}
