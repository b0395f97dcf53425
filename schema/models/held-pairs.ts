import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { whole } from '../numbers.ts'
import { id } from '../shapes.ts'

/** `waiting` and `refused` pairs are left out of lists; `allowed` ones are treated like any other. */
export const HELD_STATUS = ['waiting', 'allowed', 'refused'] as const

/** Anomalies: pairs that appeared within days from few customers, withheld until the merchant decides. */
export const heldPairs = sqliteTable(
  'held_pairs',
  {
    shop_id: text().notNull(),
    item_id: text().notNull(),
    companion_id: text().notNull(),
    status: text({ enum: HELD_STATUS }).notNull(),
    /** UTC milliseconds of the first run with the pair. */
    held_at: integer().notNull(),
    /** Orders with both items, and their customers, in the last run with the pair. */
    co_orders: integer().notNull(),
    customers: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.item_id, t.companion_id] })],
)
export type HeldPair = typeof heldPairs.$inferSelect

/** A withheld pair in a response. */
export const heldPairView = v.object({
  item_id: v.string(),
  companion_id: v.string(),
  /** Titles of both; null for an item that has left the catalogue. */
  title: v.nullable(v.string()),
  companion_title: v.nullable(v.string()),
  status: v.picklist(HELD_STATUS),
  held_at: whole,
  co_orders: whole,
  customers: whole,
})
export type HeldPairView = v.InferOutput<typeof heldPairView>

/** The merchant's decision; it takes effect with the next run. */
export const heldPairWord = v.strictObject({
  item_id: id,
  companion_id: id,
  status: v.picklist(HELD_STATUS),
})
