import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Items that signed-in customers viewed, with what they cost then: a later price or stock is compared with it. Only shops with a trigger for it have
 * rows, which are kept as long as views (schema/outcomes/journeys.ts).
 */
export const viewedItems = sqliteTable(
  'viewed_items',
  {
    shop_id: text().notNull(),
    /** A key of the person. */
    customer: text().notNull(),
    item_id: text().notNull(),
    /** Day of the last view, days since 1970 (UTC). */
    day: integer().notNull(),
    /** Price when the view was noted, minor units; null for none. */
    price: integer(),
    /** When it was first seen to be out of stock since then, UTC milliseconds; null while it is in stock. */
    out_at: integer(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.customer, t.item_id] })],
)
