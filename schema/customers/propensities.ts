import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { between, whole } from '../numbers.ts'

/** Customers of a target list at most. */
export const MAX_TARGETS = 10_000

/** Good customers of one call at most: their handles fit into a body. */
const MAX_GIVEN = 5_000

/** What the propensities of a shop rest on, and how far the running job is. */
export const propensityModels = sqliteTable('propensity_models', {
  shop_id: text().primaryKey(),
  /** The job that fitted it or fits it. */
  job_id: text().notNull(),
  /** UTC milliseconds; null while the first one is being fitted, and where the orders are too few. */
  fitted_at: integer(),
  /** Last key of a buyer that is scored; null when all are. */
  scored_to: text(),
  /** Customers that it was fitted on, and those who are scored. */
  fitted: integer().notNull(),
  scored: integer().notNull(),
  /** Families by number, and the whole model (worker/customers/model.ts). */
  families: text({ mode: 'json' }).$type<string[]>().notNull(),
  model: text({ mode: 'json' }).$type<object>(),
})
export type PropensityModelRow = typeof propensityModels.$inferSelect

/** A reason as it is stored: its number in REASON_CODES and its values. */
export type StoredReason = [code: number, ...values: number[]]

/** What one person is likely to buy: one row a person, so that one statement reads all of it. */
export const propensities = sqliteTable(
  'propensities',
  {
    shop_id: text().notNull(),
    /** The person, a keyed hash. */
    person: text().notNull(),
    /** Days since 1970 at which the row was made. */
    day: integer().notNull(),
    /** Probability that the person buys anything in the window. */
    buys: real().notNull(),
    /** Two characters for each family (engine/choice/probability-codes.ts): they compare like the probabilities. */
    codes: text().notNull(),
    /** The likeliest families, best first: number, best item ('' for none), reasons. */
    best: text({ mode: 'json' })
      .$type<[family: number, item_id: string, reasons: StoredReason[]][]>()
      .notNull(),
    /** The likeliest items of all families, best first. */
    items: text({ mode: 'json' }).$type<string[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.person] })],
)
export type PropensityRow = typeof propensities.$inferSelect

/** Why a family is likelier for this person than for the average customer. */
export const reason = v.variant('code', [
  v.object({ code: v.literal('bought_before'), times: whole, days_ago: whole }),
  /** Days until the usual time between two purchases is over; below 0 when it is. */
  v.object({ code: v.literal('due'), in_days: v.number() }),
  /** An earlier purchase after which this family is bought `ratio` times as often as usual. */
  v.object({ code: v.literal('goes_with'), family: v.string(), ratio: v.number() }),
  v.object({ code: v.literal('price_level') }),
  v.object({ code: v.literal('brand') }),
  v.object({ code: v.literal('trend') }),
  v.object({ code: v.literal('season') }),
  /** Nothing personal: the share of all purchases of families, 0 to 1. */
  v.object({ code: v.literal('popular'), share: v.number() }),
])
export type Reason = v.InferOutput<typeof reason>

const probability = v.number()

/** What a customer is likely to buy within the window. */
export const customerPropensities = v.object({
  customer: v.string(),
  /** UTC milliseconds of the day at which the customer was scored; null for one who is not. */
  scored_at: v.nullable(whole),
  window_days: whole,
  /** Probability of any purchase in the window; null for a customer who is not scored. */
  buys: v.nullable(probability),
  /** Most likely first. */
  families: v.array(
    v.object({
      family: v.string(),
      propensity: probability,
      /** The likeliest item of the family; null when none is known. */
      item_id: v.nullable(v.string()),
      /** The largest contributions against the average customer, as data and as a sentence. */
      reasons: v.array(reason),
      text: v.string(),
    }),
  ),
  /** The likeliest items of the next purchase, most likely first. */
  items: v.array(v.string()),
})

const calibrationError = v.object({
  /** Mean distance of predicted and observed rates over ten parts. */
  ece: v.number(),
  deciles: v.array(v.object({ cases: whole, predicted: v.number(), observed: v.number() })),
})
export type CustomerPropensities = v.InferOutput<typeof customerPropensities>

/** The model of a shop, and what is being done. */
export const propensityStatus = v.object({
  status: v.picklist(['none', 'waiting', 'scoring', 'ready', 'too_few_orders']),
  fitted_at: v.nullable(whole),
  window_days: whole,
  /** Customers that it was fitted on, and customers who are scored. */
  fitted: whole,
  scored: whole,
  families: v.array(v.string()),
  /** How far the probabilities were from what happened in the last window; null without a model. */
  calibration: v.nullable(v.object({ buys: calibrationError, family: calibrationError })),
})
export type PropensityStatus = v.InferOutput<typeof propensityStatus>

/** A target list: the best customers of a family, or of an item's. */
export const targetQuery = v.pipe(
  v.strictObject({
    family: v.optional(v.pipe(v.string(), v.maxLength(500))),
    item_id: v.optional(v.pipe(v.string(), v.maxLength(200))),
    limit: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^\d{1,5}$/, 'Give a whole number.'),
        v.transform(Number),
        between(1, MAX_TARGETS),
      ),
      '1000',
    ),
  }),
  v.check(
    ({ family, item_id }) => (family === undefined) !== (item_id === undefined),
    'Give either `family` or `item_id`.',
  ),
)

const target = v.object({ customer: v.string(), propensity: probability })

/** The customers of a target list, most likely first. */
export const targetList = v.object({ family: v.string(), customers: v.array(target) })
export type TargetList = v.InferOutput<typeof targetList>

/** Good customers by their handles, for whom others are sought. */
export const lookAlikeInput = v.strictObject({
  customers: v.pipe(
    v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
    v.minLength(20, 'Give at least 20 customers: fewer do not tell what they have in common.'),
    v.maxLength(MAX_GIVEN, `Give at most ${MAX_GIVEN} customers.`),
  ),
  limit: v.optional(between(1, MAX_TARGETS), 1_000),
})

/** Customers who are like the given ones, most alike first. */
export const lookAlikes = v.object({
  /** Of the given ones those who are scored. */
  known: whole,
  /**
   * How many times as often as by chance a given customer stands in the first tenth of all, where the model has not seen that customer;
   * null where too few are known.
   */
  lift: v.nullable(v.number()),
  customers: v.array(v.object({ customer: v.string(), score: v.number() })),
})

/** The form of a matrix. */
export const matrixQuery = v.strictObject({
  form: v.optional(v.picklist(['csv', 'ndjson'], 'Use one of: csv, ndjson.'), 'csv'),
})
