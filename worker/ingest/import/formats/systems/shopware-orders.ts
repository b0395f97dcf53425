import { HEAD, readHead } from '../../cells/order-head.ts'
import { badLine, readLines, type WooLine } from '../../cells/woo.ts'
import type { Format } from '../../format.ts'

const EXAMPLE = '"2x 0189a0b1c2d3|1x 0189a0b1c2d4"'

/** Parses `2x 0189…|1x `, in which a discount or a fee has no product; undefined for other texts. */
function linesOf(cell: string, column: string): WooLine[] | undefined {
  const entries = cell === '' ? [] : cell.split('|')
  const lines = entries.map((entry) => /^\s*(-?\d+)x\s*(\S*)\s*$/.exec(entry))
  if (lines.some((line) => line === null)) return undefined
  return lines.map((line) => ({
    fields: { quantity: line?.[1], product_id: line?.[2] },
    column: () => column,
  }))
}

/** Shopware's default profile of orders: one row per order, whose lines name products by id and have no prices. */
export const shopwareOrders: Format = {
  name: 'Shopware orders',
  kind: 'orders',
  columns: {
    ...HEAD,
    order_id: ['order_number'],
    order_date: ['order_date_time'],
    email: ['customer_email'],
    total: ['amount_total'],
    billing_company: ['billing_address_company'],
    shipping_company: ['shipping_address_company'],
    // A state by its name, if the merchant has added it to the profile.
    status: ['order_state', 'state'],
    // Only to recognise the file: its values are numbers of the shop's own.
    order_state_id: [],
    order_date_time: [],
    line_items: [],
  },
  required: [['order_id'], ['line_items'], ['order_date'], ['order_state_id', 'order_date_time']],
  read(row, context) {
    const column = row.column('line_items')
    const lines = linesOf(row.cell('line_items'), column) ?? badLine(column, EXAMPLE)
    if (row.cell('status') === '') context.note?.('no_status')
    const { money: _, ...order } = readHead(row, context)
    return readLines(row, context, lines, order)
  },
}
