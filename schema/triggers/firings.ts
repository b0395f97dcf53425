import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { FIRING_STATES } from '../../vocabulary/decisions/triggers.ts'
import { whole } from '../numbers.ts'
import { pageQuery } from '../pages.ts'

/**
 * What triggers do for customers: one row for each step of each cause. The primary key is what makes a cause fire once, however often it
 * is reported.
 */
export const triggerFirings = sqliteTable(
  'trigger_firings',
  {
    shop_id: text().notNull(),
    trigger_id: text().notNull(),
    /** A key of the person. */
    customer: text().notNull(),
    /** What happened, such as the id of the order (worker/triggers/causes.ts). */
    cause: text().notNull(),
    /** Place of the step in the trigger, from 0. */
    step: integer().notNull(),
    state: text({ enum: FIRING_STATES }).notNull(),
    /** Why it was cancelled or withheld, or how its decision ended; null otherwise. */
    reason: text(),
    /** UTC milliseconds at which the job looks at the row next; null when nothing can change any more. */
    due_at: integer(),
    /** When its turn was to come. */
    planned_at: integer().notNull(),
    decision_id: text(),
    /** Items that the cause is about. */
    item_ids: text({ mode: 'json' }).$type<string[]>().notNull(),
    /** UTC milliseconds of the cause. */
    caused_at: integer().notNull(),
    /** UTC milliseconds; an order after this time may take the reason away. */
    since: integer().notNull(),
    created_at: integer().notNull(),
    /** When its state was reached; null while it waits. */
    done_at: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.shop_id, t.trigger_id, t.customer, t.cause, t.step] }),
    index('trigger_firings_by_customer').on(t.shop_id, t.customer),
    index('trigger_firings_due').on(t.shop_id, t.due_at).where(sql`due_at is not null`),
    index('trigger_firings_by_decision').on(t.shop_id, t.decision_id).where(sql`decision_id is not null`),
  ],
)
export type FiringRow = typeof triggerFirings.$inferSelect

/** A firing in a response. */
export const firingView = v.object({
  customer: v.string(),
  cause: v.string(),
  step: whole,
  state: v.picklist(FIRING_STATES),
  reason: v.nullable(v.string()),
  caused_at: whole,
  planned_at: whole,
  done_at: v.nullable(whole),
  item_ids: v.array(v.string()),
  decision_id: v.nullable(v.string()),
})
export type FiringView = v.InferOutput<typeof firingView>

export const firingQuery = v.strictObject({
  ...pageQuery,
  state: v.optional(v.picklist(FIRING_STATES, `Give one of: ${FIRING_STATES.join(', ')}.`)),
})

/** What became of the firings of a trigger. */
export const triggerCounts = v.object({
  /** Causes that were noted, one for each person. */
  causes: whole,
  waiting: whole,
  decided: whole,
  /** Decisions that reached the customer, and those that were accepted and refused. */
  delivered: whole,
  accepted: whole,
  rejected: whole,
  control: whole,
  late: whole,
  cancelled: v.array(v.object({ reason: v.string(), firings: whole })),
  withheld: v.array(v.object({ reason: v.string(), firings: whole })),
})
export type TriggerCounts = v.InferOutput<typeof triggerCounts>
