import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { whole } from '../numbers.ts'

/** Status of a mining run; `skipped`: a model of more orders, mined outside, is kept. */
export const MODEL_STATUS = ['queued', 'running', 'live', 'retired', 'refused', 'failed', 'skipped'] as const

/** Cause of a mining run; `orders`: enough single orders arrived; `outside`: the lists were mined outside of the Worker and sent. */
export const MODEL_CAUSE = ['import', 'orders', 'nightly', 'call', 'tuning', 'outside'] as const

/** Weights of the parts of a score, 0 for none (engine/mine/settings.ts). */
const blend = v.object({ ridge: v.number(), mixture: v.number(), share: v.number(), popularity: v.number() })
/** How a score becomes a probability: logit P = intercept + slope · ln(score); absent in older models. */
const calibration = v.optional(v.object({ intercept: v.number(), slope: v.number() }))
const pageBlend = v.object({
  ...blend.entries,
  size_exponent: v.number(),
  /** Backoff for items with few orders, and the weight of similar items themselves in it; null for no backoff. */
  similar: v.optional(v.nullable(v.number())),
  /** Pseudo-orders of what is bought with any item; absent in older models. */
  prior: v.optional(v.number()),
  calibration,
})
const cartBlend = v.object({
  ...blend.entries,
  /** Best sellers are candidates of every cart. */
  best_sellers: v.optional(v.boolean()),
  similar: v.optional(v.boolean()),
  /** Pseudo-orders of an item of a cart that say nothing; absent in older models. */
  prior: v.optional(v.number()),
  calibration,
})

/** One option of tuning: its mean metric over all folds, and its paired gain over the default. */
const tried = v.object({ name: v.string(), mean: v.number(), gain: v.number(), standard_error: v.number() })

/** Result of tuning for one placement. */
const choice = v.object({ chosen: v.string(), cases: whole, tried: v.array(tried) })

/**
 * How far the probabilities of first places are from what shoppers bought: by ten parts of equally many cases, and on average
 * (expected calibration error). Each fold is predicted from the others.
 */
const calibrationError = v.object({
  ece: v.number(),
  deciles: v.array(v.object({ cases: whole, predicted: v.number(), observed: v.number() })),
})

/** Results of a tuning, and its data. */
export const tuningFacts = v.object({
  /** UTC milliseconds. */
  tuned_at: whole,
  /** Number of orders, and of folds by time. */
  orders: whole,
  folds: whole,
  page: choice,
  cart: choice,
  /** Customers that a pair needs, and the weights of older orders. */
  customers: choice,
  age: choice,
  /** Absent in tunings of older versions. */
  calibration: v.optional(v.object({ page: calibrationError, cart: calibrationError })),
})

export type TuningFacts = v.InferOutput<typeof tuningFacts>

/** Settings of mining. The numbers are explained in docs/METHOD.md. */
export const miningSettings = v.object({
  /** Length of the window before the shop's newest order, days. */
  window_days: whole,
  /** Orders that a pair needs. */
  min_co_orders: whole,
  /** Distinct customers that a pair needs; null: 2 below 3,000 orders, else 3. */
  min_customers: v.nullable(whole),
  /** Blends of scores for the product page and for the cart; absent in older models. */
  page: v.optional(pageBlend),
  cart: v.optional(cartBlend),
  /** Weights of orders by age, in scores only; absent for equal weights. */
  ageing: v.optional(v.object({ half_life_days: v.nullable(v.number()), season: v.nullable(v.number()) })),
  /** The tuning that selected them; absent before the first. */
  tuning: v.optional(tuningFacts),
})
export type MiningSettings = v.InferOutput<typeof miningSettings>

/** Counts of a mining run. */
export const modelCounts = v.object({
  /** Orders in the window, and those with two or more distinct items. */
  orders: whole,
  orders_with_two: whole,
  /** Distinct order × item. */
  lines: whole,
  /** Lines without an item in the catalogue: part of the size of their order, never suggested. */
  lines_unmatched: whole,
  customers: whole,
  /** Items of the catalogue, and those with orders. */
  items: whole,
  items_bought: whole,
  /** Supported pairs, counted in both directions. */
  pairs: whole,
  /** Pairs of items with at least three orders, each counted once. */
  pairs_of_three: whole,
  /** Items by what their answers are based on: a list of their own, that of their category, or that of the shop. */
  items_ready: whole,
  items_pooled: whole,
  items_fallback: whole,
  /** Lines by the kind of name under which their item was found. */
  lines_matched: v.object({ id: whole, sku: whole, name: whole }),
  lists: whole,
  /** Items found to be no goods; absent in models of older versions. */
  non_goods: v.optional(whole),
  /** Rows of lists that this run wrote or deleted, which are billed. */
  lists_written: whole,
  lists_deleted: whole,
  /** Older orders that did not fit into memory. */
  orders_left_out: whole,
  /** UTC milliseconds of the oldest and newest counted order; null without dates. */
  first_order_at: v.nullable(whole),
  last_order_at: v.nullable(whole),
  /** Holdout orders of the accuracy check: they do not change scores, but count as evidence. */
  orders_held: v.optional(whole),
  /** Lift of items of one family in one order; absent when unknown. */
  family_lift: v.optional(v.number()),
  /** Pairs that are withheld until the merchant decides. */
  pairs_held: v.optional(whole),
  /** Items with upgrades, and items with links predicted by link patterns. */
  items_with_upgrade: v.optional(whole),
  items_linked: v.optional(whole),
  /** Items with a known repeat interval. */
  items_repeated: v.optional(whole),
  /** Peak size of the engine's arrays in bytes. */
  array_bytes: v.number(),
})
export type ModelCounts = v.InferOutput<typeof modelCounts>

/** Mean of a metric over the cases of the gate, for the new model and for the one that serves. */
const compared = v.object({
  cases: whole,
  fresh: v.number(),
  live: v.number(),
  /** fresh − live and its standard error, paired by order. */
  difference: v.number(),
  standard_error: v.number(),
})

/** Accuracy of the new model and of the one that serves on the holdout orders. */
export const gateResult = v.object({
  /** nDCG@10 of the product page. */
  page: compared,
  /** HR@10 of the cart. */
  cart: compared,
})
export type GateResult = v.InferOutput<typeof gateResult>

/** What arrived of a model that was mined outside, and what of it is not served. */
export const outsideReport = v.object({
  /** Bytes of the lists as text, and their number. */
  bytes: whole,
  lists: whole,
  dropped: v.object({
    /** Lists of items and categories that the catalogue does not have. */
    unknown_lists: whole,
    /** Companions and alternatives that the catalogue does not have. */
    unknown_items: whole,
    /** Those that the merchant excludes, and companions of pairs that the merchant refused or has to decide about. */
    excluded: whole,
    withheld: whole,
    /** Lists of which nothing was left. */
    empty_lists: whole,
  }),
})
export type OutsideReport = v.InferOutput<typeof outsideReport>

/** One mining run. */
export const models = sqliteTable(
  'models',
  {
    shop_id: text().notNull(),
    model_id: text().notNull(),
    status: text({ enum: MODEL_STATUS }).notNull(),
    /** Cause of the run. */
    cause: text({ enum: MODEL_CAUSE }).notNull(),
    created_at: integer().notNull(),
    finished_at: integer(),
    settings: text({ mode: 'json' }).$type<MiningSettings>().notNull(),
    counts: text({ mode: 'json' }).$type<ModelCounts>(),
    /** SHA-256 over all lists in order: equal orders give equal hashes. Of a model that was mined outside: over the lists as received. */
    hash: text(),
    /** Reasons of the gate for the refusal. */
    refusals: text({ mode: 'json' }).$type<string[]>().notNull(),
    /** Result of the accuracy check; null with too few orders. */
    gate: text({ mode: 'json' }).$type<GateResult>(),
    /** Note for the merchant about a model that was published in spite of a worse accuracy. */
    note: text(),
    /** What arrived of a model that was mined outside; null for others, and before it was read. */
    outside: text({ mode: 'json' }).$type<OutsideReport>(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.model_id] })],
)
export type ModelRow = typeof models.$inferSelect

/** The slot from which a shop is served, and the lease of the other one. */
export const slots = sqliteTable('slots', {
  shop_id: text().primaryKey(),
  /** 0 or 1. */
  live_slot: integer().notNull(),
  /** '' before the first run. */
  live_model: text().notNull(),
  /** The complete model in the idle slot; '' if it is empty or was overwritten. */
  idle_model: text().notNull(),
  /** The model with the lease of the idle slot. */
  building: text(),
  /** Single orders that arrived or changed since the last run began; enough of them start another run. */
  new_orders: integer().notNull().default(0),
  /** Runs that the gate refused since the last publication, and since when (UTC milliseconds). */
  refused: integer().notNull().default(0),
  refused_since: integer(),
})

/** A run in a response. */
export const modelView = v.object({
  model_id: v.string(),
  status: v.picklist(MODEL_STATUS),
  cause: v.picklist(MODEL_CAUSE),
  created_at: whole,
  finished_at: v.nullable(whole),
  settings: miningSettings,
  counts: v.nullable(modelCounts),
  hash: v.nullable(v.string()),
  refusals: v.array(v.string()),
  gate: v.nullable(gateResult),
  note: v.nullable(v.string()),
  outside: v.nullable(outsideReport),
})
export type ModelView = v.InferOutput<typeof modelView>
