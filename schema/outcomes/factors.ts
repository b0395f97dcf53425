import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** How buyers answered one suggestion beside one item: what moves its score, within bounds. Made anew by each run. */
export const factors = sqliteTable(
  'factors',
  {
    shop_id: text().notNull(),
    placement: text().notNull(),
    seed_item_id: text().notNull(),
    item_id: text().notNull(),
    /** 0.8 … 1.25; times the score. */
    factor: real().notNull(),
    /** Visitors with a confirmed order who saw it, those of them who added and kept it, and the days they came on. */
    visitors: integer().notNull(),
    kept: integer().notNull(),
    days: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.placement, t.seed_item_id, t.item_id] })],
)
export type Factor = typeof factors.$inferSelect

/** A factor as the shop's own row has it. */
export type Learned = [placement: string, seed_item_id: string, item_id: string, factor: number]
