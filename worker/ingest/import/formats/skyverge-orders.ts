import { readItemList } from '../cells/item-cells.ts'
import { badLine, lineInCell, lineInColumns, readLines, WOO_ORDER, WOO_ORDER_ID } from '../cells/woo.ts'
import type { Format } from '../format.ts'

const EXAMPLE = '"id:1|name:Tea|product_id:7|sku:T-1|quantity:2|subtotal:9.00;id:2|name:Mug|…"'

/** "Customer/Order/Coupon Export" by SkyVerge, in its default and its import format: one row per order. */
export const skyvergeOrders: Format = {
  name: 'WooCommerce orders (SkyVerge)',
  kind: 'orders',
  columns: { ...WOO_ORDER, line_items: [] },
  required: [WOO_ORDER_ID, ['line_items']],
  read(row, context) {
    const column = row.column('line_items')
    const lines = readItemList(row.cell('line_items')) ?? badLine(column, EXAMPLE)
    return readLines(
      row,
      context,
      lines.map((line) => lineInCell(line, column)),
    )
  },
}

const LINE = {
  sku: 'item_sku',
  product_id: 'item_product_id',
  name: 'item_name',
  quantity: 'item_quantity',
  refunded: 'item_refunded_qty',
  returned: 'item_refunded',
  price: 'item_price',
  subtotal: 'item_subtotal',
  total: 'item_total',
}

/** The same export with one row per line. WebToffee's format with one row per line has these columns, too. */
export const skyvergeOrderLines: Format = {
  name: 'WooCommerce order lines (SkyVerge, WebToffee)',
  kind: 'orders',
  columns: {
    ...WOO_ORDER,
    ...Object.fromEntries(Object.values(LINE).map((name) => [name, []])),
    // The format before 2017 has no subtotal.
    item_subtotal: ['item_total'],
  },
  required: [WOO_ORDER_ID, ['item_sku', 'item_product_id', 'item_name'], ['item_quantity']],
  read: (row, context) => readLines(row, context, [lineInColumns(row, LINE)]),
}
