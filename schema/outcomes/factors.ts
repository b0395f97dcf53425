import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Learned factors of one suggestion for one seed, within bounds. Each run computes them again. */
export const factors = sqliteTable(
  'factors',
  {
    shop_id: text().notNull(),
    placement: text().notNull(),
    seed_item_id: text().notNull(),
    item_id: text().notNull(),
    /** 0.8 … 1.25; the score is multiplied by it. */
    factor: real().notNull(),
    /** Visitors with a confirmed order who saw the item, how many of them added and kept it, and the number of their days. */
    visitors: integer().notNull(),
    kept: integer().notNull(),
    days: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.placement, t.seed_item_id, t.item_id] })],
)
export type Factor = typeof factors.$inferSelect

/** A factor as it is served: worker/store/shop/serving.ts. */
export type Learned = [placement: string, seed_item_id: string, item_id: string, factor: number]
