import type { OrderLine } from '../../../../schema/orders/orders.ts'
import { MAX_ID, MAX_QUANTITY } from '../../../../vocabulary/limits.ts'
import { EXACT } from '../../../store/exact-cells.ts'
import { readMoment } from '../cells/date-order.ts'
import { idIn, readCurrency, readId, readQuantity, skuIn } from '../cells/fields.ts'
import { readMoney } from '../cells/money.ts'
import { readStatus } from '../cells/order-status.ts'
import { readAccount, readMarket, readOptionalAmount, readTotals, statedPart } from '../cells/order-totals.ts'
import { ORDER_LABELS, withLabels } from '../cells/plain-labels.ts'
import type { Format, Row } from '../format.ts'
import { type LineSums, roundingOf, type StatedTotals } from '../totals.ts'

/** Longest stored name of an item, in characters. */
const MAX_NAME = 500

/** Reference of the row's item: its id, else its SKU, else its name. */
function readReference(row: Row): string {
  const id = row.cell('item_id')
  if (id !== '') return `i:${idIn(row, 'item_id')}`
  const sku = skuIn(row, 'sku')
  if (sku !== undefined) return `s:${sku}`
  const name = row.cell('item_name').slice(0, MAX_NAME)
  if (name !== '') return `n:${name}`
  const column = (['item_id', 'sku', 'item_name'] as const).find((one) => row.has(one)) ?? 'item_id'
  return readId('', row.column(column))
}

/** Sums of the row's line, and its returned pieces, which are not part of its quantity. */
function sumsOf(
  row: Row,
  reference: string,
  quantity: number,
  price: number | null,
  money: string,
): LineSums {
  const read = (name: string) => readOptionalAmount(row.cell(name), row.column(name), money)
  const returned = row.cell('refunded_quantity')
  const number = returned === '' ? 0 : Number(returned.replace(',', '.'))
  const back = Math.abs(number) <= MAX_QUANTITY ? Math.round(Math.abs(number) * 1000) / 1000 : 0
  const pieces = Math.round((Math.max(0, quantity) + back) * 1000) / 1000
  const discount = Math.abs(read('line_discount') ?? 0)
  const amount = read('refunded_amount')
  return {
    ...{
      goods: price === null && pieces > 0 ? null : Math.round(pieces * (price ?? 0)),
      rounding: roundingOf(pieces),
    },
    ...(discount > 0 && { discounts: [[reference, discount]] }),
    ...(back > 0 && {
      refunds: [[reference, back, price, amount === undefined ? null : Math.abs(amount)]],
    }),
  }
}

/** 0.2: 20 % or 20 cents. */
const FRACTION = /^-?0?[.,]0*[1-9]\d*$/

/** What the discounts of a row are besides amounts: perhaps parts of the price, or unreadable. */
function readDoubts(row: Row, money: string): StatedTotals {
  const written = row.cell('line_discount')
  const isRead = readOptionalAmount(written, row.column('line_discount'), money) !== undefined
  return {
    ...([row.cell('discount'), written].some((cell) => FRACTION.test(cell)) && { fraction: true }),
    ...(written !== '' && !isRead && { unreadable: true }),
  }
}

/** Columns about the order as a whole, or about money given back. Most files have none, and their rows are read in less time. */
const MORE = [
  ...['line_discount', 'refunded_quantity', 'refunded_amount', 'subtotal', 'discount', 'shipping', 'tax'],
  ...['tax_included', 'fees', 'total', 'refunded', 'coupons', 'channel', 'account', 'market'],
]

/** Our plain order format: one row per line; only the ids are required. */
export const plainOrders: Format = {
  name: 'plain orders',
  kind: 'orders',
  columns: withLabels(
    {
      order_id: ['order', 'order number', 'invoice', 'invoice no', 'transaction_id'],
      order_date: ['ordered_at', 'date', 'created_at', 'timestamp', 'invoice date'],
      customer_id: ['customer', 'user_id'],
      customer_email: ['email'],
      item_id: ['product_id', 'variant_id', 'stock code'],
      sku: ['item_sku', 'product_sku'],
      item_name: ['product_name', 'item_title', 'product_title'],
      quantity: ['qty'],
      price: ['unit_price', 'item_price'],
      currency: [],
      status: ['order_status'],
      recommendation_id: [],
      line_discount: ['item_discount'],
      refunded_quantity: ['returned_quantity'],
      refunded_amount: [],
      subtotal: ['order_subtotal'],
      discount: ['order_discount', 'discount_total'],
      shipping: ['shipping_total', 'order_shipping'],
      tax: ['taxes', 'tax_total', 'order_tax'],
      tax_included: ['taxes_included', 'prices_include_tax'],
      fees: ['fee_total'],
      total: ['order_total', 'grand_total'],
      refunded: ['refunded_total'],
      coupons: ['coupon', 'coupon_codes', 'discount_code'],
      channel: ['order_channel', 'sales_channel'],
      account: ['company'],
      market: ['shipping_country', 'country_code'],
      [EXACT]: [],
    },
    ORDER_LABELS,
  ),
  amounts: [
    'price',
    'line_discount',
    'refunded_amount',
    'subtotal',
    'discount',
    'shipping',
    'fees',
    'total',
    'refunded',
  ],
  required: [['order_id'], ['item_id', 'sku', 'item_name']],
  read(row, context) {
    const { currency, people } = context
    const key = idIn(row, 'order_id')
    const reference = readReference(row)
    const quantity = readQuantity(row.cell('quantity'), row.column('quantity')) ?? 1
    const code = readCurrency(row.cell('currency'), row.column('currency'))
    const moment = readMoment(row.cell('order_date'), row.column('order_date'), context)
    const status = readStatus(row)
    const customer = people.of({ customer_id: row.cell('customer_id'), email: row.cell('customer_email') })
    const money = code || currency
    const hasTotals = MORE.some((name) => row.mayHave(name))
    const stated = hasTotals && {
      ...readTotals(row, money),
      ...readDoubts(row, money),
      ...readAccount(people, row.cell('account'), customer, row.cell('customer_email')),
      ...readMarket(row.cell('market')),
    }
    const order = {
      key,
      ...moment,
      ...(status && { status }),
      ...(customer && { customer }),
      ...(code && code !== currency && { currency: code }),
      ...(stated && statedPart(stated)),
    }
    // Returns and write-offs: the order is counted as found, but nothing was bought.
    if (quantity <= 0) {
      const piece = readOptionalAmount(row.cell('price'), row.column('price'), money) ?? null
      const sums = hasTotals && { sums: sumsOf(row, reference, 0, piece, money) }
      return { fragments: [{ ...order, ...sums }], named: [reference], dropped: 'quantity_not_positive' }
    }
    const price = readMoney(row.cell('price'), row.column('price'), money) ?? null
    const recommendation = row.cell('recommendation_id').slice(0, MAX_ID)
    const line: OrderLine = [reference, quantity, price]
    if (recommendation !== '') line.push(recommendation)
    const sums = hasTotals && { sums: sumsOf(row, reference, quantity, price, money) }
    return { fragments: [{ ...order, line, ...sums }], named: [reference] }
  },
}
