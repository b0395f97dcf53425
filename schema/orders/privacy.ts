import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { id } from '../shapes.ts'

/** What a person asks of the shop by way of its platform. */
export const REQUEST_KINDS = ['data_request', 'redact'] as const

/** A person's wish to see or to erase what is held, kept so that the shop can show that it was met. */
export const privacyRequests = sqliteTable(
  'privacy_requests',
  {
    shop_id: text().notNull(),
    /** The same message twice is one request. */
    request_id: text().notNull(),
    kind: text({ enum: REQUEST_KINDS }).notNull(),
    received_at: integer().notNull(),
    /** Keyed hash of who asks; null once that person is erased. */
    customer: text(),
    /** Data requests: the orders under that hash, which is all that is held; empty once the person is erased. */
    order_ids: text({ mode: 'json' }).$type<string[]>().notNull(),
    /** How many orders the request was about. */
    orders: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.request_id] })],
)
export type PrivacyRequest = typeof privacyRequests.$inferSelect

/** A wish that reached the shop itself; nothing of the names given here is kept. */
export const newPrivacyRequest = v.pipe(
  v.strictObject({
    kind: v.picklist(REQUEST_KINDS, `Give one of: ${REQUEST_KINDS.join(', ')}.`),
    customer_email: v.optional(
      v.pipe(v.string(), v.trim(), v.email('Give an e-mail address.'), v.maxLength(320)),
    ),
    customer_id: v.optional(id),
  }),
  v.check(
    ({ customer_email, customer_id }) => customer_email !== undefined || customer_id !== undefined,
    'Give customer_email, customer_id, or both.',
  ),
)

/** A request as it is read back. */
export const privacyRequestView = v.object({
  request_id: v.string(),
  kind: v.picklist(REQUEST_KINDS),
  received_at: v.number(),
  order_ids: v.array(v.string()),
  orders: v.number(),
})
