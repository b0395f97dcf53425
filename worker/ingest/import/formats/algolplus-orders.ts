import { lineInColumns, readLines, readWooOrder, WOO_ORDER, WOO_ORDER_ID } from '../cells/woo.ts'
import type { Context, Format, Row } from '../format.ts'
import type { OrderFragment } from '../fragments.ts'

const LINE = { sku: 'sku', product_id: 'product_id', name: 'item_name', price: 'item_cost' }

/** What is remembered of the order above: its number, and its currency where that is not the shop's. */
const NUMBER = 'order'
const CURRENCY = 'currency'

/** The plugin fills an order's columns in all of its rows, or in the first only; then the others belong to the one above. */
function readOrder(row: Row, context: Context): OrderFragment {
  const { memory } = context
  const blank = [...WOO_ORDER_ID, 'status', 'order_date'].every((name) => row.cell(name) === '')
  const above = memory.get(NUMBER)
  if (blank && above !== undefined) {
    const currency = memory.get(CURRENCY)
    return { key: above, ...(currency && { currency }) }
  }
  // The lines of an order that is refused must not go to the one before.
  memory.clear()
  const order = readWooOrder(row, context)
  memory.set(NUMBER, order.key)
  if (order.currency) memory.set(CURRENCY, order.currency)
  return order
}

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
    return readLines(row, context, [lineInColumns(row, { ...LINE, quantity })], readOrder(row, context))
  },
}
