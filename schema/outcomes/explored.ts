import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Which item stood in the last place of a panel whose widget draws that place, and how often it was seen there: one view a
 * visitor, page, item and day. What was bought of it the orders say.
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
    /** With which the widget drew the item for that place, in millionths: above a half of the one that stands there anyway. */
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
