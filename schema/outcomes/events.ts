import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { INTENTS, PLACEMENTS } from '../../vocabulary/panels.ts'
import { id } from '../shapes.ts'

/** What a page may report: GA4's names, and two of our own. */
export const EVENT_NAMES = [
  /** A panel was rendered. */
  'view_item_list',
  /** Half of it was visible for a second; in an experiment: its place came into view, and what the arm shows there, if anything. */
  'rec_viewable',
  'select_item',
  'add_to_cart',
  'rec_dismissed',
  'view_item',
  'begin_checkout',
  'purchase',
] as const
export type EventName = (typeof EVENT_NAMES)[number]

/** Longest beacon in bytes: what browsers send from a page that closes. */
export const MAX_BEACON = 65_536
/** Events of one beacon, and items of one event. */
export const MAX_EVENTS = 50
export const MAX_EVENT_ITEMS = 50

const short = v.pipe(v.string(), v.maxLength(64))
const code = v.pipe(v.string(), v.minLength(8), v.maxLength(64))
/** Major units, as GA4 has it; a page may know no better than a floating number. */
const major = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1e12))
const clock = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15))

const eventItem = v.object({
  item_id: id,
  item_variant: v.optional(id),
  item_name: v.optional(v.pipe(v.string(), v.maxLength(500))),
  /** Place in the panel, 0 the first. */
  index: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000))),
  price: v.optional(major),
  quantity: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1e6))),
  /** The rung of the ladder, as the answer named it. */
  source: v.optional(v.pipe(v.string(), v.maxLength(20))),
})
export type EventItem = v.InferOutput<typeof eventItem>

const event = v.object({
  /** Chosen by the page; the same id again changes nothing. */
  event_id: code,
  name: v.picklist(EVENT_NAMES, `Give one of: ${EVENT_NAMES.join(', ')}.`),
  /** Milliseconds of the browser's clock. */
  at: clock,
  /** One showing of a panel. */
  view_id: v.optional(short),
  recommendation_id: v.optional(short),
  placement: v.optional(v.picklist(PLACEMENTS)),
  intent: v.optional(v.picklist(INTENTS)),
  seed_item_id: v.optional(v.pipe(v.string(), v.maxLength(128))),
  experiment_id: v.optional(short),
  arm: v.optional(short),
  /** Chance with which the widget drew the item of the last place. */
  explore: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1))),
  items: v.optional(v.pipe(v.array(eventItem), v.maxLength(MAX_EVENT_ITEMS)), []),
  /** Of a purchase: the order as the shop names it, or the platform's own number of it. */
  transaction_id: v.optional(id),
  currency: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))),
  /** What the goods cost, without tax and shipping. */
  value: v.optional(major),
  tax: v.optional(major),
  shipping: v.optional(major),
})
export type Event = v.InferOutput<typeof event>
export type EventInput = v.InferInput<typeof event>

/** What a page sends, as JSON in a body of text/plain, so that no preflight is needed. */
export const beacon = v.object({
  /** Only with consent. */
  visitor_id: v.optional(v.pipe(v.string(), v.minLength(16), v.maxLength(64))),
  /** Signed by the merchant's server; only with consent. */
  customer_token: v.optional(v.pipe(v.string(), v.maxLength(2048))),
  consent: v.boolean(),
  /** Milliseconds of the browser's clock: what it differs from ours is taken off each event. */
  sent_at: clock,
  events: v.pipe(
    v.array(event),
    v.minLength(1, 'Send at least one event.'),
    v.maxLength(MAX_EVENTS, `Send at most ${MAX_EVENTS} events.`),
  ),
})
export type Beacon = v.InferOutput<typeof beacon>
export type BeaconInput = v.InferInput<typeof beacon>

/** The answer: it is written. */
export const accepted = v.object({})

/** An event as it is stored: by our clock, and with the places that its visitor drew in its experiment. */
export type StoredEvent = Omit<Event, 'at'> & {
  /** UTC milliseconds. */
  at: number
  /** The browser's own word of `at`: the same in every repeat. */
  claimed_at: number
  /** 0 ≤ draw < 1: of the browser, and of whoever has signed in. */
  draw?: number
  customer_draw?: number
}

/** Beacons that wait to be counted: one row each, deleted in the transaction that counts it. */
export const beacons = sqliteTable(
  'beacons',
  {
    shop_id: text().notNull(),
    /** Grows with time. */
    beacon_id: text().notNull(),
    /** UTC milliseconds. */
    received_at: integer().notNull(),
    /** Keyed hash of the browser's id; null without consent. */
    visitor: text(),
    /** Keyed hash of who has signed in; null when nobody, or without consent. */
    customer: text(),
    events: text({ mode: 'json' }).$type<StoredEvent[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.beacon_id] })],
)
export type BeaconRow = typeof beacons.$inferSelect

/**
 * Which events have been counted, as 48 bits of a hash each, many a row: a row an event would cost as much as the event.
 * A repeat claims the same moment, so it is looked for among few.
 */
export const eventMarks = sqliteTable(
  'event_marks',
  {
    shop_id: text().notNull(),
    /** Hours since 1970, by the browser's clock. */
    period: integer().notNull(),
    bucket: integer().notNull(),
    /** Eight characters each. */
    marks: text().notNull(),
    written_at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.period, t.bucket] })],
)

/** What a count can be told apart by; '' where it does not apply. Of a whole panel `item_id` is ''. */
export const eventDays = sqliteTable(
  'event_days',
  {
    shop_id: text().notNull(),
    /** Days since 1970, UTC. */
    day: integer().notNull(),
    placement: text().notNull(),
    intent: text().notNull(),
    /** Of a panel that of its first item, 'untold' where that names none; '' when it had no items. */
    source: text().notNull(),
    seed_item_id: text().notNull(),
    item_id: text().notNull(),
    experiment_id: text().notNull(),
    arm: text().notNull(),
    shown: integer().notNull(),
    seen: integer().notNull(),
    clicked: integer().notNull(),
    added: integer().notNull(),
    dismissed: integer().notNull(),
  },
  (t) => [
    primaryKey({
      columns: [
        t.shop_id,
        t.day,
        t.placement,
        t.intent,
        t.source,
        t.seed_item_id,
        t.item_id,
        t.experiment_id,
        t.arm,
      ],
    }),
  ],
)
export type EventDay = typeof eventDays.$inferSelect
