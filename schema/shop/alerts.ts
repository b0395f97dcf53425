import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { ALERT_KINDS } from '../../vocabulary/alerts.ts'
import { whole } from '../numbers.ts'
import { pageQuery } from '../pages.ts'

/** Details of an alert, by name: numbers, times and texts for the merchant. They hold no secret and name no person. */
export type AlertFacts = Record<string, string | number>

/**
 * Alerts: conditions of a shop about which somebody should know, from their beginning to their end. They are derived from other rows
 * by a duty (worker/alerts/check.ts); the row is kept so that the beginning and the end are told once each.
 */
export const alerts = sqliteTable(
  'alerts',
  {
    shop_id: text().notNull(),
    /** Increases with the time at which the alert was noticed. */
    alert_id: text().notNull(),
    kind: text({ enum: ALERT_KINDS }).notNull(),
    /** What it is about: a feed, model, experiment, webhook, or kind and subject of a job; '' for the shop. */
    subject: text().notNull(),
    /** UTC milliseconds. */
    began_at: integer().notNull(),
    /** Null while the condition holds. */
    ended_at: integer(),
    /** As they were when the alert was noticed. */
    facts: text({ mode: 'json' }).$type<AlertFacts>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.alert_id] })],
)
export type Alert = typeof alerts.$inferSelect

/** An alert as the API returns it. */
export const alertView = v.object({
  alert_id: v.string(),
  kind: v.picklist(ALERT_KINDS),
  subject: v.string(),
  began_at: whole,
  ended_at: v.nullable(whole),
  facts: v.record(v.string(), v.union([v.string(), v.number()])),
  /** What happened, what it means and what to do, in English. */
  text: v.string(),
})
export type AlertView = v.InferOutput<typeof alertView>

/** Which alerts a list has; all by default. */
export const alertQuery = v.strictObject({ ...pageQuery, state: v.optional(v.picklist(['open', 'ended'])) })
