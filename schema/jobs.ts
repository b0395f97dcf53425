import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Work that outlives a request. */
export const JOB_KINDS = ['import', 'mine', 'tune', 'feed', 'fold', 'learn', 'delete_shop'] as const

/** A job is a row with a lease; whoever comes by advances it. It is deleted when done, so the table stays small. */
export const jobs = sqliteTable(
  'jobs',
  {
    shop_id: text().notNull(),
    /** Grows with time, so that a shop's jobs run in the order in which they came. */
    job_id: text().notNull(),
    kind: text({ enum: JOB_KINDS }).notNull(),
    /** The import, model, tuning, feed or shop that it works on. */
    subject: text().notNull(),
    /** Who works on it, and until when nobody else may (UTC milliseconds). */
    lease: text(),
    lease_until: integer().notNull(),
    /** Times that somebody took it up. */
    attempts: integer().notNull(),
    created_at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.job_id] })],
)
export type Job = typeof jobs.$inferSelect
