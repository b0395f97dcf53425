import { readPairs, readSentence } from '../cells/item-cells.ts'
import {
  badLine,
  lineInCell,
  lineInColumns,
  readLines,
  WOO_ORDER,
  WOO_ORDER_ID,
  type WooLine,
} from '../cells/woo.ts'
import type { Format, Row } from '../format.ts'

const EXAMPLE = '"name:Tea|product_id:7|sku:T-1|quantity:2|total:9.00|sub_total:9.00"'

const LINE = {
  name: 'product_item_{n}_name',
  product_id: 'product_item_{n}_id',
  sku: 'product_item_{n}_sku',
  quantity: 'product_item_{n}_quantity',
  subtotal: 'product_item_{n}_subtotal',
  total: 'product_item_{n}_total',
}

/** The lines of an order. The file has as many columns as its longest order has lines; shorter orders leave the rest empty. */
function linesOf(row: Row): WooLine[] {
  const numbers = row.numbers('line_item_{n}')
  return numbers.flatMap((number) => {
    const cell = row.cell('line_item_{n}', number)
    if (cell === '') return []
    const column = row.column('line_item_{n}', number)
    return [lineInCell(readPairs(cell) ?? readSentence(cell) ?? badLine(column, EXAMPLE), column)]
  })
}

/** The same lines in separate columns for each field, an option of the plugin. */
const linesInColumns = (row: Row): WooLine[] =>
  row
    .numbers(LINE.name)
    .filter((number) => row.cell(LINE.name, number) !== '')
    .map((number) => lineInColumns(row, LINE, number))

/** "Order Export & Order Import" by WebToffee: one row per order, one numbered column per line. */
export const webtoffeeOrders: Format = {
  name: 'WooCommerce orders (WebToffee)',
  kind: 'orders',
  columns: {
    ...WOO_ORDER,
    'line_item_{n}': [],
    // The plugin writes them with spaces, which are ignored.
    ...Object.fromEntries(Object.values(LINE).map((name) => [name, []])),
  },
  required: [WOO_ORDER_ID, ['line_item_{n}', LINE.name]],
  read(row, context) {
    const inCells = row.numbers('line_item_{n}').length > 0
    return readLines(row, context, inCells ? linesOf(row) : linesInColumns(row))
  },
}
