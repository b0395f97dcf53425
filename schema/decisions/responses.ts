import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { CHANNELS, REFUSAL_REASONS, RESPONSES } from '../../vocabulary/decisions/offers.ts'
import { moment } from '../numbers.ts'
import { channel, decisionView } from './decisions.ts'

/** Answers of people to decisions. */
export const responses = sqliteTable(
  'responses',
  {
    shop_id: text().notNull(),
    response_id: text().notNull(),
    decision_id: text().notNull(),
    customer: text().notNull(),
    offer_id: text().notNull(),
    channel: text({ enum: CHANNELS }).notNull(),
    response: text({ enum: RESPONSES }).notNull(),
    reason: text({ enum: REFUSAL_REASONS }),
    /** Words of the customer; deleted after 30 days. */
    note: text(),
    at: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shop_id, t.response_id] }),
    index('responses_by_customer').on(t.shop_id, t.customer),
    index('responses_by_time').on(t.shop_id, t.at),
  ],
)
export type ResponseRow = typeof responses.$inferSelect

/** An answer of a person. */
export const newResponse = v.pipe(
  v.strictObject({
    decision_id: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
    response: v.picklist(RESPONSES, `Give one of: ${RESPONSES.join(', ')}.`),
    channel,
    reason: v.optional(v.picklist(REFUSAL_REASONS, `Give one of: ${REFUSAL_REASONS.join(', ')}.`)),
    /** Id of your own, so that a repeated call stores the answer once. */
    response_id: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60))),
    /** Words of the customer, kept for 30 days. */
    note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(1_000))),
    /** UTC milliseconds; by default now. */
    at: v.optional(moment),
  }),
  v.forward(
    v.check(
      ({ response, reason }) => reason === undefined || response === 'rejected',
      'Only a refusal has a reason.',
    ),
    ['reason'],
  ),
)
export type NewResponse = v.InferOutput<typeof newResponse>

/** The decision after the answer. */
export const responseView = v.object({ response_id: v.string(), decision: decisionView })
