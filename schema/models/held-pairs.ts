import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { id } from '../shapes.ts'

/** `waiting` and `refused` pairs stay out of the lists; `allowed` ones are mined like any other. */
export const HELD_STATUS = ['waiting', 'allowed', 'refused'] as const

/** A pair that came up within days, from few customers: nobody sees it before somebody has looked at it. */
export const heldPairs = sqliteTable(
  'held_pairs',
  {
    shop_id: text().notNull(),
    item_id: text().notNull(),
    companion_id: text().notNull(),
    status: text({ enum: HELD_STATUS }).notNull(),
    /** UTC milliseconds of the run that saw it first. */
    held_at: integer().notNull(),
    /** Orders with both, and their customers, when it was last seen. */
    co_orders: integer().notNull(),
    customers: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.item_id, t.companion_id] })],
)
export type HeldPair = typeof heldPairs.$inferSelect

/** A held pair as it is read back. */
export const heldPairView = v.object({
  item_id: v.string(),
  companion_id: v.string(),
  status: v.picklist(HELD_STATUS),
  held_at: v.number(),
  co_orders: v.number(),
  customers: v.number(),
})

/** What somebody has decided about it; the next run follows. */
export const heldPairWord = v.strictObject({
  item_id: id,
  companion_id: id,
  status: v.picklist(HELD_STATUS),
})
