import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { CHANNELS } from '../../vocabulary/decisions/offers.ts'
import { CANCEL_ON, ITEM_CHANGES, STEP_AFTER, TRIGGER_STATUS } from '../../vocabulary/decisions/triggers.ts'
import { MAX_AMOUNT } from '../../vocabulary/limits.ts'
import { authorship, authorshipView } from '../authorship.ts'
import { customerCondition } from '../customers/condition.ts'
import { between, whole } from '../numbers.ts'
import { pageQuery } from '../pages.ts'
import { id } from '../shapes.ts'
import { eventName } from './custom-events.ts'
import { triggerCounts } from './firings.ts'

/** Triggers of a shop, and of them those that are on. */
export const MAX_TRIGGERS = 200
export const MAX_TRIGGERS_ON = 50
/** Steps of a sequence. */
const MAX_STEPS = 5
/** Days after which nobody is told of a cause any more. */
const MOST_LATE_HOURS = 720
/** Triggers that are looked for once a day find their causes a day late; after that a job may be delayed. */
const LEAST_LATE_HOURS_OF_DAYS = 48

const attributeName = v.pipe(v.string(), v.trim(), v.minLength(1, 'Name an attribute.'), v.maxLength(100))

/** What a trigger reacts to; see TRIGGER_TYPES. */
const cause = v.variant('type', [
  v.strictObject({
    type: v.literal('order'),
    /** Only the person's first order. */
    first_only: v.optional(v.boolean(), false),
  }),
  v.strictObject({ type: v.literal('due') }),
  v.strictObject({ type: v.literal('lapse') }),
  v.strictObject({
    type: v.literal('viewed_item'),
    change: v.picklist(ITEM_CHANGES, `Give one of: ${ITEM_CHANGES.join(', ')}.`),
    /** Of a price drop: percent of the price at the view. */
    least_percent: v.optional(between(1, 99), 5),
  }),
  v.strictObject({
    type: v.literal('attribute'),
    attribute: attributeName,
    /** The value that the attribute must reach from below. */
    at_least: v.pipe(v.number(), v.minValue(-MAX_AMOUNT), v.maxValue(MAX_AMOUNT)),
  }),
  v.strictObject({
    type: v.literal('anniversary'),
    /** Only this anniversary; null for each. */
    years: v.optional(v.nullable(between(1, 100)), null),
  }),
  v.strictObject({
    type: v.literal('date'),
    /** Name of an attribute with a date: 2026-05-01, or 05-01 for every year. */
    attribute: attributeName,
    days_before: v.optional(between(0, 365), 0),
  }),
  v.strictObject({ type: v.literal('event'), name: eventName }),
])
export type TriggerCause = v.InferOutput<typeof cause>

/** One contact of a sequence. */
const step = v.strictObject({
  offer_id: id,
  /** The best of those on which the customer may be contacted is used. */
  channels: v.pipe(
    v.array(v.picklist(CHANNELS, `Give of: ${CHANNELS.join(', ')}.`)),
    v.minLength(1, 'Give at least one.'),
    v.maxLength(CHANNELS.length),
    v.transform((channels) => [...new Set(channels)]),
  ),
  /** Hours after the cause, or after the refusal or silence that a further step follows. */
  wait_hours: v.optional(between(0, 8_760), 0),
  /** What a further step follows; null for the first one. */
  after: v.optional(v.nullable(v.picklist(STEP_AFTER, `Give one of: ${STEP_AFTER.join(', ')}.`)), null),
  /** Days without an answer to the step before that count as silence. */
  silence_days: v.optional(between(1, 60), 7),
})
export type TriggerStep = v.InferOutput<typeof step>

const FIELDS = {
  name: v.pipe(v.string(), v.trim(), v.minLength(1, 'Give at least one character.'), v.maxLength(200)),
  note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(1_000)), ''),
  on: cause,
  /** Customers for whom it is meant, judged when the time comes; null for everybody. */
  for: v.optional(v.nullable(customerCondition), null),
  steps: v.pipe(
    v.array(step),
    v.minLength(1, 'Give at least one step.'),
    v.maxLength(MAX_STEPS, `Give at most ${MAX_STEPS} steps.`),
  ),
  /** A cause that is older when it is known, and a step that is so much behind its time, never fires. */
  late_after_hours: v.optional(between(1, MOST_LATE_HOURS), 48),
  cancel_on: v.optional(
    v.pipe(
      v.array(v.picklist(CANCEL_ON, `Give of: ${CANCEL_ON.join(', ')}.`)),
      v.maxLength(CANCEL_ON.length),
      v.transform((reasons) => [...new Set(reasons)]),
    ),
    [],
  ),
  /** Share of the customers to whom it would offer something and does not, so that the two can be compared. */
  control_share: v.optional(
    v.pipe(v.number(), v.minValue(0, 'Give at least 0.'), v.maxValue(0.5, 'Give at most 0.5.')),
    0,
  ),
}

/** Causes that are looked for once a day. */
const DAILY: ReadonlySet<string> = new Set(['due', 'lapse', 'anniversary', 'date', 'viewed_item'])

/** A trigger as the merchant writes it. */
export const newTrigger = v.pipe(
  v.strictObject(FIELDS),
  v.forward(
    v.check(
      ({ steps }) => steps.every(({ after }, at) => (after === null) === (at === 0)),
      'Give `after` for every step but the first.',
    ),
    ['steps'],
  ),
  v.forward(
    v.check(
      ({ steps }) => new Set(steps.map(({ offer_id }) => offer_id)).size === steps.length,
      'Give each step another offer: an offer that was refused or ignored is not made again.',
    ),
    ['steps'],
  ),
  v.forward(
    v.check(
      ({ on, late_after_hours }) => !DAILY.has(on.type) || late_after_hours >= LEAST_LATE_HOURS_OF_DAYS,
      `Give at least ${LEAST_LATE_HOURS_OF_DAYS}: these causes are looked for once a day.`,
    ),
    ['late_after_hours'],
  ),
)
export type WrittenTrigger = v.InferOutput<typeof newTrigger>

/** What makes an offer to a customer by itself. */
export const triggers = sqliteTable(
  'triggers',
  {
    shop_id: text().notNull(),
    trigger_id: text().notNull(),
    status: text({ enum: TRIGGER_STATUS }).notNull(),
    written: text({ mode: 'json' }).$type<WrittenTrigger>().notNull(),
    ...authorship,
    /** When it was turned on, UTC milliseconds: earlier causes never fire. Null while it is off. */
    on_at: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.shop_id, t.trigger_id] }),
    index('triggers_by_status').on(t.shop_id, t.status),
  ],
)
export type TriggerRow = typeof triggers.$inferSelect

/** How far a walk through the shop's rows is. `after` is null when all were looked at. */
export type Walk = {
  /** Number of the day, by the shop's clock. */
  day: number
  after: string | null
}
export const WALKS = ['customers', 'details', 'views', 'viewed_items'] as const
export type Walks = Partial<Record<(typeof WALKS)[number], Walk>>

/** How far the daily walks of a shop are. */
export const triggerWalks = sqliteTable('trigger_walks', {
  shop_id: text().primaryKey(),
  walks: text({ mode: 'json' }).$type<Walks>().notNull(),
})

const view = {
  trigger_id: v.string(),
  status: v.picklist(TRIGGER_STATUS),
  ...FIELDS,
  ...authorshipView,
  on_at: v.nullable(whole),
}

/** A trigger in a response. */
export const triggerView = v.object(view)
export type TriggerView = v.InferOutput<typeof triggerView>

/** One trigger with what became of its firings. */
export const countedTrigger = v.object({ ...view, counts: triggerCounts })
export type CountedTrigger = v.InferOutput<typeof countedTrigger>

export const triggerQuery = v.strictObject({
  ...pageQuery,
  status: v.optional(v.picklist(TRIGGER_STATUS, `Give one of: ${TRIGGER_STATUS.join(', ')}.`)),
})

/** Turns a trigger on or off. */
export const triggerAction = v.strictObject({
  action: v.picklist(TRIGGER_STATUS, `Give one of: ${TRIGGER_STATUS.join(', ')}.`),
})
