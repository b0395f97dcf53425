import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What campaigns with a control have shown of contacts, one row a shop. */
export const upliftModels = sqliteTable(
  'uplift_models',
  {
    shop_id: text().notNull(),
    /** UTC milliseconds. */
    fitted_at: integer().notNull(),
    /** Members of ended campaigns from whom it was learned. */
    members: integer().notNull(),
    /** As engine/uplift/uplift-model.ts makes it; its treatments are channels. */
    model: text({ mode: 'json' }).$type<object>().notNull(),
    /** Mean expected acceptance of the contacts, by channel. */
    acceptances: text({ mode: 'json' }).$type<Record<string, number>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id] })],
)
export type UpliftModelRow = typeof upliftModels.$inferSelect
