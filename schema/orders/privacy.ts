import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { whole } from '../numbers.ts'
import { id } from '../shapes.ts'

/**
 * Kinds of privacy requests. `shop_redact` is noted only, for an owner who deletes the shop in the console: a secret key alone must not
 * be enough for that.
 */
export const REQUEST_KINDS = ['data_request', 'redact', 'shop_redact'] as const

/** Most orders that a request names: a name such as that of a till may stand for every order of the shop. */
export const MAX_ORDER_IDS = 5_000

/** Requests for access or erasure, kept so that the shop can prove that they were fulfilled. */
export const privacyRequests = sqliteTable(
  'privacy_requests',
  {
    shop_id: text().notNull(),
    /** Repeated messages have the same id. */
    request_id: text().notNull(),
    kind: text({ enum: REQUEST_KINDS }).notNull(),
    received_at: integer().notNull(),
    /** Keys of the person, a JSON array; null after the erasure. Requests of version 0.1.0 have one key as it is. */
    customer: text(),
    /** For data requests: the newest orders of the person, at most MAX_ORDER_IDS; empty after the erasure. */
    order_ids: text({ mode: 'json' }).$type<string[]>().notNull(),
    /** Number of all orders that the request concerned. */
    orders: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.request_id] })],
)
export type PrivacyRequest = typeof privacyRequests.$inferSelect

/** A request that the person sent to the shop. The e-mail and id given here are not stored. */
export const newPrivacyRequest = v.pipe(
  v.strictObject({
    kind: v.picklist(REQUEST_KINDS, `Give one of: ${REQUEST_KINDS.join(', ')}.`),
    customer_email: v.optional(
      v.pipe(v.string(), v.trim(), v.email('Give an e-mail address.'), v.maxLength(320)),
    ),
    customer_id: v.optional(id),
  }),
  v.check(
    ({ kind, customer_email, customer_id }) =>
      kind === 'shop_redact' || customer_email !== undefined || customer_id !== undefined,
    'Give customer_email, customer_id, or both.',
  ),
)

/** A request as the API returns it. */
export const privacyRequestView = v.object({
  request_id: v.string(),
  kind: v.picklist(REQUEST_KINDS),
  received_at: whole,
  order_ids: v.array(v.string()),
  orders: whole,
})
export type PrivacyRequestView = v.InferOutput<typeof privacyRequestView>
