import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { moment, whole } from '../numbers.ts'
import { id } from '../shapes.ts'

/** Name of an event that the merchant posts, such as `cart_left` or `delivered`. */
export const eventName = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^[a-z][a-z0-9_]{0,63}$/, 'Give a name of small letters, digits and _, such as cart_left.'),
)

/**
 * What the merchant says that happened to a customer. `key` names the cause, such as the number of the cart or parcel; without it `event_id` does. An
 * event of the same name and key is the same one.
 */
const customEvent = v.pipe(
  v.strictObject({
    name: eventName,
    event_id: v.optional(id),
    key: v.optional(id),
    customer: v.optional(v.pipe(v.string(), v.maxLength(40))),
    customer_id: v.optional(id),
    customer_email: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(320))),
    /** UTC milliseconds; by default now. */
    at: v.optional(moment),
    /** What it is about: ids of items or variants. */
    item_ids: v.optional(v.pipe(v.array(id), v.maxLength(50)), []),
    /** True: the reason has gone, such as a cart that was bought elsewhere. It may arrive before the event. */
    cancel: v.optional(v.boolean(), false),
  }),
  v.check(
    ({ customer, customer_id, customer_email }) => Boolean(customer || customer_id || customer_email),
    'Give `customer`, `customer_id` or `customer_email`.',
  ),
  v.check(
    ({ key, event_id }) => Boolean(key || event_id),
    'Give a `key` or an `event_id`, so that a repeated event fires once.',
  ),
)
export type CustomEvent = v.InferOutput<typeof customEvent>

/** Events, at most 500 in a call. */
export const customEventList = v.strictObject({
  events: v.pipe(
    v.array(customEvent),
    v.minLength(1, 'Give at least one event.'),
    v.maxLength(500, 'Give at most 500 events in a call.'),
  ),
})

/** What became of the events of a call. */
export const customEventsTaken = v.object({
  /** New events, and those that were known. */
  stored: whole,
  repeated: whole,
  /** New events that are too old for every trigger that they concern. */
  late: whole,
  cancelled: whole,
  /** Events of people who were erased, which are dropped. */
  erased: whole,
})

/** Events that the merchant posted, one row for each customer, name and key, so that an order in which they arrive says nothing. */
export const customEvents = sqliteTable(
  'custom_events',
  {
    shop_id: text().notNull(),
    /** A key of the person. */
    customer: text().notNull(),
    name: text().notNull(),
    key: text().notNull(),
    /** When it happened, UTC milliseconds; null while only its cancellation has arrived. */
    at: integer(),
    item_ids: text({ mode: 'json' }).$type<string[]>().notNull(),
    /** When the reason went; null for never. */
    cancelled_at: integer(),
    received_at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.customer, t.name, t.key] })],
)
export type CustomEventRow = typeof customEvents.$inferSelect
