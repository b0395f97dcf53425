import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Kinds of background work. */
export const JOB_KINDS = ['import', 'mine', 'tune', 'feed', 'fold', 'learn', 'reseal', 'delete_shop'] as const

/** Jobs: rows with a lease, which any invocation may continue. Finished jobs are deleted, so the table stays small. */
export const jobs = sqliteTable(
  'jobs',
  {
    shop_id: text().notNull(),
    /** Increases with time, so that a shop's jobs run in the order of their creation. */
    job_id: text().notNull(),
    kind: text({ enum: JOB_KINDS }).notNull(),
    /** The import, model, tuning, feed or shop that it works on. */
    subject: text().notNull(),
    /** The lease of the current worker, and its end (UTC milliseconds). */
    lease: text(),
    lease_until: integer().notNull(),
    /** Number of times that a worker started it. */
    attempts: integer().notNull(),
    created_at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.job_id] })],
)
export type Job = typeof jobs.$inferSelect
