import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'

/** What a mining run becomes. */
export const MODEL_STATUS = ['queued', 'running', 'live', 'retired', 'refused', 'failed'] as const

/** What asks for one; `orders` means that enough came one by one. */
export const MODEL_CAUSE = ['import', 'orders', 'nightly', 'call', 'tuning'] as const

/** What a list is made of: weights of its parts, 0 for none (engine/mine/settings.ts). */
const blend = v.object({ ridge: v.number(), mixture: v.number(), share: v.number(), popularity: v.number() })
const pageBlend = v.object({
  ...blend.entries,
  size_exponent: v.number(),
  /** What items of few orders borrow from similar ones, and how much of that is look-alikes; null for nothing. */
  similar: v.optional(v.nullable(v.number())),
})
const cartBlend = v.object({
  ...blend.entries,
  /** Best sellers are candidates of every cart. */
  best_sellers: v.optional(v.boolean()),
  similar: v.optional(v.boolean()),
})

/** One way that tuning tried: its mean figure over all folds, and how much better than the default it was, paired. */
const tried = v.object({ name: v.string(), mean: v.number(), gain: v.number(), standard_error: v.number() })

/** What tuning found for one placement. */
const choice = v.object({ chosen: v.string(), cases: v.number(), tried: v.array(tried) })

/** What tuning found, and from what. */
export const tuningFacts = v.object({
  /** UTC milliseconds. */
  tuned_at: v.number(),
  /** Orders that it looked at, and the parts of time they were cut into. */
  orders: v.number(),
  folds: v.number(),
  page: choice,
  cart: choice,
  /** How many customers a pair needs, and whether older orders count less. */
  customers: choice,
  age: choice,
})

/** How a shop is mined. Its numbers are explained in docs/METHOD.md. */
export const miningSettings = v.object({
  /** Days before the shop's newest order that count. */
  window_days: v.number(),
  /** Orders that a pair needs to be seen in. */
  min_co_orders: v.number(),
  /** Distinct customers that a pair needs; null: 2 below 3,000 orders, else 3. */
  min_customers: v.nullable(v.number()),
  /** How lists are made for the product page and for the cart; absent in models from before. */
  page: v.optional(pageBlend),
  cart: v.optional(cartBlend),
  /** How orders count by their age, in scores alone; absent for all alike. */
  ageing: v.optional(v.object({ half_life_days: v.nullable(v.number()), season: v.nullable(v.number()) })),
  /** Where the two come from; absent before the shop was tuned. */
  tuning: v.optional(tuningFacts),
})
export type MiningSettings = v.InferOutput<typeof miningSettings>

/** What a run counted. */
export const modelCounts = v.object({
  /** Orders in the window that were counted, and those with two or more distinct items. */
  orders: v.number(),
  orders_with_two: v.number(),
  /** Distinct order × item. */
  lines: v.number(),
  /** Lines that name nothing in the catalogue: counted in the size of their order, never suggested. */
  lines_unmatched: v.number(),
  customers: v.number(),
  /** Catalogue items, and those of them that were bought. */
  items: v.number(),
  items_bought: v.number(),
  /** Pairs with enough orders and customers, counted from either side. */
  pairs: v.number(),
  /** Pairs of items in at least three orders, each once. */
  pairs_of_three: v.number(),
  /** Items by what an answer about them can rest on: a list of their own, their category's, or the shop's alone. */
  items_ready: v.number(),
  items_pooled: v.number(),
  items_fallback: v.number(),
  /** Lines by the name under which the catalogue knows their item. */
  lines_matched: v.object({ id: v.number(), sku: v.number(), name: v.number() }),
  lists: v.number(),
  /** List rows that this run wrote or deleted: what it cost. */
  lists_written: v.number(),
  lists_deleted: v.number(),
  /** Older orders that did not fit into memory. */
  orders_left_out: v.number(),
  /** UTC milliseconds of the oldest and newest counted order; null without dates. */
  first_order_at: v.nullable(v.number()),
  last_order_at: v.nullable(v.number()),
  /** Newest orders that shaped no score, so that the gate can ask how well they are foretold; they count as evidence. */
  orders_held: v.optional(v.number()),
  /** How much more often than by chance items of one family stand in one order; absent when nothing tells. */
  family_lift: v.optional(v.number()),
  /** Pairs kept back until somebody has looked at them. */
  pairs_held: v.optional(v.number()),
  /** Items with alternatives, and those that merchants' links of other items serve. */
  items_with_upgrade: v.optional(v.number()),
  items_linked: v.optional(v.number()),
  /** Items bought again often enough to say when. */
  items_repeated: v.optional(v.number()),
  /** Largest sum of the engine's arrays, bytes. */
  array_bytes: v.number(),
})
export type ModelCounts = v.InferOutput<typeof modelCounts>

/** The mean of one figure over the cases of the gate, of the new lists and of those that serve. */
const compared = v.object({
  cases: v.number(),
  fresh: v.number(),
  live: v.number(),
  /** fresh − live and its standard error, by order. */
  difference: v.number(),
  standard_error: v.number(),
})

/** How the new lists foretell the newest orders, which shaped neither. */
export const gateResult = v.object({
  /** nDCG@10 of the product page. */
  page: compared,
  /** HR@10 of the cart. */
  cart: compared,
})
export type GateResult = v.InferOutput<typeof gateResult>

/** One mining run. */
export const models = sqliteTable(
  'models',
  {
    shop_id: text().notNull(),
    model_id: text().notNull(),
    status: text({ enum: MODEL_STATUS }).notNull(),
    /** What asked for it. */
    cause: text({ enum: MODEL_CAUSE }).notNull(),
    created_at: integer().notNull(),
    finished_at: integer(),
    settings: text({ mode: 'json' }).$type<MiningSettings>().notNull(),
    counts: text({ mode: 'json' }).$type<ModelCounts>(),
    /** SHA-256 over every list in order: the same orders give the same hash. */
    hash: text(),
    /** Reasons of the gate for refusing it. */
    refusals: text({ mode: 'json' }).$type<string[]>().notNull(),
    /** What the newest orders say; null when there are too few. */
    gate: text({ mode: 'json' }).$type<GateResult>(),
    /** What a merchant should know of a model that serves all the same. */
    note: text(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.model_id] })],
)
export type ModelRow = typeof models.$inferSelect

/** Which of its two slots a shop serves from, and who may write the other. */
export const slots = sqliteTable('slots', {
  shop_id: text().primaryKey(),
  /** 0 or 1. */
  live_slot: integer().notNull(),
  /** '' before the first run. */
  live_model: text().notNull(),
  /** What the idle slot holds whole; '' when it is empty or was overwritten. */
  idle_model: text().notNull(),
  /** The model that holds the lease of the idle slot. */
  building: text(),
  /** Orders that came or changed one by one since a run last began: enough of them ask for another one. */
  new_orders: integer().notNull().default(0),
  /** Runs that the gate has refused since the last one that went live, and since when (UTC milliseconds). */
  refused: integer().notNull().default(0),
  refused_since: integer(),
})

/** A run as it is read back. */
export const modelView = v.object({
  model_id: v.string(),
  status: v.picklist(MODEL_STATUS),
  cause: v.picklist(MODEL_CAUSE),
  created_at: v.number(),
  finished_at: v.nullable(v.number()),
  settings: miningSettings,
  counts: v.nullable(modelCounts),
  hash: v.nullable(v.string()),
  refusals: v.array(v.string()),
  gate: v.nullable(gateResult),
  note: v.nullable(v.string()),
})
