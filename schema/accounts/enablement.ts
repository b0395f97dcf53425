import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { REFUSAL_REASONS } from '../../vocabulary/decisions/offers.ts'
import { whole } from '../numbers.ts'
import { pageQuery } from '../pages.ts'

const familyName = v.pipe(v.string(), v.trim(), v.minLength(1, 'Name a family.'), v.maxLength(500))
const lines = v.optional(
  v.pipe(
    v.array(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300))),
    v.maxLength(12, 'Give at most 12.'),
  ),
  [],
)

/** What people wrote about a family. */
const written = {
  use_cases: lines,
  /** Questions to ask a customer. */
  questions: lines,
  answers: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          reason: v.picklist(REFUSAL_REASONS, `Give one of: ${REFUSAL_REASONS.join(', ')}.`),
          answer: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)),
        }),
      ),
      v.maxLength(REFUSAL_REASONS.length),
    ),
    [],
  ),
}
const writtenCard = v.strictObject(written)
export type WrittenCard = v.InferOutput<typeof writtenCard>

/** What people wrote about families. */
export const productCards = sqliteTable(
  'product_cards',
  {
    shop_id: text().notNull(),
    family: text().notNull(),
    written: text({ mode: 'json' }).$type<WrittenCard>().notNull(),
    version: integer().notNull(),
    changed_at: integer().notNull(),
    member_id: text(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.family] })],
)
export type ProductCardRow = typeof productCards.$inferSelect

/** Which cards. */
export const cardQuery = v.strictObject({
  ...pageQuery,
  /** A part of the name, in any case. */
  q: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200)), ''),
})

/** Writes a card; nothing else changes. */
export const newCard = v.strictObject({ family: familyName, ...written })

/** A card of a family: what is known of it from the catalogue and orders, and what people wrote. */
export const cardView = v.object({
  family: v.string(),
  /** Accounts that buy it, of all with orders. */
  accounts: whole,
  accounts_in_all: whole,
  /** Families that accounts buy with it, and the share of its accounts that do. */
  sells_with: v.array(v.object({ family: v.string(), share: v.number() })),
  /** Items with which accounts begin, and what makes the better one better than the usual one. */
  first_items: v.array(v.object({ item_id: v.string(), title: v.string() })),
  gains: v.array(v.object({ from: v.string(), to: v.string(), gains: v.array(v.string()) })),
  refusals: v.array(v.object({ reason: v.picklist(REFUSAL_REASONS), times: whole })),
  ...written,
  changed_at: v.nullable(whole),
})
export type CardView = v.InferOutput<typeof cardView>

/** A question of the quiz that a member answered. Boxes 0 to 5 with growing pauses (Leitner). */
export const quizAnswers = sqliteTable(
  'quiz_answers',
  {
    shop_id: text().notNull(),
    member_id: text().notNull(),
    question: text().notNull(),
    box: integer().notNull(),
    due_at: integer().notNull(),
    right: integer().notNull(),
    asked: integer().notNull(),
    answered_at: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shop_id, t.member_id, t.question] }),
    index('quiz_answers_by_due').on(t.shop_id, t.member_id, t.due_at),
  ],
)
export type QuizAnswer = typeof quizAnswers.$inferSelect

export const QUIZ_KINDS = ['sells_with', 'who_lacks', 'first_item'] as const

/** Today's questions of a member. */
export const quiz = v.object({
  items: v.array(
    v.object({
      question: v.string(),
      kind: v.picklist(QUIZ_KINDS),
      /** Family or account that it is about. */
      about: v.string(),
      options: v.array(v.object({ key: v.string(), text: v.string() })),
    }),
  ),
  /** Questions that were answered today, and how many of them right. */
  answered: whole,
  right: whole,
})
export type Quiz = v.InferOutput<typeof quiz>

export const quizAnswer = v.strictObject({
  question: v.pipe(v.string(), v.minLength(1), v.maxLength(700)),
  key: v.pipe(v.string(), v.maxLength(500)),
})
/** Whether it was right, the right key, and when the question comes again. */
export const quizResult = v.object({ is_right: v.boolean(), right_key: v.string(), due_at: whole })
export type QuizResult = v.InferOutput<typeof quizResult>

/** Families that a rep's accounts hardly buy, and whom to begin with. */
export const coverage = v.object({
  items: v.array(
    v.object({
      rep: v.string(),
      rep_name: v.nullable(v.string()),
      accounts: whole,
      /** Families of the range, and those that at least one account of the rep buys. */
      families: whole,
      covered: whole,
      missing: v.array(
        v.object({
          family: v.string(),
          /** Whether the rep has recorded an outcome for it. */
          tried: v.boolean(),
          begin_with: v.array(
            v.object({ account_id: v.string(), name: v.string(), margin: whole, probability: v.number() }),
          ),
        }),
      ),
    }),
  ),
})
export type Coverage = v.InferOutput<typeof coverage>
export const coverageQuery = v.strictObject({ rep: v.optional(v.pipe(v.string(), v.maxLength(60))) })
