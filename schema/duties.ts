import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Recurring work of a shop: `nightly` queues learning, tuning and mining; `sweep` deletes old rows; `experiments` queues the
 * check of running experiments; `alerts` compares the shop's state with its alerts; `campaigns` queues the jobs of running campaigns;
 * `triggers` queues the job of the triggers that are on.
 */
export const DUTIES = ['nightly', 'sweep', 'experiments', 'alerts', 'campaigns', 'triggers'] as const
export type DutyName = (typeof DUTIES)[number]

/** When each shop's recurring work is due. The cron takes the oldest due rows first, so that no shop waits for ever. */
export const duties = sqliteTable(
  'duties',
  {
    shop_id: text().notNull(),
    duty: text({ enum: DUTIES }).notNull(),
    /** UTC milliseconds. While a tick works on the row: the time from which another one may take it. */
    due_at: integer().notNull(),
    /** For `sweep`: the time up to which the clock was trusted, UTC milliseconds; 0 before the first sweep. See store/retention.ts. */
    swept_at: integer().notNull().default(0),
    /** Consecutive failures; they delay the next attempt. */
    failures: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.duty] }), index('duties_by_due').on(t.due_at)],
)
export type Duty = typeof duties.$inferSelect
