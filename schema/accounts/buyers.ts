import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { moment, whole } from '../numbers.ts'
import { id } from '../shapes.ts'

/** For which account a person bought, and when. At one time a person buys for one account; times in UTC milliseconds. */
export const accountBuyers = sqliteTable(
  'account_buyers',
  {
    shop_id: text().notNull(),
    /** A key of the person (worker/ingest/identity/identifier.ts). */
    customer: text().notNull(),
    /** 0 when it has always been so, as far as the shop knows. */
    since: integer().notNull(),
    /** First moment at which it is no longer so; null while it is. */
    until: integer(),
    account_id: text().notNull(),
    /** What the person does there, such as "purchasing"; no name. */
    role: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shop_id, t.customer, t.since] }),
    index('account_buyers_by_account').on(t.shop_id, t.account_id),
  ],
)
export type AccountBuyer = typeof accountBuyers.$inferSelect

/** Buyers of an account, at most 200 in a call. */
export const buyerList = v.strictObject({
  buyers: v.pipe(
    v.array(
      v.pipe(
        v.strictObject({
          customer: v.optional(v.pipe(v.string(), v.maxLength(40))),
          customer_id: v.optional(id),
          customer_email: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(320))),
          role: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100)), ''),
          /** From when on the person buys for this account; by default now for somebody of another account, else always. */
          since: v.optional(moment),
          /** The person has left: from then on orders count for no account. */
          until: v.optional(moment),
        }),
        v.check(
          ({ customer, customer_id, customer_email }) => Boolean(customer || customer_id || customer_email),
          'Give `customer`, `customer_id` or `customer_email`.',
        ),
        v.check(
          ({ since, until }) => until === undefined || until > (since ?? 0),
          '`until` must be after `since`.',
        ),
      ),
    ),
    v.minLength(1, 'Give at least one buyer.'),
    v.maxLength(200, 'Give at most 200 buyers in a call.'),
  ),
})
export type WrittenBuyers = v.InferOutput<typeof buyerList>['buyers']

/** How many buyers were written, and how many were erased and stay unknown. */
export const buyersWritten = v.object({ written: whole, erased: whole })

/** A buyer in a response. */
export const buyerView = v.object({
  customer: v.string(),
  role: v.string(),
  since: whole,
  until: v.nullable(whole),
  orders: whole,
  last_order_at: v.nullable(whole),
  /** Families that the person ordered most often in the last orders of the account, at most three. */
  families: v.array(v.string()),
})
