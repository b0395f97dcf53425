import { createHmac } from 'node:crypto'
import type { OrderRow } from '../../schema/orders/orders.ts'
import { listOrders } from '../store/orders/orders.ts'
import { date, major } from './cells.ts'
import type { Line } from './list-lines.ts'
import { PAGE, paged, type Table } from './pages.ts'

/** Column of a reference by its first letter. */
const NAMED_BY: Readonly<Record<string, 'item_id' | 'sku' | 'item_name'>> = { s: 'sku', n: 'item_name' }

/** One line for each order line. Buyers get pseudonyms of this export: repeated purchases are visible, identities are not. */
function orderLines(row: OrderRow, buyer: (customer: string) => string): Line[] {
  return row.lines.map(([reference, quantity, price, recommendation_id]) => ({
    order_id: row.order_id,
    order_date: date(row.ordered_at),
    customer_id: row.customer === null ? '' : buyer(row.customer),
    status: row.status,
    currency: row.currency,
    item_id: '',
    sku: '',
    item_name: '',
    [NAMED_BY[reference[0] ?? ''] ?? 'item_id']: reference.slice(2),
    quantity,
    price: major(price, row.currency),
    recommendation_id: recommendation_id ?? '',
  }))
}

export const orders: Table = {
  columns: [
    ...['order_id', 'order_date', 'customer_id', 'status', 'currency', 'item_id', 'sku', 'item_name'],
    ...['quantity', 'price', 'recommendation_id'],
  ],
  async *pages(store) {
    const key = crypto.getRandomValues(new Uint8Array(32))
    const buyer = (customer: string) =>
      createHmac('sha256', key).update(customer).digest('base64url').slice(0, 22)
    const rows = paged(
      '',
      (after) => listOrders(store, after, PAGE),
      (last) => last.order_id,
    )
    for await (const page of rows) yield page.flatMap((row) => orderLines(row, buyer))
  },
}
