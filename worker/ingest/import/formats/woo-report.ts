import { readNames } from '../cells/item-cells.ts'
import { badLine, lineInCell, readLines, WOO_ORDER } from '../cells/woo.ts'
import { REPORT_LABELS } from '../cells/woo-report-labels.ts'
import type { Format } from '../format.ts'

/** WooCommerce's own report of orders (Analytics): one row per order, with only the names of its products. */
export const wooReport: Format = {
  name: 'WooCommerce Analytics orders',
  kind: 'orders',
  // Its `Customer` is the buyer's name, which is not used.
  columns: {
    ...WOO_ORDER,
    product_names: REPORT_LABELS.product_names,
    order_date: [...WOO_ORDER.order_date, ...REPORT_LABELS.order_date],
    order_number: REPORT_LABELS.order_number,
    status: [...WOO_ORDER.status, ...REPORT_LABELS.status],
    coupons: [...WOO_ORDER.coupons, ...REPORT_LABELS.coupons],
  },
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
