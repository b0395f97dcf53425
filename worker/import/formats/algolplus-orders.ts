import type { Format } from '../format.ts'
import { lineInColumns, readLines, WOO_ORDER } from '../woo.ts'

const LINE = { sku: 'sku', product_id: 'product_id', name: 'item_name', price: 'item_cost' }

/** "Advanced Order Export for WooCommerce" by AlgolPlus: one row a line, its columns chosen by the merchant. */
export const algolplusOrders: Format = {
  name: 'WooCommerce orders (AlgolPlus)',
  kind: 'orders',
  columns: {
    ...WOO_ORDER,
    sku: [],
    product_id: [],
    item_name: ['Product Name', 'Name'],
    quantity_kept: ['Quantity (- Refund)'],
    quantity: [],
    item_cost: ['Item Cost (inc. tax)'],
  },
  required: [
    ['order_number'],
    ['status'],
    ['sku', 'product_id', 'item_name'],
    ['quantity', 'quantity_kept'],
    // Without one of these it could be the list of any shop, which our plain form reads.
    ['quantity_kept', 'item_cost', 'item_name'],
  ],
  read(row, context) {
    // What is left after refunds is what was bought.
    const quantity = row.cell('quantity_kept') === '' ? 'quantity' : 'quantity_kept'
    return readLines(row, context, [lineInColumns(row, { ...LINE, quantity })])
  },
}
