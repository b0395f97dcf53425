import { lineInColumns, readLines, readWooOrder, WOO_ORDER, WOO_ORDER_ID } from '../cells/woo.ts'
import type { Context, Format, Reading, Row } from '../format.ts'
import { isOrder, type OrderFragment } from '../fragments.ts'

const LINE = {
  sku: 'sku',
  product_id: 'product_id',
  name: 'item_name',
  quantity: 'quantity',
  kept: 'quantity_kept',
  returned: 'line_refunded',
  price: 'item_cost',
  subtotal: 'line_subtotal',
}

/** Kept from the order above: its number, and its currency if it differs from the shop's. */
const NUMBER = 'order'
const CURRENCY = 'currency'

/**
 * The order of a row. The plugin fills an order's columns in all of its rows or only in the first; the other rows then belong to
 * the order above.
 */
function readOrder(row: Row, context: Context): OrderFragment {
  const { memory } = context
  const blank = [...WOO_ORDER_ID, 'status', 'order_date'].every((name) => row.cell(name) === '')
  const above = memory.get(NUMBER)
  if (blank && above !== undefined) {
    const currency = memory.get(CURRENCY)
    return { key: above, ...(currency && { currency }) }
  }
  // The lines of a refused order must not be added to the order before it.
  memory.clear()
  const order = readWooOrder(row, context)
  memory.set(NUMBER, order.key)
  if (order.currency) memory.set(CURRENCY, order.currency)
  return order
}

/** "Advanced Order Export for WooCommerce" by AlgolPlus: one row per line, with columns chosen by the merchant. */
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
    line_subtotal: ['Order Line Subtotal'],
    line_refunded: ['Order Line Total Refunded'],
  },
  required: [
    ['order_number'],
    ['status'],
    ['sku', 'product_id', 'item_name'],
    ['quantity', 'quantity_kept'],
    // Without one of these columns it could be an order list of any shop, which our plain format reads.
    ['quantity_kept', 'item_cost', 'item_name'],
  ],
  read(row, context) {
    const reading = readLines(row, context, [lineInColumns(row, LINE)], readOrder(row, context))
    const isTaxed = /inc/i.test(row.column('item_cost')) && !row.has('line_subtotal')
    return isTaxed ? withoutGoods(reading) : reading
  },
}

/** The order's amounts are without tax, so prices with tax do not add up to them. */
const withoutGoods = (reading: Reading): Reading => ({
  ...reading,
  fragments: (reading.fragments ?? [])
    .filter(isOrder)
    .map((one) => (one.sums ? { ...one, sums: { ...one.sums, goods: null } } : one)),
})
