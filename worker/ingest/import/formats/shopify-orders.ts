import { isNameOfNonGoods } from '../../../../engine/text/non-goods.ts'
import { readMoment } from '../cells/date-order.ts'
import { readId, readQuantity, readSku } from '../cells/fields.ts'
import { readMoney } from '../cells/money.ts'
import { readFinancialStatus } from '../cells/order-status.ts'
import {
  readAccount,
  readCountry,
  readOptionalAmount,
  readTotals,
  statedPart,
} from '../cells/order-totals.ts'
import type { Format } from '../format.ts'
import type { LineSums } from '../totals.ts'

/** Key in the memory, before the name of the order above: its currency. */
const CURRENCY_OF = 'currency of '

/** Shopify's order export: one row per line, with the order's own fields only in its first row. */
export const shopifyOrders: Format = {
  name: 'Shopify orders',
  kind: 'orders',
  columns: {
    name: ['Name'],
    id: ['Id'],
    email: ['Email'],
    financial_status: ['Financial Status'],
    created_at: ['Created at'],
    cancelled_at: ['Cancelled at'],
    payment_method: ['Payment Method'],
    currency: ['Currency'],
    // With the usual names any list with a `name` and a `quantity` would be read as Shopify's, and people as orders.
    lineitem_quantity: ['Lineitem quantity'],
    lineitem_name: ['Lineitem name'],
    lineitem_price: ['Lineitem price'],
    lineitem_sku: ['Lineitem sku'],
    lineitem_discount: ['Lineitem discount'],
    discounted: ['Subtotal'],
    discount: ['Discount Amount'],
    coupons: ['Discount Code'],
    shipping: [],
    tax: ['Taxes'],
    tax_included: ['Taxes Included'],
    fees: ['Duties'],
    total: [],
    refunded: ['Refunded Amount'],
    channel: ['Source'],
    billing_company: ['Billing Company'],
    shipping_company: ['Shipping Company'],
    billing_country: ['Billing Country'],
    shipping_country: ['Shipping Country'],
  },
  required: [['name'], ['lineitem_quantity'], ['lineitem_name', 'lineitem_sku']],
  read(row, context) {
    const { currency, people, memory } = context
    const key = readId(row.cell('name'), row.column('name'))
    const moment = readMoment(row.cell('created_at'), row.column('created_at'), context)
    const status = readFinancialStatus(row)
    const customer = people.of({ email: row.cell('email') })
    const code = row.cell('currency').toUpperCase() || (memory.get(CURRENCY_OF + key) ?? '')
    // Later rows of the order have no currency.
    memory.clear()
    if (code !== '') memory.set(CURRENCY_OF + key, code)
    const money = code || currency
    const company = row.cell('billing_company') || row.cell('shipping_company')
    const stated = {
      ...readTotals(row, money),
      ...readAccount(people, company, customer, row.cell('email')),
      ...readCountry(row.cell('shipping_country'), row.cell('billing_country')),
    }
    const order = {
      key,
      ...(/^\d+$/.test(row.cell('id')) && { platform_id: ['shopify', row.cell('id')] as const }),
      ...moment,
      ...(status && { status }),
      ...(customer && { customer }),
      ...(code && code !== currency && { currency: code }),
      ...statedPart(stated),
    }
    const quantity = readQuantity(row.cell('lineitem_quantity'), row.column('lineitem_quantity')) ?? 0
    const sku = readSku(row.cell('lineitem_sku'), row.column('lineitem_sku'))
    const title = row.cell('lineitem_name').slice(0, 500)
    if (isNameOfNonGoods(title)) {
      const piece = readOptionalAmount(row.cell('lineitem_price'), row.column('lineitem_price'), money)
      const fees = Math.round(quantity * (piece ?? 0))
      return { fragments: [{ ...order, sums: { goods: 0, rounding: 0, fees } }], dropped: 'not_goods' }
    }
    if (sku === undefined && title === '') return { fragments: [order], dropped: 'no_item' }
    const reference = sku === undefined ? `n:${title}` : `s:${sku}`
    if (quantity <= 0) return { fragments: [order], named: [reference], dropped: 'quantity_not_positive' }
    // The price is optional here.
    const price = readMoney(row.cell('lineitem_price'), row.column('lineitem_price'), money) ?? null
    const discount = readOptionalAmount(row.cell('lineitem_discount'), row.column('lineitem_discount'), money)
    const sums: LineSums = {
      ...{ goods: price === null ? null : Math.round(quantity * price), rounding: 0 },
      ...(discount && { discounts: [[reference, discount]] }),
    }
    return { fragments: [{ ...order, line: [reference, quantity, price], sums }], named: [reference] }
  },
}
