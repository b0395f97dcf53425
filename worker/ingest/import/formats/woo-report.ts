import { readNames } from '../cells/item-cells.ts'
import { badLine, lineInCell, readLines, WOO_ORDER } from '../cells/woo.ts'
import type { Format } from '../format.ts'

/** WooCommerce's own report of orders (Analytics): one row per order, with only the names of its products. */
export const wooReport: Format = {
  name: 'WooCommerce Analytics orders',
  kind: 'orders',
  // Its `Customer` is the buyer's name, which is not used.
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
