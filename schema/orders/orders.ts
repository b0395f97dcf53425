import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { ORDER_STATUSES } from '../../vocabulary/orders.ts'
import { id } from '../shapes.ts'

/** Maximum number of lines of an order. */
export const MAX_LINES = 10_000

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

/** Orders, one row each, because D1 bills by rows. */
export const orders = sqliteTable(
  'orders',
  {
    shop_id: text().notNull(),
    order_id: text().notNull(),
    /** UTC milliseconds; null when the file gives no date. */
    ordered_at: integer(),
    /** Keyed hash of the customer (worker/ingest/identity/anonymise.ts); null if unknown. */
    customer: text(),
    status: text({ enum: ORDER_STATUSES }).notNull(),
    currency: text().notNull(),
    /** Sorted by reference, each reference once. */
    lines: text({ mode: 'json' }).$type<OrderLine[]>().notNull(),
    /** UTC milliseconds of its source, a file or message; older sources do not overwrite it. */
    as_of: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.shop_id, t.order_id] }),
    // Serving reads the purchases of a known customer.
    index('orders_by_customer').on(t.shop_id, t.customer).where(sql`customer is not null`),
  ],
)
export type OrderRow = typeof orders.$inferSelect

const orderInput = v.strictObject({
  order_id: id,
  /** ISO 8601; without a zone it is in the shop's time zone. */
  ordered_at: v.optional(v.pipe(v.string(), v.maxLength(40))),
  customer_id: v.optional(id),
  customer_email: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(320))),
  status: v.optional(v.picklist(ORDER_STATUSES), 'paid'),
  currency: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))),
  lines: v.pipe(
    v.array(
      v.strictObject({
        /** An item or variant id. */
        item_id: id,
        quantity: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
        /** Price of one piece in minor units. */
        price: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
        /** The `_rec_id` of the cart's line, if it was added from a panel. */
        recommendation_id: v.optional(id),
      }),
    ),
    v.minLength(1, 'Give at least one line.'),
    v.maxLength(MAX_LINES),
  ),
})

/** Orders as JSON, at most 1,000 in a request; each is complete and replaces an older one with the same id. */
export const orderList = v.strictObject({
  orders: v.pipe(v.array(orderInput), v.minLength(1), v.maxLength(1000)),
})
export type OrderInput = v.InferOutput<typeof orderInput>

/** An order in a response, without its customer. */
export const orderView = v.object({
  order_id: v.string(),
  ordered_at: v.nullable(v.number()),
  status: v.picklist(ORDER_STATUSES),
  currency: v.string(),
  lines: v.array(v.object({ reference: v.string(), quantity: v.number(), price: v.nullable(v.number()) })),
})
