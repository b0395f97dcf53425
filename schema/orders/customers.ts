import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'

/** Maximum of tags of a customer. */
export const MAX_TAGS = 250

/** A customer of the shop, without name and address: only the fields that offers need. */
export const customer = v.strictObject({
  /** Key of the person (worker/ingest/identity/identifier.ts). */
  customer: v.string(),
  accepts_email: v.optional(v.boolean()),
  accepts_sms: v.optional(v.boolean()),
  tags: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(500))), v.maxLength(MAX_TAGS)), []),
})
export type Customer = v.InferOutput<typeof customer>

/** Customers of imported files; orders have the same hash. */
export const customers = sqliteTable(
  'customers',
  {
    shop_id: text().notNull(),
    customer: text().notNull(),
    /** Null when the file has no such column. */
    accepts_email: integer({ mode: 'boolean' }),
    accepts_sms: integer({ mode: 'boolean' }),
    tags: text({ mode: 'json' }).$type<string[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.customer] })],
)

/** Erased customers: later files and messages are read as if they did not name them. */
export const erasures = sqliteTable(
  'erasures',
  {
    shop_id: text().notNull(),
    customer: text().notNull(),
    /** UTC milliseconds. */
    erased_at: integer().notNull(),
    /** Whether a key that is named together with this one is erased, too; not for a key that many people share. */
    spreads: integer({ mode: 'boolean' }).notNull().default(true),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.customer] })],
)
