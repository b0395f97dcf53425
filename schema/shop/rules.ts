import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { ACTOR_KINDS } from '../../vocabulary/actors.ts'
import { MAX_ITEMS, MAX_QUANTITY } from '../../vocabulary/limits.ts'
import { INTENTS, PLACEMENTS, SOURCES } from '../../vocabulary/panels.ts'
import { PIN_MODES, RULE_STATUS, STRENGTHS, type Strength } from '../../vocabulary/rules.ts'
import { amount, between, whole } from '../numbers.ts'
import { id, languageTag } from '../shapes.ts'

/** Maximum of values in one part of a rule, of rules that are in force, and of all rules of a shop. */
const MAX_VALUES = 500
export const MAX_LIVE_RULES = 1_000
export const MAX_RULES = 5_000

const name = v.pipe(v.string(), v.trim(), v.minLength(1, 'Give at least one character.'), v.maxLength(500))
const values = <S extends v.GenericSchema>(one: S) =>
  v.optional(
    v.pipe(
      v.array(one),
      v.minLength(1, 'Give at least one value, or leave the part out.'),
      v.maxLength(MAX_VALUES, `Give at most ${MAX_VALUES} values.`),
    ),
  )
const range = (value: typeof amount) => v.strictObject({ from: v.optional(value), to: v.optional(value) })
const place = v.pipe(
  v.number(),
  v.integer('Places count from 1.'),
  v.minValue(1, 'Places count from 1.'),
  v.maxValue(MAX_ITEMS, `A panel has at most ${MAX_ITEMS} places.`),
)

/** A test of items: all given parts must hold, within a part one of the values. Texts are compared without case. */
export const itemTest = v.pipe(
  v.strictObject({
    item_ids: values(id),
    /** Category paths; those below them are included. */
    categories: values(name),
    brands: values(name),
    product_types: values(name),
    tags: values(name),
    collections: values(name),
    attribute: v.optional(
      v.strictObject({ name, values: v.pipe(v.array(name), v.minLength(1), v.maxLength(MAX_VALUES)) }),
    ),
    /** Minor units of the shop's currency, both ends included. */
    price: v.optional(range(amount)),
  }),
  v.check((test) => Object.keys(test).length > 0, 'Give at least one part, such as {"brands": ["Acme"]}.'),
)

const strength = v.picklist(Object.keys(STRENGTHS) as Strength[], 'Give weak, moderate or strong.')
const percent = v.pipe(v.number(), v.minValue(0), v.maxValue(10_000))
/** `brand`, `category`, `product_type`, or the name of an attribute. */
const property = name

/** What a rule does. */
export const ruleAction = v.variant('kind', [
  v.strictObject({
    kind: v.literal('pin'),
    item_id: id,
    place,
    /** `at`: exactly there. `at_or_before`: there at the latest. */
    mode: v.optional(v.picklist(PIN_MODES), 'at'),
  }),
  v.strictObject({ kind: v.literal('pin_matching'), items: itemTest, place }),
  v.strictObject({
    kind: v.literal('include'),
    item_ids: v.pipe(v.array(id), v.minLength(1), v.maxLength(MAX_ITEMS)),
  }),
  ...(['never_show', 'hide', 'only'] as const).map((kind) =>
    v.strictObject({ kind: v.literal(kind), items: itemTest }),
  ),
  ...(['boost', 'bury'] as const).map((kind) =>
    v.strictObject({ kind: v.literal(kind), items: itemTest, strength: v.optional(strength, 'moderate') }),
  ),
  ...(['same', 'different'] as const).map((kind) => v.strictObject({ kind: v.literal(kind), property })),
  /** Percent of the price of the item on the page. */
  v.strictObject({ kind: v.literal('price_band'), from: v.optional(percent), to: v.optional(percent) }),
  /** Percent of the price that is left after the cost. */
  v.strictObject({
    kind: v.literal('least_margin'),
    percent: v.pipe(v.number(), v.minValue(-100), v.maxValue(100)),
  }),
  v.strictObject({ kind: v.literal('least_stock'), pieces: between(0, MAX_QUANTITY) }),
  v.strictObject({
    kind: v.literal('push_slow'),
    /** Days that the stock would last at the present sales. */
    cover_days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3_650)),
    strength: v.optional(strength, 'weak'),
  }),
  /** `property` may be `family` as well: items that could replace each other. */
  v.strictObject({ kind: v.literal('at_most'), property, items: place }),
  v.strictObject({
    kind: v.literal('sources'),
    sources: v.pipe(v.array(v.picklist(SOURCES)), v.minLength(1), v.maxLength(SOURCES.length)),
  }),
])

const clock = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give a time such as 09:30.'))

/** When a rule applies; {} for always. All given parts must hold, within a part one of the values. */
export const ruleConditions = v.strictObject({
  placements: values(v.picklist(PLACEMENTS)),
  intents: values(v.picklist(INTENTS)),
  /** The item on the page. */
  seed: v.optional(itemTest),
  cart: v.optional(
    v.strictObject({
      /** An item of the cart. */
      items: v.optional(itemTest),
      /** The sum of the prices of its different items, minor units. */
      value: v.optional(range(amount)),
    }),
  ),
  customer: v.optional(v.picklist(['known', 'unknown'])),
  groups: values(id),
  markets: values(id),
  /** `de` includes `de-AT`. */
  locales: values(languageTag),
  /** 1 for Monday to 7 for Sunday, in the shop's time zone. */
  weekdays: values(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))),
  /** In the shop's time zone, across midnight if `to` is not after `from`. */
  hours: v.optional(v.strictObject({ from: clock, to: clock })),
})
export type WrittenConditions = v.InferOutput<typeof ruleConditions>

/** Whether there is such a day and such a time of it. */
function exists(text: string): boolean {
  const at = Date.parse(`${text}Z`)
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text)
}

const moment = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, 'Give a time of the shop such as 2026-11-27T00:00.'),
  v.check(exists, 'There is no such day or time. Give one such as 2026-11-27T00:00.'),
)

const FIELDS = {
  name: v.pipe(v.string(), v.trim(), v.minLength(1, 'Give the rule a name.'), v.maxLength(200)),
  /** Why the rule was made or changed. */
  note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(1_000)), ''),
  status: v.optional(v.picklist(RULE_STATUS, `Give one of: ${RULE_STATUS.join(', ')}.`), 'draft'),
  /** The higher one wins among rules of one scope. */
  priority: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000)), 0),
  action: ruleAction,
  when: v.optional(ruleConditions, {}),
  /** First and last moment, by the clock of the shop's time zone; the end is not included. */
  start: v.optional(v.nullable(moment), null),
  end: v.optional(v.nullable(moment), null),
}

/** A rule as the merchant writes it. */
export const newRule = v.pipe(
  v.strictObject(FIELDS),
  v.forward(
    v.check(
      ({ start, end }) => start === null || end === null || start < end,
      'Give an end after the start.',
    ),
    ['end'],
  ),
)
export type WrittenRule = v.InferOutput<typeof newRule>

/** Versions of merchandising rules; the newest of each is the one that counts, and a version is never changed. */
export const rules = sqliteTable(
  'rules',
  {
    shop_id: text().notNull(),
    rule_id: text().notNull(),
    /** 1, 2, 3 … */
    version: integer().notNull(),
    rule: text({ mode: 'json' }).$type<WrittenRule>().notNull(),
    actor_kind: text({ enum: ACTOR_KINDS }).notNull(),
    actor_id: text().notNull(),
    created_at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.rule_id, t.version] })],
)
export type RuleRow = typeof rules.$inferSelect

/** The live rules of a shop as answers need them, derived when a rule is saved. */
export const ruleSets = sqliteTable('rule_sets', {
  shop_id: text().primaryKey(),
  /** Counts the changes. */
  version: integer().notNull(),
  /** Of the write that made it. */
  token: text().notNull(),
  /** Rules of engine/rules/rule.ts. */
  rules: text().notNull(),
})

/** Items that live rules pin or include, so that an answer finds them with its own question. */
export const rulePins = sqliteTable(
  'rule_pins',
  {
    shop_id: text().notNull(),
    /** `item <id>` for pages and carts of one item, '' for all. */
    scope: text().notNull(),
    item_id: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.scope, t.item_id] })],
)

/** What the merchant should know about a rule. */
const warning = v.object({ code: v.string(), text: v.string() })

/** A rule in a response. */
export const ruleView = v.object({
  rule_id: v.string(),
  version: whole,
  ...newRule.entries,
  changed_at: whole,
  actor: v.object({ kind: v.picklist(ACTOR_KINDS), id: v.string() }),
})

/** A rule that was saved, with what is doubtful about it. */
export const savedRule = v.object({ ...ruleView.entries, warnings: v.array(warning) })

/** Rules in bulk, at most 200: those with a `rule_id` change that rule, the others are new. */
export const ruleList = v.strictObject({
  rules: v.pipe(
    v.array(v.strictObject({ rule_id: v.optional(v.pipe(v.string(), v.maxLength(40))), ...FIELDS })),
    v.minLength(1, 'Give at least one rule.'),
    v.maxLength(200, 'Give at most 200 rules in a call.'),
  ),
})

/** A test and a rule as they are sent, before defaults are filled in; and a rule as it is answered. */
export type ItemTestInput = v.InferInput<typeof itemTest>
export type RuleInput = v.InferInput<typeof newRule>
export type RuleView = v.InferOutput<typeof ruleView>
export type SavedRule = v.InferOutput<typeof savedRule>
