import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { CELL_MARKS, OUTCOMES, REP_CHANNELS } from '../../vocabulary/accounts.ts'
import { REFUSAL_REASONS } from '../../vocabulary/decisions/offers.ts'
import { MAX_MOMENT } from '../../vocabulary/limits.ts'
import { between, moment, whole } from '../numbers.ts'
import { id } from '../shapes.ts'

const familyName = v.pipe(v.string(), v.trim(), v.minLength(1, 'Name a family.'), v.maxLength(500))

/** What became of openings that reps talked about. */
export const accountOutcomes = sqliteTable(
  'account_outcomes',
  {
    shop_id: text().notNull(),
    /** Given by the rep's device, so that an outcome that is sent again is stored once. */
    outcome_id: text().notNull(),
    account_id: text().notNull(),
    /** Name of the family. */
    family: text().notNull(),
    item_id: text(),
    outcome: text({ enum: OUTCOMES }).notNull(),
    reason: text({ enum: REFUSAL_REASONS }),
    /** Words about the talk; deleted after 30 days. */
    note: text(),
    channel: text({ enum: REP_CHANNELS }).notNull(),
    /** Key of the buyer; null when it is not said. */
    customer: text(),
    /** Member who recorded it; null for a call with a key. */
    member_id: text(),
    /** When the talk was, UTC milliseconds. */
    at: integer().notNull(),
    /** When to talk again; null for never. */
    follow_up_at: integer(),
    created_at: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shop_id, t.outcome_id] }),
    index('account_outcomes_by_account').on(t.shop_id, t.account_id, t.at),
    index('account_outcomes_by_time').on(t.shop_id, t.at),
  ],
)
export type AccountOutcome = typeof accountOutcomes.$inferSelect

/** What became of an opening, from the rep. */
export const newOutcome = v.pipe(
  v.strictObject({
    outcome_id: v.pipe(v.string(), v.trim(), v.minLength(1, 'Give an id of your own.'), v.maxLength(60)),
    family: familyName,
    item_id: v.optional(v.nullable(id), null),
    outcome: v.picklist(OUTCOMES, `Give one of: ${OUTCOMES.join(', ')}.`),
    reason: v.optional(
      v.nullable(v.picklist(REFUSAL_REASONS, `Give one of: ${REFUSAL_REASONS.join(', ')}.`)),
      null,
    ),
    note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(1_000)), ''),
    channel: v.optional(v.picklist(REP_CHANNELS, `Give one of: ${REP_CHANNELS.join(', ')}.`), 'rep'),
    /** Handle of the buyer; by default the buyer with the newest order. */
    customer: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(40))), null),
    /** When the talk was; by default now. A time in the future counts as now. */
    at: v.optional(between(0, MAX_MOMENT)),
    /** For `later`: when to talk again. By default in 30 days. */
    follow_up_at: v.optional(v.nullable(moment), null),
  }),
  v.forward(
    v.check(
      ({ outcome, reason }) => reason === null || outcome === 'rejected',
      'Only a refusal has a reason.',
    ),
    ['reason'],
  ),
  v.forward(
    v.check(
      ({ outcome, follow_up_at }) => follow_up_at === null || outcome === 'later',
      'Only `later` has a time to talk again.',
    ),
    ['follow_up_at'],
  ),
)
export type NewOutcome = v.InferOutput<typeof newOutcome>

export const outcomeView = v.object({
  outcome_id: v.string(),
  family: v.string(),
  item_id: v.nullable(v.string()),
  outcome: v.picklist(OUTCOMES),
  reason: v.nullable(v.picklist(REFUSAL_REASONS)),
  note: v.nullable(v.string()),
  channel: v.picklist(REP_CHANNELS),
  member_id: v.nullable(v.string()),
  at: whole,
  follow_up_at: v.nullable(whole),
  /** The decision about the buyer that stands for it in the contact policy; null for `later`, and for an account without buyers. */
  decision_id: v.nullable(v.string()),
})
export type OutcomeView = v.InferOutput<typeof outcomeView>

/** What a person knows of an account and a family. */
export const accountMarks = sqliteTable(
  'account_marks',
  {
    shop_id: text().notNull(),
    account_id: text().notNull(),
    family: text().notNull(),
    mark: text({ enum: CELL_MARKS }).notNull(),
    /** From whom it buys, or why the family is not for it. */
    note: text().notNull(),
    member_id: text(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.account_id, t.family] })],
)
export type AccountMark = typeof accountMarks.$inferSelect

/** Marks a family of an account. */
export const newMark = v.strictObject({
  family: familyName,
  /** Null removes the mark. */
  mark: v.nullable(v.picklist(CELL_MARKS, `Give one of: ${CELL_MARKS.join(', ')}.`)),
  /** From whom it buys, or why the family is not for it. */
  note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(500)), ''),
})
export type NewMark = v.InferOutput<typeof newMark>

export const markView = v.object({
  family: v.string(),
  mark: v.picklist(CELL_MARKS),
  note: v.string(),
  at: whole,
})
