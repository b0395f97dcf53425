import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Which item an order line means, where it names a variant, a SKU or a title: found when mining, so that what one customer
 * has bought can be read without the whole catalogue. What names an item by its own id has no row.
 */
export const itemReferences = sqliteTable(
  'item_references',
  {
    shop_id: text().notNull(),
    /** As a stored line has it (schema/orders/orders.ts). */
    reference: text().notNull(),
    item_id: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.reference] })],
)
