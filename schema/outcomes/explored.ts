import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Daily views of the items in the last position of panels with exploration: at most one view per visitor, page, item and
 * day. Purchases are counted from the orders.
 */
export const exploredDays = sqliteTable(
  'explored_days',
  {
    shop_id: text().notNull(),
    /** Days since 1970, UTC. */
    day: integer().notNull(),
    placement: text().notNull(),
    intent: text().notNull(),
    seed_item_id: text().notNull(),
    item_id: text().notNull(),
    /** Propensity of the item in that position, in millionths: above one half for the usual item. */
    chance: integer().notNull(),
    seen: integer().notNull(),
  },
  (t) => [
    primaryKey({
      columns: [t.shop_id, t.day, t.placement, t.intent, t.seed_item_id, t.item_id, t.chance],
    }),
  ],
)
export type ExploredDay = typeof exploredDays.$inferSelect
