import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { whole } from '../numbers.ts'
import { type MiningSettings, miningSettings } from './models.ts'

export const TUNING_STATUS = ['queued', 'running', 'done', 'skipped', 'failed'] as const

/** Cause of a tuning; `grown`: a fifth more orders than at the last one. */
export const TUNING_CAUSE = ['first', 'weekly', 'grown', 'call'] as const

/** Sums of one fold (engine/tuning/paired-sums.ts). */
export type StoredFold = object

/** One tuning: selects the settings that predict a shop's own orders best. Every mining run uses the newest finished one. */
export const tunings = sqliteTable(
  'tunings',
  {
    shop_id: text().notNull(),
    tuning_id: text().notNull(),
    status: text({ enum: TUNING_STATUS }).notNull(),
    cause: text({ enum: TUNING_CAUSE }).notNull(),
    created_at: integer().notNull(),
    finished_at: integer(),
    /** Orders of the shop at its start. */
    orders: integer().notNull(),
    /** Finished folds; after an interruption the next worker continues with them. */
    folds: text({ mode: 'json' }).$type<StoredFold[]>().notNull(),
    /** The selected settings with their evidence; null before the end. */
    settings: text({ mode: 'json' }).$type<MiningSettings>(),
    problem: text(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.tuning_id] })],
)
export type TuningRow = typeof tunings.$inferSelect

/** A tuning in a response. */
export const tuningView = v.object({
  tuning_id: v.string(),
  status: v.picklist(TUNING_STATUS),
  cause: v.picklist(TUNING_CAUSE),
  created_at: whole,
  finished_at: v.nullable(whole),
  orders: whole,
  folds_done: whole,
  settings: v.nullable(miningSettings),
  problem: v.nullable(v.string()),
})
export type TuningView = v.InferOutput<typeof tuningView>
