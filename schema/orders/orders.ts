import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { MAX_AMOUNT, MAX_COUPONS, MAX_LINES, MAX_ROW_BYTES } from '../../vocabulary/limits.ts'
import { isAmount, MARKET_NAME, ORDER_CHANNELS, ORDER_STATUSES } from '../../vocabulary/orders.ts'
import { amount, pieces, signedAmount, whole } from '../numbers.ts'
import { currencyCode, fitsRow, id } from '../shapes.ts'

/**
 * One stored line: the reference of the item, pieces, and the price of a piece in minor units or null. The reference begins with
 * its kind: `i:` item or variant id, `s:` SKU, `n:` title. It is resolved when mining, so orders may arrive before the
 * catalogue. The fourth element is the recommendation from which the item was added, if the source carries our line property.
 */
export type OrderLine = [
  reference: string,
  quantity: number,
  price: number | null,
  recommendation_id?: string,
]

/** Discount that belongs to a line, on all its pieces as ordered: minor units, above 0. It is included in `discount`. */
export type LineDiscount = [reference: string, amount: number]

/**
 * Pieces of a line that were given back or removed from the order later, the price of one, and the money returned for them in the same tax basis as the
 * price; both in minor units, null where the source does not say. They are not in `lines`, except when the whole order
 * was given back.
 */
export type LineRefund = [reference: string, quantity: number, price: number | null, amount: number | null]

/**
 * What an order costs, and where it was placed. Money is in minor units of the order's currency; null means that the source
 * does not say. `subtotal - discount + shipping + fees + (tax, unless tax_included) = total`.
 */
const totals = {
  /** Sum of the lines as ordered, returned pieces included, before every discount. */
  subtotal: integer(),
  /** Discounts on the whole order and on its lines. */
  discount: integer(),
  /** What the buyer paid for shipping. */
  shipping: integer(),
  /** All taxes, those on shipping and fees included. */
  tax: integer(),
  /** Whether the other amounts contain the tax. */
  tax_included: integer({ mode: 'boolean' }),
  /** Everything else that the total contains: fees, duties, tips, lines that are no goods; below 0 for credits. */
  fees: integer(),
  /** What the buyer paid when ordering; refunds do not lower it. */
  total: integer(),
  /** Money given back so far, tax and shipping included. */
  refunded: integer(),
  /** Coupon codes as the source writes them, sorted, each once; [] when the source says that there are none. */
  coupons: text({ mode: 'json' }).$type<string[]>(),
  /** Sorted by reference, each reference once; null when the source names none. */
  line_discounts: text({ mode: 'json' }).$type<LineDiscount[]>(),
  refunds: text({ mode: 'json' }).$type<LineRefund[]>(),
  /** Where the order was placed; not to be confused with the channels on which decisions are delivered. */
  channel: text({ enum: ORDER_CHANNELS }),
  /** Keyed hash of the buyer's company; its name is not stored. */
  account: text(),
  /** Country of delivery (ISO 3166-1 alpha-2, upper case), or the market's name in the source if that is no country. */
  market: text(),
}

/** Orders, one row each, because D1 bills by rows. */
export const orders = sqliteTable(
  'orders',
  {
    shop_id: text().notNull(),
    order_id: text().notNull(),
    /** UTC milliseconds; null when the file gives no date. */
    ordered_at: integer(),
    /** Keyed hash of the customer (worker/ingest/identity/identifier.ts); null if unknown. */
    customer: text(),
    status: text({ enum: ORDER_STATUSES }).notNull(),
    currency: text().notNull(),
    /** Sorted by reference, each reference once. */
    lines: text({ mode: 'json' }).$type<OrderLine[]>().notNull(),
    /** UTC milliseconds of its source, a file or message; older sources do not overwrite it. */
    as_of: integer().notNull().default(0),
    ...totals,
  },
  (t) => [
    primaryKey({ columns: [t.shop_id, t.order_id] }),
    // Serving reads the purchases of a known customer.
    index('orders_by_customer').on(t.shop_id, t.customer).where(sql`customer is not null`),
    // Triggers read the newest orders of known customers.
    // The orders of business customers.
    index('orders_by_account').on(t.shop_id, t.account).where(sql`account is not null`),
    index('orders_by_time').on(t.shop_id, t.ordered_at).where(sql`customer is not null`),
  ],
)
export type OrderRow = typeof orders.$inferSelect

/** The amounts of an order, and where it was placed. */
export type OrderTotals = Pick<OrderRow, keyof typeof totals>

const TOO_DEAR = `The pieces together cost more than ${MAX_AMOUNT} minor units. Correct the quantity or the price.`

/** Sum of lines in minor units. */
const sumOf = (lines: readonly { quantity: number; price?: number | undefined }[]): number =>
  lines.reduce((sum, { quantity, price = 0 }) => sum + quantity * price, 0)

const orderFields = v.strictObject({
  order_id: id,
  /** ISO 8601; without a zone it is in the shop's time zone. */
  ordered_at: v.optional(v.pipe(v.string(), v.maxLength(40))),
  customer_id: v.optional(id),
  customer_email: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(320))),
  status: v.optional(v.picklist(ORDER_STATUSES), 'paid'),
  currency: v.optional(currencyCode),
  lines: v.pipe(
    v.array(
      v.pipe(
        v.strictObject({
          /** An item or variant id. */
          item_id: id,
          quantity: v.optional(pieces, 1),
          /** Price of one piece in minor units. */
          price: v.optional(amount),
          /** Discount on all pieces of the line; included in the order's `discount`. */
          discount: v.optional(amount),
          /** The `_rec_id` of the cart's line, if it was added from a panel. */
          recommendation_id: v.optional(id),
        }),
        v.check(({ quantity, price }) => isAmount(quantity, price), TOO_DEAR),
      ),
    ),
    v.minLength(1, 'Give at least one line.'),
    v.maxLength(MAX_LINES, `An order has at most ${MAX_LINES} lines.`),
    v.check((lines) => sumOf(lines) <= MAX_AMOUNT, TOO_DEAR),
  ),
  subtotal: v.optional(amount),
  discount: v.optional(amount),
  shipping: v.optional(amount),
  tax: v.optional(amount),
  tax_included: v.optional(v.boolean()),
  fees: v.optional(signedAmount),
  total: v.optional(amount),
  refunded: v.optional(amount),
  coupons: v.optional(v.pipe(v.array(id), v.maxLength(MAX_COUPONS))),
  channel: v.optional(v.picklist(ORDER_CHANNELS)),
  /** The buyer's company; stored only as a keyed hash. */
  account: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(320))),
  /** The country of delivery as two letters, or the name of a market. */
  market: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.regex(
        MARKET_NAME,
        'Write a country as two letters, or the name of a market with letters, digits, - and _ only.',
      ),
    ),
  ),
  /** Pieces that were given back; they are not in `lines`. */
  refunds: v.optional(
    v.pipe(
      v.array(
        v.pipe(
          v.strictObject({
            item_id: id,
            quantity: pieces,
            /** Price of one piece, for items that are not in `lines`; for others the price of their line counts. */
            price: v.optional(amount),
            /** Money given back for these pieces. */
            amount: v.optional(amount),
          }),
          v.check(({ quantity, price }) => isAmount(quantity, price), TOO_DEAR),
        ),
      ),
      v.maxLength(MAX_LINES),
      v.check((refunds) => sumOf(refunds) <= MAX_AMOUNT, TOO_DEAR),
    ),
  ),
})

const orderInput = v.pipe(
  orderFields,
  v.check((one) => fitsRow(one), `An order has at most ${MAX_ROW_BYTES} bytes. Divide it into several.`),
)

/** Orders as JSON, at most 1,000 in a request; each is complete and replaces an older one with the same id. */
export const orderList = v.strictObject({
  orders: v.pipe(v.array(orderInput), v.minLength(1), v.maxLength(1000)),
})
export type OrderInput = v.InferOutput<typeof orderInput>

/** An order in a response, without its customer and account. */
export const orderView = v.object({
  order_id: v.string(),
  ordered_at: v.nullable(whole),
  status: v.picklist(ORDER_STATUSES),
  currency: v.string(),
  lines: v.array(v.object({ reference: v.string(), quantity: v.number(), price: v.nullable(whole) })),
  subtotal: v.nullable(whole),
  discount: v.nullable(whole),
  shipping: v.nullable(whole),
  tax: v.nullable(whole),
  tax_included: v.nullable(v.boolean()),
  fees: v.nullable(whole),
  total: v.nullable(whole),
  refunded: v.nullable(whole),
  coupons: v.nullable(v.array(v.string())),
  channel: v.nullable(v.picklist(ORDER_CHANNELS)),
  market: v.nullable(v.string()),
  line_discounts: v.array(v.object({ reference: v.string(), amount: whole })),
  refunds: v.array(
    v.object({
      reference: v.string(),
      quantity: v.number(),
      price: v.nullable(whole),
      amount: v.nullable(whole),
    }),
  ),
})
