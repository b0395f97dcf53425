import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { ACTOR_KINDS } from '../vocabulary/actors.ts'
import { MAX_MOMENT } from '../vocabulary/limits.ts'
import { whole } from './numbers.ts'
import { pageQuery } from './pages.ts'

/** Who did it. `id`: the `member_id`, the `key_id` of a secret key, the part of Pairwell that acted, or '' for the operator. */
export type Actor = { kind: (typeof ACTOR_KINDS)[number]; id: string }

/**
 * The log of changes: one entry for each call that changed something. It holds no secret and names no person. The operator's
 * entries about shops that are deleted have the shop_id ''.
 */
export const audit = sqliteTable(
  'audit',
  {
    shop_id: text().notNull(),
    /** Increases with time. */
    entry_id: text().notNull(),
    /** UTC milliseconds. */
    at: integer().notNull(),
    actor_kind: text({ enum: ACTOR_KINDS }).notNull(),
    actor_id: text().notNull(),
    /** Method and route, such as "PATCH /v1/settings"; for Pairwell itself a verb. */
    action: text().notNull(),
    /** What was changed: the parameters of the route by name. */
    subject: text({ mode: 'json' }).$type<Record<string, string>>().notNull(),
    /** The fields that changed, as they were and as they are; null where a call has no such state. */
    before: text({ mode: 'json' }).$type<object>(),
    after: text({ mode: 'json' }).$type<object>(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.entry_id] })],
)
export type AuditRow = typeof audit.$inferSelect

/** An entry as the API returns it. */
export const auditEntry = v.object({
  entry_id: v.string(),
  at: whole,
  actor: v.object({ kind: v.picklist(ACTOR_KINDS), id: v.string() }),
  action: v.string(),
  subject: v.record(v.string(), v.string()),
  before: v.nullable(v.looseObject({})),
  after: v.nullable(v.looseObject({})),
})

export type AuditEntry = v.InferOutput<typeof auditEntry>

const at = v.pipe(
  v.string(),
  v.regex(/^\d{1,15}$/, 'Give a time in UTC milliseconds.'),
  v.transform(Number),
  v.maxValue(MAX_MOMENT, 'Give a time in UTC milliseconds.'),
)

/** Which entries a list has; all by default. */
export const auditQuery = v.strictObject({
  ...pageQuery,
  /** A kind of caller, or the id of one. */
  actor: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
  /** The whole action, or the beginning of it up to a `*`: `PATCH /v1/rules/*`. */
  action: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
  /** UTC milliseconds; `until` is not included. */
  since: v.optional(at),
  until: v.optional(at),
  form: v.optional(v.picklist(['json', 'csv'], 'Use one of: json, csv.'), 'json'),
})
export type AuditFilter = Pick<v.InferOutput<typeof auditQuery>, 'actor' | 'action' | 'since' | 'until'>

/** The entry of a row. */
export const entryOfRow = ({ shop_id: _, actor_kind, actor_id, ...row }: AuditRow) => ({
  ...row,
  actor: { kind: actor_kind, id: actor_id },
})
