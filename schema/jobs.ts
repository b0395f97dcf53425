import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { whole } from './numbers.ts'

/**
 * Lanes of background work, most urgent first. A shop's jobs of one lane run one after the other, oldest first; its lanes run
 * side by side, so that a tuning does not delay an import.
 */
export const LANES = [
  'deletion',
  'intake',
  'feeds',
  'events',
  'webhooks',
  'triggers',
  'mining',
  'tuning',
  'scoring',
  'campaigns',
  'sealing',
] as const
export type Lane = (typeof LANES)[number]

/** Kinds of background work; worker/jobs/registry.ts says what each does. */
export const JOB_KINDS = [
  'import',
  'feed',
  'sync',
  'mine',
  'outside',
  'tune',
  'score',
  'account',
  'fold',
  'learn',
  'watch',
  'deliver',
  'campaign',
  'trigger',
  'reseal',
  'move_shop',
  'leave_home',
  'delete_shop',
] as const
export type JobKind = (typeof JOB_KINDS)[number]

/** The lane of each kind. It is here and not in the registry, because a job's row is made where the work becomes necessary. */
export const LANE_OF: Readonly<Record<JobKind, Lane>> = {
  import: 'intake',
  // A server that sends slowly holds up no upload.
  feed: 'feeds',
  sync: 'feeds',
  mine: 'mining',
  // It writes the same slot.
  outside: 'mining',
  tune: 'tuning',
  // A million customers take longer than a mining run may wait.
  score: 'scoring',
  account: 'scoring',
  fold: 'events',
  learn: 'events',
  watch: 'events',
  // A server that answers slowly holds up nothing else.
  deliver: 'webhooks',
  // A campaign with many customers holds up nothing else.
  campaign: 'campaigns',
  // Who has just left a cart does not wait until a campaign is planned.
  trigger: 'triggers',
  reseal: 'sealing',
  // Nothing else of the shop runs while its rows are copied.
  move_shop: 'deletion',
  // Its old rows are deleted while it works from the new ones.
  leave_home: 'sealing',
  delete_shop: 'deletion',
}

/**
 * Jobs: rows with a lease, which any invocation may continue. Finished jobs are deleted, and failed ones 30 days later at the
 * latest, so the table stays small.
 */
export const jobs = sqliteTable(
  'jobs',
  {
    shop_id: text().notNull(),
    /** Increases with time, so that the jobs of a lane run in the order of their creation. */
    job_id: text().notNull(),
    kind: text({ enum: JOB_KINDS }).notNull(),
    /**
     * The lane of the kind, stored so that one statement finds the oldest job of a lane. The default is for the release that
     * knew no lanes, while it runs between the migration and the deployment.
     */
    lane: text({ enum: LANES }).notNull().default('intake'),
    /** The import, model, tuning, feed, message to a webhook or shop that it works on. */
    subject: text().notNull(),
    /** The lease of the current worker, and its end (UTC milliseconds). */
    lease: text(),
    lease_until: integer().notNull(),
    /** Number of times that a worker started it. */
    attempts: integer().notNull(),
    created_at: integer().notNull(),
    /** UTC milliseconds at which the job failed finally, and why; null while it waits or runs. A failed job is not taken again. */
    failed_at: integer(),
    problem: text(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.job_id] })],
)
export type Job = typeof jobs.$inferSelect

/** The shop's background work: jobs that wait or run, and those that have failed. */
export const jobsView = v.object({
  waiting: whole,
  failed: v.array(
    v.object({
      job_id: v.string(),
      kind: v.picklist(JOB_KINDS),
      /** The id of the import, feed, model or tuning; '' for work on all events of the shop. */
      subject: v.string(),
      failed_at: whole,
      attempts: whole,
      problem: v.string(),
    }),
  ),
})
export type JobsView = v.InferOutput<typeof jobsView>
