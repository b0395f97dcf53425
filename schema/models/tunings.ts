import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { type MiningSettings, miningSettings } from './models.ts'

export const TUNING_STATUS = ['queued', 'running', 'done', 'skipped', 'failed'] as const

/** What asked for it; `grown` means by a fifth since the last. */
export const TUNING_CAUSE = ['first', 'weekly', 'grown', 'call'] as const

/** Sums of one fold, as the engine gives them (engine/tuning/paired-sums.ts). */
export type StoredFold = object

/** One search for the settings that foretell a shop's own orders best. The newest that is done is an input of every run. */
export const tunings = sqliteTable(
  'tunings',
  {
    shop_id: text().notNull(),
    tuning_id: text().notNull(),
    status: text({ enum: TUNING_STATUS }).notNull(),
    cause: text({ enum: TUNING_CAUSE }).notNull(),
    created_at: integer().notNull(),
    finished_at: integer(),
    /** Orders that the shop had when it began. */
    orders: integer().notNull(),
    /** One a part of time; a worker that dies leaves those that are done to the next. */
    folds: text({ mode: 'json' }).$type<StoredFold[]>().notNull(),
    /** What it chose, with its evidence; null before it is done. */
    settings: text({ mode: 'json' }).$type<MiningSettings>(),
    problem: text(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.tuning_id] })],
)
export type TuningRow = typeof tunings.$inferSelect

/** A search as it is read back. */
export const tuningView = v.object({
  tuning_id: v.string(),
  status: v.picklist(TUNING_STATUS),
  cause: v.picklist(TUNING_CAUSE),
  created_at: v.number(),
  finished_at: v.nullable(v.number()),
  orders: v.number(),
  folds_done: v.number(),
  settings: v.nullable(miningSettings),
  problem: v.nullable(v.string()),
})
