import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { CHANNELS, type Channel } from '../../vocabulary/decisions/offers.ts'
import { MAX_AMOUNT } from '../../vocabulary/limits.ts'
import { between, moment } from '../numbers.ts'
import { id, languageTag } from '../shapes.ts'
import { timeZone } from '../shop/settings.ts'

/** Attributes that a shop may know of a customer. */
const MAX_DETAILS_ATTRIBUTES = 100

const shortText = v.pipe(v.string(), v.trim(), v.maxLength(500))

const number = v.pipe(v.number(), v.minValue(-MAX_AMOUNT), v.maxValue(MAX_AMOUNT))

/** A customer's word about a channel, with its source and time. */
const consent = v.strictObject({
  given: v.boolean(),
  /** Where it was given, such as "checkout" or "newsletter form". */
  source: v.optional(shortText, ''),
  /** UTC milliseconds. */
  at: moment,
})
export type Consent = v.InferOutput<typeof consent>

/** What the merchant says of a customer. A field that is not named stays; null removes one. */
export const customerDetails = v.strictObject({
  group: v.optional(v.nullable(id)),
  /** Company that the customer buys for. */
  account: v.optional(v.nullable(id)),
  locale: v.optional(v.nullable(languageTag)),
  time_zone: v.optional(v.nullable(timeZone)),
  market: v.optional(v.nullable(id)),
  birth_year: v.optional(v.nullable(between(1900, 2100))),
  consents: v.optional(v.pipe(v.record(v.picklist(CHANNELS), consent), v.maxEntries(CHANNELS.length))),
  attributes: v.optional(
    v.pipe(
      v.record(
        v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
        v.nullable(v.union([shortText, number, v.boolean()])),
      ),
      v.maxEntries(MAX_DETAILS_ATTRIBUTES, `Give at most ${MAX_DETAILS_ATTRIBUTES} attributes.`),
    ),
  ),
  /** No offer until then, UTC milliseconds, and why. */
  do_not_offer_until: v.optional(v.nullable(moment)),
  do_not_offer_reason: v.optional(v.nullable(shortText)),
  /** A complaint is open: no offer until it is settled. */
  complaint_open: v.optional(v.boolean()),
  /** 0 to 10, such as the answer of a survey. */
  satisfaction: v.optional(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(10)))),
  /** The person objects to profiling: no decision and no segment. */
  objects_to_profiling: v.optional(v.boolean()),
})

/** Details as they are stored: without nulls. */
export type CustomerDetails = {
  group?: string
  account?: string
  locale?: string
  time_zone?: string
  market?: string
  birth_year?: number
  consents?: Partial<Record<Channel, Consent>>
  attributes?: Record<string, string | number | boolean>
  do_not_offer_until?: number
  do_not_offer_reason?: string
  complaint_open?: boolean
  satisfaction?: number
  objects_to_profiling?: boolean
}

const named = {
  customer: v.optional(v.pipe(v.string(), v.maxLength(40))),
  customer_id: v.optional(id),
  customer_email: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(320))),
}

/** Details of customers, at most 500 in a call. */
export const customerDetailsList = v.strictObject({
  customers: v.pipe(
    v.array(
      v.pipe(
        v.strictObject({ ...named, ...customerDetails.entries }),
        v.check(
          ({ customer, customer_id, customer_email }) => Boolean(customer || customer_id || customer_email),
          'Give `customer`, `customer_id` or `customer_email`.',
        ),
      ),
    ),
    v.minLength(1, 'Give at least one customer.'),
    v.maxLength(500, 'Give at most 500 customers in a call.'),
  ),
})
export type WrittenDetails = v.InferOutput<typeof customerDetails>

/** How many customers were changed, and which places of the list name an erased person, who stays unknown. */
export const detailsWritten = v.object({ written: v.number(), erased: v.number() })

/** What the merchant says of customers, by any key of the person. */
export const customerDetailsTable = sqliteTable(
  'customer_details',
  {
    shop_id: text().notNull(),
    customer: text().notNull(),
    details: text({ mode: 'json' }).$type<CustomerDetails>().notNull(),
    /** 1, 2, 3 …: a change applies only to the version that it has read. */
    version: integer().notNull(),
    /** UTC milliseconds. */
    changed_at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.customer] })],
)
