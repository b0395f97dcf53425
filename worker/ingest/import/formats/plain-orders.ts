import type { OrderLine } from '../../../../schema/orders/orders.ts'
import { MAX_ID } from '../../../../vocabulary/limits.ts'
import { readOrderDate } from '../cells/dates.ts'
import { readId, readQuantity, readSku } from '../cells/fields.ts'
import { readMoney } from '../cells/money.ts'
import { readStatus } from '../cells/order-status.ts'
import type { Format, Row } from '../format.ts'

/** Longest stored name of an item, in characters. */
const MAX_NAME = 500

/** Reference of the row's item: its id, else its SKU, else its name. */
function readReference(row: Row): string {
  const id = row.cell('item_id')
  if (id !== '') return `i:${readId(id, row.column('item_id'))}`
  const sku = readSku(row.cell('sku'), row.column('sku'))
  if (sku !== undefined) return `s:${sku}`
  const name = row.cell('item_name').slice(0, MAX_NAME)
  if (name !== '') return `n:${name}`
  const column = (['item_id', 'sku', 'item_name'] as const).find((one) => row.has(one)) ?? 'item_id'
  return readId('', row.column(column))
}

/** Our plain order format: one row per line; only the ids are required. */
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
    item_name: ['product_name', 'item_title', 'product_title'],
    quantity: ['qty'],
    price: ['unit_price', 'item_price'],
    currency: [],
    status: ['order_status'],
    recommendation_id: [],
  },
  required: [['order_id'], ['item_id', 'sku', 'item_name']],
  read(row, { currency, time_zone, people, now, date_order }) {
    const key = readId(row.cell('order_id'), row.column('order_id'))
    const reference = readReference(row)
    const quantity = readQuantity(row.cell('quantity'), row.column('quantity')) ?? 1
    const code = row.cell('currency').toUpperCase()
    const at = readOrderDate(row.cell('order_date'), row.column('order_date'), time_zone, now, date_order)
    const status = readStatus(row)
    const customer = people.of({ customer_id: row.cell('customer_id'), email: row.cell('customer_email') })
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
    const recommendation = row.cell('recommendation_id').slice(0, MAX_ID)
    const line: OrderLine = [reference, quantity, price]
    if (recommendation !== '') line.push(recommendation)
    return { fragments: [{ ...order, line }], named: [reference] }
  },
}
