import type { OrderStatus } from '../../../../vocabulary/orders.ts'
import type { Context, Row } from '../format.ts'
import type { OrderFragment } from '../fragments.ts'
import { readMoment } from './date-order.ts'
import { readCurrency, readId } from './fields.ts'
import { readStatus } from './order-status.ts'
import { readAccount, readCountry, readTotals, statedPart } from './order-totals.ts'

/** Columns of an order under the names that readHead uses; a format adds those that its file has. */
export const HEAD = {
  order_id: [],
  order_date: [],
  status: [],
  email: [],
  customer_id: [],
  currency: [],
  discount: [],
  shipping: [],
  tax: [],
  tax_included: [],
  fees: [],
  total: [],
  refunded: [],
  coupons: [],
  channel: [],
  billing_company: [],
  shipping_company: [],
  billing_country: [],
  shipping_country: [],
} satisfies Record<string, readonly string[]>

/** Key in the memory, before the id of the order above: its currency. */
const CURRENCY_OF = 'currency of '

/** What a format knows better than the columns of the row. */
type Known = { status?: OrderStatus | undefined; date?: string }

/**
 * The fields of the order in a row; later rows of an order may leave them blank.
 * @throws {RowProblem} when the id, the date or the status cannot be read
 */
export function readHead(row: Row, context: Context, known: Known = {}): OrderFragment & { money: string } {
  const { currency, people, memory } = context
  const key = readId(row.cell('order_id'), row.column('order_id'))
  const date = known.date ?? row.cell('order_date')
  const moment = readMoment(date, row.column('order_date'), context)
  const status = 'status' in known ? known.status : readStatus(row)
  const email = row.cell('email')
  const customer = people.of({ customer_id: row.cell('customer_id'), email })
  const code =
    readCurrency(row.cell('currency'), row.column('currency')) || (memory.get(CURRENCY_OF + key) ?? '')
  memory.clear()
  if (code !== '') memory.set(CURRENCY_OF + key, code)
  const money = code || currency
  const company = row.cell('billing_company') || row.cell('shipping_company')
  const stated = {
    ...readTotals(row, money),
    ...readAccount(people, company, customer, email),
    ...readCountry(row.cell('shipping_country'), row.cell('billing_country')),
  }
  return {
    key,
    money,
    ...moment,
    ...(status && { status }),
    ...(customer && { customer }),
    ...(code && code !== currency && { currency: code }),
    ...statedPart(stated),
  }
}
