import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { whole } from './numbers.ts'

/**
 * Steps of a move. `copying`: the shop's rows are copied, and changes of its rows are noted; `following`: what was noted is copied,
 * too; `frozen`: for a moment nothing of the shop can be written, and both copies are compared; `moved`: the shop is served from
 * its new database, and the old rows wait until no isolate reads them; `done`: they are deleted. A move that ended otherwise left the shop
 * where it was.
 */
export const MOVE_PHASES = ['copying', 'following', 'frozen', 'moved', 'done', 'cancelled', 'failed'] as const
export type MovePhase = (typeof MOVE_PHASES)[number]

/**
 * The last move of each shop between databases, in the deployment's first database. With `home` it is also the directory of shops that do
 * not live in the database that their id names.
 */
export const moves = sqliteTable('moves', {
  shop_id: text().primaryKey(),
  /** Numbers of the databases. */
  source: integer().notNull(),
  target: integer().notNull(),
  /** Where the shop is served from: the source until it has moved. */
  home: integer().notNull(),
  phase: text({ enum: MOVE_PHASES }).notNull(),
  /** The table that is being copied; '' before the first one. */
  table_name: text().notNull(),
  /** Key of the last row of that table that was copied, as a JSON array without the shop's id; null at its beginning. */
  last_key: text(),
  /** Rows that were copied, repeated ones included, and their bytes as JSON. */
  rows: integer().notNull(),
  bytes: integer().notNull(),
  /** UTC milliseconds. */
  began_at: integer().notNull(),
  /** When nothing of the shop could be written any more; null before. */
  frozen_at: integer(),
  /** From when on the new database served; null before. */
  moved_at: integer(),
  /** Why the move failed. */
  problem: text(),
})
export type Move = typeof moves.$inferSelect

/**
 * Rows of a shop that changed while it is being moved, in its old database, noted by triggers that exist only then. The change with the id 0
 * stands for a frozen shop: while it is there, the triggers refuse every write.
 */
export const moveChanges = sqliteTable(
  'move_changes',
  {
    shop_id: text().notNull(),
    change_id: integer().notNull(),
    table_name: text().notNull(),
    /** Key of the row, as a JSON array without the shop's id. */
    key: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.change_id] })],
)

/** Where to move a shop: the number of a bound database, 0 for `DB`. */
export const newMove = v.strictObject({
  database: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999)),
})

/** A move as the operator sees it. */
export const moveView = v.object({
  shop_id: v.string(),
  source: whole,
  target: whole,
  phase: v.picklist(MOVE_PHASES),
  rows: whole,
  bytes: whole,
  began_at: whole,
  frozen_at: v.nullable(whole),
  moved_at: v.nullable(whole),
  problem: v.nullable(v.string()),
})
export type MoveView = v.InferOutput<typeof moveView>
