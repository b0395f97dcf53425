import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'

/** Most tags kept of a customer. */
export const MAX_TAGS = 250

/** A known person of the shop: no name, no address, only what an offer needs to know. */
export const customer = v.strictObject({
  /** Keyed hash of the identity (worker/ingest/identity/anonymise.ts). */
  customer: v.string(),
  accepts_email: v.optional(v.boolean()),
  accepts_sms: v.optional(v.boolean()),
  tags: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(500))), v.maxLength(MAX_TAGS)), []),
})
export type Customer = v.InferOutput<typeof customer>

/** Customers as a file gave them; orders know them by the same hash. */
export const customers = sqliteTable(
  'customers',
  {
    shop_id: text().notNull(),
    customer: text().notNull(),
    /** Null when the file does not say. */
    accepts_email: integer({ mode: 'boolean' }),
    accepts_sms: integer({ mode: 'boolean' }),
    tags: text({ mode: 'json' }).$type<string[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.customer] })],
)

/** People who asked to be forgotten: files that still name them are read as if they did not. */
export const erasures = sqliteTable(
  'erasures',
  {
    shop_id: text().notNull(),
    customer: text().notNull(),
    /** UTC milliseconds. */
    erased_at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.customer] })],
)
