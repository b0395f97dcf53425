import { createHmac } from 'node:crypto'
import type { OrderLine, OrderRow } from '../../schema/orders/orders.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { listOrders } from '../store/orders/orders.ts'
import { readPersons } from '../store/orders/people.ts'
import { date, json, major, yesNo } from './cells.ts'
import type { Line } from './list-lines.ts'
import { linesOf, PAGE, type Part, paged, type Table, upTo } from './pages.ts'

/** Column of a reference by its first letter. */
const NAMED_BY: Readonly<Record<string, 'item_id' | 'sku' | 'item_name'>> = { s: 'sku', n: 'item_name' }

/** Pseudonyms of this export. */
type Pseudonym = (hash: string) => string

/** Cells that every line of an order repeats. */
function orderCells(row: OrderRow, pseudonym: Pseudonym): Line {
  const money = (amount: number | null) => major(amount, row.currency)
  return {
    order_id: row.order_id,
    order_date: date(row.ordered_at),
    customer_id: row.customer === null ? '' : pseudonym(row.customer),
    status: row.status,
    currency: row.currency,
    subtotal: money(row.subtotal),
    discount: money(row.discount),
    shipping: money(row.shipping),
    tax: money(row.tax),
    tax_included: row.tax_included === null ? '' : yesNo(row.tax_included),
    fees: money(row.fees),
    total: money(row.total),
    refunded: money(row.refunded),
    coupons: row.coupons === null ? '' : json(row.coupons),
    channel: row.channel ?? '',
    account: row.account === null ? '' : pseudonym(row.account),
    market: row.market ?? '',
  }
}

/**
 * One line for each order line, and one for each line of which nothing is left. Buyers and companies get pseudonyms of this export:
 * repeated purchases are visible, identities are not.
 */
function* orderLines(row: OrderRow, pseudonym: Pseudonym): Generator<Line> {
  const first = orderCells(row, pseudonym)
  // A later row of an order need not repeat its codes, which may be longer than all the rest.
  const others = { ...first, coupons: '' }
  const discounts = new Map(row.line_discounts)
  const refunds = new Map((row.refunds ?? []).map((refund) => [refund[0], refund]))
  const left = new Set(row.lines.map(([reference]) => reference))
  const returned = (row.refunds ?? [])
    .filter(([reference]) => !left.has(reference))
    .map(([reference, , price]): OrderLine => [reference, 0, price])
  for (const [at, line] of [...row.lines, ...returned].entries()) {
    const [reference, quantity, price, recommendation_id] = line
    const [, pieces, , amount] = refunds.get(reference) ?? []
    yield {
      ...(at === 0 ? first : others),
      item_id: '',
      sku: '',
      item_name: '',
      [NAMED_BY[reference[0] ?? ''] ?? 'item_id']: reference.slice(2),
      quantity,
      price: major(price, row.currency),
      recommendation_id: recommendation_id ?? '',
      line_discount: major(discounts.get(reference), row.currency),
      refunded_quantity: pieces ?? '',
      refunded_amount: major(amount, row.currency),
    }
  }
}

/** The key of the pseudonyms: a new one, or the one of all parts of an export, which nobody can compute who does not know the shop's own. */
function keyOf({ shop_id, identity_key }: Shop, { pseudonyms }: Part): Uint8Array {
  if (pseudonyms === undefined) return crypto.getRandomValues(new Uint8Array(32))
  return createHmac('sha256', `export ${identity_key ?? shop_id}`)
    .update(pseudonyms)
    .digest()
}

export const orders: Table = {
  isImported: true,
  columns: [
    ...['order_id', 'order_date', 'customer_id', 'status', 'currency', 'item_id', 'sku', 'item_name'],
    ...['quantity', 'price', 'recommendation_id', 'line_discount', 'refunded_quantity', 'refunded_amount'],
    ...['subtotal', 'discount', 'shipping', 'tax', 'tax_included', 'fees', 'total', 'refunded', 'coupons'],
    ...['channel', 'account', 'market'],
  ],
  async *pages(store, shop, part) {
    const key = keyOf(shop, part)
    const pseudonym = (hash: string) =>
      createHmac('sha256', key).update(hash).digest('base64url').slice(0, 22)
    const rows = paged(
      part.after,
      (after) => listOrders(store, after, PAGE),
      (last) => last.order_id,
    )
    for await (const page of upTo(rows, part, ({ order_id }) => order_id)) {
      const persons = await readPersons(
        store,
        page.flatMap(({ customer }) => customer ?? []),
      )
      // The same pseudonym for all orders of a person, by whichever of their names they were placed.
      const named = page.map((row) => ({ ...row, customer: persons.get(row.customer ?? '') ?? row.customer }))
      yield linesOf(named, (row) => orderLines(row, pseudonym))
    }
  },
}
