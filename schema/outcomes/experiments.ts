import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { OUTSIDE_ARM, UNITS } from '../../vocabulary/experiments.ts'
import { MAX_ITEMS } from '../../vocabulary/limits.ts'
import { INTENTS, LAYOUTS, PLACEMENTS, SOURCES } from '../../vocabulary/panels.ts'

export const EXPERIMENT_STATUS = ['draft', 'running', 'stopped'] as const
/** Percent of the visitors that are in it. */
export const RAMP = [1, 10, 50, 100] as const
/** Arms of one experiment: the lists of all of them stand in one answer. */
export const MAX_ARMS = 3
/** What stopped it. */
export const STOP_CAUSE = ['call', 'harm'] as const

const share = v.pipe(v.number(), v.gtValue(0, 'A share is above 0.'), v.maxValue(1))

/** What one arm does otherwise than the panel does now; nothing for the control. */
export const armSettings = v.strictObject({
  title: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))),
  layout: v.optional(v.picklist(LAYOUTS)),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_ITEMS))),
  /** Rungs of the ladder that it may use; all without it. */
  sources: v.optional(v.pipe(v.array(v.picklist(SOURCES)), v.minLength(1), v.maxLength(SOURCES.length))),
})
export type ArmSettings = v.InferOutput<typeof armSettings>

const arm = v.strictObject({
  arm: v.pipe(v.string(), v.regex(/^[a-z0-9_-]{1,40}$/, 'Name an arm in small letters, digits, - and _.')),
  share,
  /** Sees no panel at all. */
  holdout: v.optional(v.boolean(), false),
  settings: v.optional(armSettings, {}),
})
export type Arm = v.InferOutput<typeof arm>

const names = (arms: readonly Arm[]) => arms.map((one) => one.arm)

/** What an experiment compares. The first arm is what the others are measured against, unless one is a holdout. */
export const newExperiment = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.minLength(1, 'Give it a name.'), v.maxLength(200)),
  placement: v.picklist(PLACEMENTS),
  intent: v.optional(v.picklist(INTENTS), 'complementary'),
  unit: v.optional(v.picklist(UNITS, `Give one of: ${UNITS.join(', ')}.`), 'visitor'),
  /** Without them: a holdout of the size that the power calculator proposes, beside the panel as it is. */
  arms: v.optional(
    v.pipe(
      v.array(arm),
      v.minLength(2, 'Compare at least two arms.'),
      v.maxLength(MAX_ARMS, `Compare at most ${MAX_ARMS} arms.`),
      v.check((arms) => new Set(names(arms)).size === arms.length, 'Name each arm once.'),
      v.check(
        (arms) => !names(arms).includes(OUTSIDE_ARM),
        `"${OUTSIDE_ARM}" is kept for those whom it has not reached.`,
      ),
      v.check((arms) => arms.filter(({ holdout }) => holdout).length <= 1, 'One holdout is enough.'),
      v.check(
        (arms) => arms.reduce((sum, one) => sum + one.share, 0) <= 1 + 1e-9,
        'The shares add up to more than 1.',
      ),
    ),
  ),
})

/** Starting, moving and stopping it. */
export const experimentChange = v.strictObject({
  status: v.optional(v.picklist(['running', 'stopped'])),
  ramp: v.optional(v.picklist(RAMP, `Give one of: ${RAMP.join(', ')}.`)),
})

/** What a share would be able to see, and by when. */
export const powerRow = v.object({
  share: v.number(),
  /** Smallest true change of the conversion rate, relative to it, that is found 8 times out of 10 in 4 weeks. */
  visible_in_4_weeks: v.nullable(v.number()),
  /** Weeks until a change of 5 % of the conversion rate is found 8 times out of 10; null above 104. */
  weeks_to_see_5_percent: v.nullable(v.number()),
})

/** What was known when it was set up. */
export const plan = v.object({
  orders_a_month: v.number(),
  /** Of an experiment by customer, here and below: those who had signed in. */
  visitors_a_week: v.number(),
  /** Orders a visitor. */
  conversion: v.number(),
  power: v.array(powerRow),
  /** Share of the holdout; null when there are too few orders for one that stays. */
  proposed_holdout: v.nullable(v.number()),
  /** Weeks that half against half would take instead; null when nothing is known. */
  weeks_of_half: v.nullable(v.number()),
  /** Visitors in all at which the always-valid interval is narrowest. */
  planned_visitors: v.number(),
})
export type Plan = v.InferOutput<typeof plan>

export const experiments = sqliteTable(
  'experiments',
  {
    shop_id: text().notNull(),
    /** Also the salt of its draw. */
    experiment_id: text().notNull(),
    name: text().notNull(),
    placement: text({ enum: PLACEMENTS }).notNull(),
    intent: text({ enum: INTENTS }).notNull(),
    unit: text({ enum: UNITS }).notNull().default('visitor'),
    status: text({ enum: EXPERIMENT_STATUS }).notNull(),
    /** Percent. */
    ramp: integer().notNull(),
    arms: text({ mode: 'json' }).$type<Arm[]>().notNull(),
    plan: text({ mode: 'json' }).$type<Plan>().notNull(),
    created_at: integer().notNull(),
    started_at: integer(),
    stopped_at: integer(),
    stop_cause: text({ enum: STOP_CAUSE }),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.experiment_id] })],
)
export type Experiment = typeof experiments.$inferSelect

/** What serving needs of one that runs. */
export type RunningExperiment = Pick<
  Experiment,
  'experiment_id' | 'placement' | 'intent' | 'unit' | 'ramp' | 'arms'
>

/** Who saw which arm first, at the moment when its place came into view, the same in every arm. */
export const exposures = sqliteTable(
  'exposures',
  {
    shop_id: text().notNull(),
    experiment_id: text().notNull(),
    /** Keyed hash of who was drawn: of the browser's id, or of the customer. */
    visitor: text().notNull(),
    arm: text().notNull(),
    /** UTC milliseconds of the first. */
    at: integer().notNull(),
    /** Keyed hash of who has signed in since, and of who was known to be at that moment: what is known later may hang on the arm. */
    customer: text(),
    customer_at_draw: text(),
    /** When a browser of theirs first saw a panel there with anything in it; whoever did before `at` stays out of the comparison. What a view under this experiment showed does not count. */
    first_seen_at: integer(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.experiment_id, t.visitor] })],
)
export type Exposure = typeof exposures.$inferSelect

/** An experiment as it is read back. */
export const experimentView = v.object({
  experiment_id: v.string(),
  name: v.string(),
  placement: v.picklist(PLACEMENTS),
  intent: v.picklist(INTENTS),
  unit: v.picklist(UNITS),
  status: v.picklist(EXPERIMENT_STATUS),
  ramp: v.number(),
  arms: v.array(arm),
  plan,
  created_at: v.number(),
  started_at: v.nullable(v.number()),
  stopped_at: v.nullable(v.number()),
  stop_cause: v.nullable(v.picklist(STOP_CAUSE)),
})
