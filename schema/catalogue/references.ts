import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * The item of an order line that names a variant, a SKU or a title, resolved when mining, so that the purchases of a customer
 * can be read without the whole catalogue. References by item id have no row.
 */
export const itemReferences = sqliteTable(
  'item_references',
  {
    shop_id: text().notNull(),
    /** The reference of an order line (schema/orders/orders.ts). */
    reference: text().notNull(),
    item_id: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.reference] })],
)
