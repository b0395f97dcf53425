import { readNames } from '../cells/item-cells.ts'
import { badLine, lineInCell, readLines, WOO_ORDER } from '../cells/woo.ts'
import type { Format } from '../format.ts'

/** WooCommerce's own report of orders (Analytics): one row an order, its products by nothing but their names. */
export const wooReport: Format = {
  name: 'WooCommerce Analytics orders',
  kind: 'orders',
  // Its `Customer` is the buyer's name, which nobody reads here.
  columns: { ...WOO_ORDER, product_names: ['Product(s)'] },
  required: [['order_number'], ['product_names']],
  read(row, context) {
    const column = row.column('product_names')
    const lines = readNames(row.cell('product_names')) ?? badLine(column, '"2× Tea, 1× Mug"')
    return readLines(
      row,
      context,
      lines.map((line) => lineInCell(line, column)),
    )
  },
}
