import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { between, moment, whole } from '../numbers.ts'

/** What a member did with accounts on a day; kept for 400 days. */
export const repDays = sqliteTable(
  'rep_days',
  {
    shop_id: text().notNull(),
    member_id: text().notNull(),
    /** Days since 1970, UTC. */
    day: integer().notNull(),
    pages_opened: integer().notNull().default(0),
    quiz_asked: integer().notNull().default(0),
    quiz_right: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.member_id, t.day] })],
)

/** What a goal counts. */
export const GOAL_MEASURES = ['pages_opened', 'outcomes', 'accepted', 'families_opened'] as const

const goal = v.strictObject({
  team: v.pipe(v.string(), v.trim(), v.minLength(1, 'Name a team.'), v.maxLength(100)),
  measure: v.picklist(GOAL_MEASURES, `Give one of: ${GOAL_MEASURES.join(', ')}.`),
  target: between(1, 1_000_000),
  from: moment,
  to: moment,
})
export type TeamGoal = v.InferOutput<typeof goal>

/** How the shop works with accounts. */
export const accountSettings = v.strictObject({
  /** Whether accounts are made from the companies of orders; their names are stored then. */
  from_orders: v.optional(v.boolean(), false),
  /**
   * Families that are another one under another name, such as those of the range of a company that was bought: their items count as that one's.
   * By the name of the family, as the analysis has it.
   */
  same_families: v.optional(
    v.pipe(
      v.record(
        v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
        v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
      ),
      v.maxEntries(400, 'Give at most 400 families.'),
    ),
    {},
  ),
  /** Days within which an opening is expected. */
  horizon_days: v.optional(between(14, 365), 90),
  /** Whether reps are shown in an order by their figures. Research advises against it; see docs/METHOD.md. */
  rankings: v.optional(v.boolean(), false),
  goals: v.optional(
    v.pipe(
      v.array(
        v.pipe(
          goal,
          v.check(({ from, to }) => to > from, 'A goal must end after it begins.'),
        ),
      ),
      v.maxLength(50, 'Give at most 50 goals.'),
    ),
    [],
  ),
})
export type AccountSettings = v.InferOutput<typeof accountSettings>

const figures = v.object({
  pages_opened: whole,
  /** Outcomes that were recorded, by what became of the opening. */
  accepted: whole,
  rejected: whole,
  later: whole,
  /** Families that an account of the rep has bought for the first time. */
  families_opened: whole,
  quiz_asked: whole,
  quiz_right: whole,
})
export type RepFigures = v.InferOutput<typeof figures>

/** The work of reps in a time, and in the time of the same length before it. */
export const teamView = v.object({
  days: whole,
  rankings: v.boolean(),
  items: v.array(
    v.object({
      rep: v.string(),
      name: v.string(),
      team: v.nullable(v.string()),
      accounts: whole,
      now: figures,
      before: figures,
    }),
  ),
  goals: v.array(v.object({ ...goal.entries, reached: whole })),
})
export type TeamView = v.InferOutput<typeof teamView>
export const teamQuery = v.strictObject({
  days: v.optional(
    v.pipe(v.string(), v.regex(/^(7|30|90)$/, 'Give one of: 7, 30, 90.'), v.transform(Number)),
    '30',
  ),
})
