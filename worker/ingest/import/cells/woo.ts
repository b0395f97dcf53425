import { isNameOfNonGoods } from '../../../../engine/text/non-goods.ts'
import type { OrderLine } from '../../../../schema/orders/orders.ts'
import type { Context, Reading, Row } from '../format.ts'
import type { OrderFragment } from '../fragments.ts'
import { RowProblem } from '../problems.ts'
import { type LineSums, roundingOf, type StatedTotals, sumsOfAll } from '../totals.ts'
import { readMoment } from './date-order.ts'
import { readId, readQuantity, readSku } from './fields.ts'
import { readMoney } from './money.ts'
import { readStatus } from './order-status.ts'
import { readAccount, readCountry, readOptionalAmount, readTotals, statedPart } from './order-totals.ts'

/** Columns of the order that all exports of WooCommerce orders share; each format adds its own columns of the lines. */
export const WOO_ORDER = {
  // Every export has the number that the buyer sees, only some have the id; without a plugin they are equal.
  order_number_formatted: [],
  order_number: ['Order #'],
  order_id: [],
  order_date: ['date'],
  status: ['Order Status'],
  email: ['Email (Billing)', 'billing_email', 'customer_email'],
  customer_id: ['customer_user'],
  currency: ['order_currency'],
  subtotal: ['order_subtotal', 'Order Subtotal Amount'],
  discount: ['discount_total', 'cart_discount', 'Cart Discount Amount'],
  shipping: ['shipping_total', 'Order Shipping Amount'],
  tax: ['tax_total', 'total_tax', 'order_tax_total', 'Order Total Tax Amount'],
  fees: ['fee_total', 'Order Total Fee'],
  total: ['order_total', 'Order Total Amount'],
  refunded: ['refunded_total', 'Order Refund Amount'],
  refund_items: [],
  coupons: ['coupon_items', 'Coupons Used', 'Coupon Code', 'Coupon(s)'],
  channel: ['created_via', 'meta:_created_via'],
  company: ['billing_company', 'Company (Billing)'],
  shipping_country: ['Country Code (Shipping)'],
  billing_country: ['Country Code (Billing)'],
} satisfies Record<string, readonly string[]>

/** Columns of which each one identifies the order. */
export const WOO_ORDER_ID = ['order_number_formatted', 'order_number', 'order_id'] as const

/**
 * The fields of a line. `refunded` is the number of refunded pieces and `returned` the money for them, with or without a minus sign;
 * `kept` is the number of the other pieces. `price` is of one piece; of all pieces `subtotal` is before discounts, `total` after
 * them.
 */
type Part =
  | 'sku'
  | 'product_id'
  | 'name'
  | 'quantity'
  | 'kept'
  | 'refunded'
  | 'returned'
  | 'price'
  | 'subtotal'
  | 'total'
type Parts = { readonly [part in Part]?: string | undefined }

/** A line of the file; `column` returns the file's own name of a field's column, for errors. */
export type WooLine = { fields: Parts; column: (part: Part) => string }

/** A line, or the reason why it is left out. */
type LineReading = { line?: OrderLine; sums?: LineSums; dropped?: Reading['dropped']; named?: string }

/** Parses the order's own fields of a row. */
export function readWooOrder(row: Row, context: Context): OrderFragment {
  const { currency, people } = context
  const id = WOO_ORDER_ID.find((name) => row.cell(name) !== '') ?? 'order_number'
  const key = readId(row.cell(id), row.column(id))
  const moment = readMoment(row.cell('order_date'), row.column('order_date'), context)
  const status = readStatus(row)
  const user = row.cell('customer_id')
  const customer = people.of({ customer_id: user, email: row.cell('email') })
  const code = row.cell('currency').toUpperCase()
  const stated = {
    ...readWooTotals(row, code || currency),
    ...readAccount(people, row.cell('company'), customer, row.cell('email')),
    ...readCountry(row.cell('shipping_country'), row.cell('billing_country')),
  }
  const number = row.cell('order_id')
  return {
    key,
    ...(number !== '' && number !== key && { platform_id: ['woocommerce', number] as const }),
    ...moment,
    ...(status && { status }),
    ...(customer && { customer }),
    ...(code && code !== currency && { currency: code }),
    ...statedPart(stated),
  }
}

/** The totals of an order. WooCommerce's amounts are without tax, however prices are entered. */
function readWooTotals(row: Row, currency: string): StatedTotals {
  const stated = readTotals(row, currency)
  const amounts = [...row.cell('refund_items').matchAll(/(?:^|[|;])amount:([^|;]*)/g)]
  const returned = amounts.map(([, amount = '']) => readOptionalAmount(amount, '', currency) ?? 0)
  if (returned.length > 0 && stated.refunded === undefined) {
    stated.refunded = returned.reduce((sum, amount) => sum + Math.abs(amount), 0)
  }
  return stated.tax === undefined ? stated : { ...stated, tax_included: false }
}

/**
 * Parses one line. The SKU identifies the item, because only the SKU distinguishes variations; without it the id, then the title.
 * @throws {RowProblem} when a field cannot be parsed
 */
function readLine({ fields, column }: WooLine, currency: string): LineReading {
  const name = fields.name?.slice(0, 500) ?? ''
  if (isNameOfNonGoods(name)) return { dropped: 'not_goods', sums: feeOf({ fields, column }, currency) }
  const named = referenceOf({ fields, column }, name)
  if (named === undefined) return { dropped: 'no_item' }
  const { ordered, kept } = piecesOf({ fields, column })
  const piece = readMoney(fields.price ?? '', column('price'), currency)
  const all = (piece === undefined ? readMoney : readOptionalAmount)(
    fields.subtotal ?? '',
    column('subtotal'),
    currency,
  )
  const price = piece ?? (all === undefined || ordered <= 0 ? null : Math.round(all / ordered))
  const returned = readOptionalAmount(fields.returned ?? '', column('returned'), currency)
  const goods = all ?? (price === null ? null : Math.round(price * ordered))
  const paid =
    piece === undefined ? readOptionalAmount(fields.total ?? '', column('total'), currency) : undefined
  const back = Math.round((ordered - kept) * 1000) / 1000
  const sums: LineSums = {
    // A line's amount is rounded once, the price of one piece for each piece.
    ...{ goods, rounding: all === undefined ? roundingOf(ordered) : 0.5 },
    ...(all !== undefined && paid !== undefined && all > paid && { discounts: [[named, all - paid]] }),
    ...(back > 0 && {
      refunds: [[named, back, price, returned === undefined || returned === 0 ? null : Math.abs(returned)]],
    }),
  }
  if (kept <= 0) return { named, sums, dropped: 'quantity_not_positive' }
  return { named, line: [named, kept, price], sums }
}

/** Pieces as ordered, and those that were not given back. */
function piecesOf({ fields, column }: WooLine): { ordered: number; kept: number } {
  const kept = readQuantity(fields.kept ?? '', column('kept'))
  if (kept !== undefined) {
    const pieces = Number(fields.quantity || kept)
    return { ordered: pieces > kept ? Math.round(pieces * 1000) / 1000 : kept, kept }
  }
  const ordered = readQuantity(fields.quantity ?? '', column('quantity')) ?? 0
  const returned = readQuantity(fields.refunded ?? '', column('refunded')) ?? 0
  return { ordered, kept: Math.round((ordered - Math.abs(returned)) * 1000) / 1000 }
}

/** The amount of a line that is no goods. */
function feeOf({ fields, column }: WooLine, currency: string): LineSums {
  const read = (part: 'subtotal' | 'price') => readOptionalAmount(fields[part] ?? '', column(part), currency)
  const pieces = Number(fields.quantity || 1)
  const fees = read('subtotal') ?? Math.round((read('price') ?? 0) * (Number.isFinite(pieces) ? pieces : 0))
  return { goods: 0, rounding: 0, fees }
}

function referenceOf({ fields, column }: WooLine, name: string): string | undefined {
  const sku = readSku(fields.sku ?? '', column('sku'))
  // SkyVerge's SKU for a deleted product, and WooCommerce's id for it.
  if (sku !== undefined && sku !== 'unknown_product') return `s:${sku}`
  const id = fields.product_id ?? ''
  if (id !== '' && id !== '0') return `i:${readId(id, column('product_id'))}`
  return name === '' ? undefined : `n:${name}`
}

/**
 * Combines a row's lines with the fields of its order. The row is left out only when each of its lines is, with the reason of the
 * first; the order's own fields are kept in any case.
 */
export function readLines(
  row: Row,
  context: Context,
  lines: readonly WooLine[],
  order = readWooOrder(row, context),
): Reading {
  const read = lines.map((line) => readLine(line, order.currency ?? context.currency))
  const kept = read.flatMap(({ line }) => (line ? [line] : []))
  const named = read.flatMap((one) => (one.named === undefined ? [] : [one.named]))
  const [first, ...others] = kept
  const sums = sumsOfAll(read.map((one) => one.sums))
  const whole = { ...order, ...(sums && { sums }) }
  if (!first) return { fragments: [whole], named, dropped: read[0]?.dropped ?? 'no_item' }
  // Only the first fragment repeats the order's date and buyer, which would otherwise be stored with every line.
  return {
    fragments: [{ ...whole, line: first }, ...others.map((line) => ({ key: order.key, line }))],
    named,
  }
}

/** A line with its fields in columns of their own: our name of each column, and the number of numbered columns. */
export function lineInColumns(row: Row, columns: Parts, number?: number): WooLine {
  const pairs = Object.entries(columns).map(([part, name]) => [part, row.cell(name ?? part, number)])
  return { fields: Object.fromEntries(pairs), column: (part) => row.column(columns[part] ?? part, number) }
}

/** A line in one cell, by the keys that the plugins share. */
export function lineInCell(cell: ReadonlyMap<string, string>, written: string): WooLine {
  const fields = {
    sku: cell.get('sku'),
    product_id: cell.get('product_id'),
    name: cell.get('name'),
    quantity: cell.get('quantity'),
    refunded: cell.get('refunded_qty'),
    returned: cell.get('refunded'),
    price: cell.get('price'),
    subtotal: cell.get('subtotal') ?? cell.get('sub_total') ?? cell.get('total'),
    total: cell.get('total'),
  }
  return { fields, column: () => written }
}

/** The error for a line that cannot be parsed: `bad_line`. */
export function badLine(column: string, example: string): never {
  throw new RowProblem(
    'bad_line',
    column,
    `The lines of this order cannot be read. Write them like ${example}.`,
  )
}
