import type { OrderInput } from '../../../schema/orders/orders.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import type { OrderCells } from '../../store/orders/orders.ts'
import { readOrderDate } from './cells/dates.ts'
import { readMarket } from './cells/order-totals.ts'
import { type OrderFragment, wholeOrder } from './fragments.ts'
import { type LineSums, roundingOf, type StatedTotals } from './totals.ts'
import { type CheckedTotals, totalsOf } from './whole-totals.ts'

/** Keyed hashes of the buyer and of their company; both undefined for a buyer who is erased. */
export type Buyer = { customer: string | undefined; account: string | undefined; isErased: boolean }

/** The row of an order, and whether its totals add up. */
export type JsonOrder = { cells: OrderCells; checked: CheckedTotals }

/**
 * The row of an order given as JSON, made by the same functions as that of an order from a file.
 * @throws {RowProblem} when its date cannot be read
 */
export function readJsonOrder(order: OrderInput, shop: Shop, buyer: Buyer, now: number): JsonOrder {
  const { customer } = buyer
  const at = readOrderDate(order.ordered_at ?? '', 'ordered_at', shop.time_zone, now)
  const head = {
    key: order.order_id,
    status: order.status,
    ...(at !== undefined && { at }),
    ...(customer && { customer }),
    ...(order.currency && { currency: order.currency }),
  }
  const fragments = order.lines.map(
    ({ item_id, quantity, price = null, recommendation_id: id }): OrderFragment => ({
      ...head,
      line: id ? [`i:${item_id}`, quantity, price, id] : [`i:${item_id}`, quantity, price],
    }),
  )
  const whole = wholeOrder(order.order_id, fragments, shop.currency)
  const checked = totalsOf([{ stated: statedIn(order, buyer), sums: sumsOf(order) }], whole.lines)
  return { cells: { ...whole, ...checked.totals, as_of: now }, checked }
}

const AMOUNTS = ['subtotal', 'discount', 'shipping', 'tax', 'fees', 'total', 'refunded'] as const

function statedIn(order: OrderInput, { account, isErased }: Buyer): StatedTotals {
  const stated: StatedTotals = {}
  for (const name of AMOUNTS) {
    const amount = order[name]
    if (amount !== undefined) stated[name] = amount
  }
  const { tax_included, coupons, channel } = order
  return {
    ...stated,
    ...(tax_included !== undefined && { tax_included }),
    // A personal code could name a buyer who is erased.
    ...(coupons && !isErased && { coupons }),
    ...(channel && { channel }),
    ...(account && { account }),
    ...readMarket(order.market ?? ''),
  }
}

/** Sums of the lines as ordered: what was kept, and what was given back. */
function sumsOf({ lines, refunds = [] }: OrderInput): LineSums {
  const prices = new Map(lines.map(({ item_id, price }) => [item_id, price]))
  const returned = refunds.map((one) => ({ ...one, price: prices.get(one.item_id) ?? one.price }))
  const ordered = [...lines, ...returned]
  const isPriced = ordered.every(({ price }) => price !== undefined)
  const discounts = lines.flatMap(({ item_id, discount }): [string, number][] =>
    discount ? [[`i:${item_id}`, discount]] : [],
  )
  return {
    goods: isPriced ? ordered.reduce((sum, { quantity, price = 0 }) => sum + quantity * price, 0) : null,
    rounding: ordered.reduce((sum, { quantity }) => sum + roundingOf(quantity), 0),
    ...(discounts.length > 0 && { discounts }),
    ...(refunds.length > 0 && {
      refunds: returned.map(({ item_id, quantity, price = null, amount = null }) => [
        `i:${item_id}`,
        quantity,
        price,
        amount,
      ]),
    }),
  }
}
