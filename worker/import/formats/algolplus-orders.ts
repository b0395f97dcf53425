import type { Format } from '../format.ts'
import { type ColumnOf, readLines, WOO_ORDER } from '../woo.ts'

/** "Advanced Order Export for WooCommerce" by AlgolPlus: one row a line, its columns chosen by the merchant. */
export const algolplusOrders: Format = {
  name: 'WooCommerce orders (AlgolPlus)',
  kind: 'orders',
  columns: {
    ...WOO_ORDER,
    sku: [],
    product_id: [],
    item_name: ['Product Name', 'Name'],
    // What was kept after refunds says what was bought.
    quantity_kept: ['Quantity (- Refund)'],
    quantity: [],
    item_cost: ['Item Cost (inc. tax)'],
  },
  // Without one of the last a list of any shop would do; such a one is taken for our plain form.
  required: [
    ['order_number'],
    ['status'],
    ['sku', 'product_id', 'item_name'],
    ['quantity_kept', 'quantity'],
    ['quantity_kept', 'item_cost', 'item_name'],
  ],
  read(row, context) {
    const kept = row.cell('quantity_kept')
    const columns = {
      sku: 'sku',
      product_id: 'product_id',
      name: 'item_name',
      quantity: kept === '' ? 'quantity' : 'quantity_kept',
      price: 'item_cost',
    }
    const said = {
      sku: row.cell('sku'),
      product_id: row.cell('product_id'),
      name: row.cell('item_name'),
      quantity: kept || row.cell('quantity'),
      price: row.cell('item_cost'),
    }
    return readLines(row, context, [said], (part) => row.column(columns[part]))
  },
}
