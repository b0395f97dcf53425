import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { OUTSIDE_ARM, UNITS, type Verdict } from '../../vocabulary/experiments.ts'
import { MAX_ITEMS } from '../../vocabulary/limits.ts'
import { INTENTS, LAYOUTS, PLACEMENTS, SOURCES } from '../../vocabulary/panels.ts'
import { whole } from '../numbers.ts'

export const EXPERIMENT_STATUS = ['draft', 'running', 'stopped'] as const
/** Percentages of visitors who take part in an experiment. */
export const RAMP = [1, 10, 50, 100] as const
/** Maximum of arms of an experiment, because one answer contains the lists of all arms. */
export const MAX_ARMS = 3
/** What stopped an experiment. */
export const STOP_CAUSE = ['call', 'harm'] as const

const share = v.pipe(v.number(), v.gtValue(0, 'A share is above 0.'), v.maxValue(1))

/** How the panel of an arm differs from the current panel; empty for the control. */
export const armSettings = v.strictObject({
  title: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))),
  layout: v.optional(v.picklist(LAYOUTS)),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_ITEMS))),
  /** Sources that the arm uses; all by default. */
  sources: v.optional(v.pipe(v.array(v.picklist(SOURCES)), v.minLength(1), v.maxLength(SOURCES.length))),
  /** False for a panel without the merchandising rules; what is never shown stays so. */
  rules: v.optional(v.boolean()),
})
export type ArmSettings = v.InferOutput<typeof armSettings>

const arm = v.strictObject({
  arm: v.pipe(v.string(), v.regex(/^[a-z0-9_-]{1,40}$/, 'Name an arm in small letters, digits, - and _.')),
  share,
  /** Visitors of this arm see no panel. */
  holdout: v.optional(v.boolean(), false),
  settings: v.optional(armSettings, {}),
})
export type Arm = v.InferOutput<typeof arm>

const names = (arms: readonly Arm[]) => arms.map((one) => one.arm)

/** A new experiment. The control is the holdout, or else the first arm. */
export const newExperiment = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.minLength(1, 'Give the experiment a name.'), v.maxLength(200)),
  placement: v.pipe(
    v.picklist(PLACEMENTS),
    v.check((placement) => placement !== 'agent', 'Agents are no shoppers: experiments run on pages.'),
  ),
  intent: v.optional(v.picklist(INTENTS), 'complementary'),
  unit: v.optional(v.picklist(UNITS, `Give one of: ${UNITS.join(', ')}.`), 'visitor'),
  /** By default the current panel and a holdout of the size that the power calculation proposes. */
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
      v.check(
        (arms) => arms.filter(({ holdout }) => holdout).length <= 1,
        'An experiment has at most one holdout. Remove the others.',
      ),
      v.check(
        (arms) => arms.reduce((sum, one) => sum + one.share, 0) <= 1 + 1e-9,
        'The shares add up to more than 1. Give smaller shares.',
      ),
    ),
  ),
})

/** Starts or stops an experiment, or changes its ramp. */
export const experimentChange = v.strictObject({
  status: v.optional(v.picklist(['running', 'stopped'])),
  ramp: v.optional(v.picklist(RAMP, `Give one of: ${RAMP.join(', ')}.`)),
})

/** The power of one share of the holdout. */
export const powerRow = v.object({
  share: v.number(),
  /** Minimum detectable effect after 4 weeks: relative change of the conversion rate, with 80 % power. */
  visible_in_4_weeks: v.nullable(v.number()),
  /** Weeks until a relative change of the conversion rate of 5 % is detected with 80 % power; null above 104. */
  weeks_to_see_5_percent: v.nullable(v.number()),
})

/** The plan of an experiment, from data at its creation. */
export const plan = v.object({
  orders_a_month: v.number(),
  /** If customers are drawn, this and the following numbers count signed-in customers. */
  visitors_a_week: v.number(),
  /** Orders per visitor. */
  conversion: whole,
  power: v.array(powerRow),
  /** Share of the holdout; null with too few orders for a permanent holdout. */
  proposed_holdout: v.nullable(whole),
  /** Weeks that an experiment of two halves would take instead; null without data. */
  weeks_of_half: v.nullable(whole),
  /** Total of visitors at which the always-valid interval is narrowest. */
  planned_visitors: whole,
})
export type Plan = v.InferOutput<typeof plan>

/** A verdict on an arm against the control, by a measure of the results. */
export type SaidVerdict = { arm: string; measure: 'conversion' | 'revenue' | 'margin'; verdict: Verdict }

export const experiments = sqliteTable(
  'experiments',
  {
    shop_id: text().notNull(),
    /** Also the salt of the draw. */
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
    /** UTC milliseconds since which its arms do not have the sizes in which they were drawn; null while they have. */
    mismatch_since: integer(),
    /** What webhooks were told last: the verdicts that are not "too early"; null before any. */
    verdicts: text({ mode: 'json' }).$type<SaidVerdict[]>(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.experiment_id] })],
)
export type Experiment = typeof experiments.$inferSelect

/** Fields of a running experiment that serving needs. */
export type RunningExperiment = Pick<
  Experiment,
  'experiment_id' | 'placement' | 'intent' | 'unit' | 'ramp' | 'arms'
>

/** First exposures: when the space of the panel came into view, in the same way in every arm. */
export const exposures = sqliteTable(
  'exposures',
  {
    shop_id: text().notNull(),
    experiment_id: text().notNull(),
    /** Keyed hash of the drawn unit: the browser's id, or the customer. */
    visitor: text().notNull(),
    arm: text().notNull(),
    /** UTC milliseconds of the first exposure. */
    at: integer().notNull(),
    /** Keyed hash of the customer who has signed in since. */
    customer: text(),
    /** The same at the exposure: only this is independent of the arm. */
    customer_at_draw: text(),
    /**
     * UTC milliseconds at which a browser of the visitor first saw a panel with items there, except views in this experiment.
     * Visitors for whom this is before `at` are excluded from the comparison.
     */
    first_seen_at: integer(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.experiment_id, t.visitor] })],
)
export type Exposure = typeof exposures.$inferSelect

/** An experiment as the API returns it. */
export const experimentView = v.object({
  experiment_id: v.string(),
  name: v.string(),
  placement: v.picklist(PLACEMENTS),
  intent: v.picklist(INTENTS),
  unit: v.picklist(UNITS),
  status: v.picklist(EXPERIMENT_STATUS),
  ramp: whole,
  arms: v.array(arm),
  plan,
  created_at: whole,
  started_at: v.nullable(whole),
  stopped_at: v.nullable(whole),
  stop_cause: v.nullable(v.picklist(STOP_CAUSE)),
  mismatch_since: v.nullable(whole),
})
export type ExperimentView = v.InferOutput<typeof experimentView>
