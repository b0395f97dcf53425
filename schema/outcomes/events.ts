import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { INTENTS, PLACEMENTS } from '../../vocabulary/panels.ts'
import { id } from '../shapes.ts'

/** Names of events: those of GA4, and two of our own. */
export const EVENT_NAMES = [
  /** A panel was rendered. */
  'view_item_list',
  /** Half of the panel was visible for a second. In an experiment: the space of the panel, which may be empty, was in view. */
  'rec_viewable',
  'select_item',
  'add_to_cart',
  'rec_dismissed',
  'view_item',
  'begin_checkout',
  'purchase',
] as const
export type EventName = (typeof EVENT_NAMES)[number]

/** Largest beacon in bytes: browsers send no more from a page that closes. */
export const MAX_BEACON = 65_536
/** Maximum of events in a beacon, and of items in an event. */
export const MAX_EVENTS = 50
export const MAX_EVENT_ITEMS = 50

const short = v.pipe(v.string(), v.maxLength(64))
const code = v.pipe(v.string(), v.minLength(8), v.maxLength(64))
/** An amount in major units, as in GA4; pages may send floating-point numbers. */
const major = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1e12))
const clock = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15))

export const eventItem = v.object({
  item_id: id,
  item_variant: v.optional(id),
  item_name: v.optional(v.pipe(v.string(), v.maxLength(500))),
  /** Position in the panel, from 0. */
  index: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000))),
  price: v.optional(major),
  quantity: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1e6))),
  /** The item's source in the answer. */
  source: v.optional(v.pipe(v.string(), v.maxLength(20))),
})
export type EventItem = v.InferOutput<typeof eventItem>

export const event = v.object({
  /** Chosen by the page; an event with a known id is ignored. */
  event_id: code,
  name: v.picklist(EVENT_NAMES, `Give one of: ${EVENT_NAMES.join(', ')}.`),
  /** Milliseconds of the browser's clock. */
  at: clock,
  /** Id of one view of a panel. */
  view_id: v.optional(short),
  recommendation_id: v.optional(short),
  placement: v.optional(v.picklist(PLACEMENTS)),
  intent: v.optional(v.picklist(INTENTS)),
  seed_item_id: v.optional(v.pipe(v.string(), v.maxLength(128))),
  experiment_id: v.optional(short),
  arm: v.optional(short),
  /** Propensity of the item in the last position. */
  explore: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1))),
  items: v.optional(v.pipe(v.array(eventItem), v.maxLength(MAX_EVENT_ITEMS)), []),
  /** For a purchase: the shop's id of the order, or the platform's number. */
  transaction_id: v.optional(id),
  currency: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))),
  /** Price of the items without tax and shipping. */
  value: v.optional(major),
  tax: v.optional(major),
  shipping: v.optional(major),
  /** For a purchase: hex HMAC-SHA-256 of "order:" and the `transaction_id`, made by the shop's server. */
  order_token: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/i))),
})
export type Event = v.InferOutput<typeof event>
export type EventInput = v.InferInput<typeof event>

/** The body that a page sends: JSON as text/plain, so that no preflight is needed. */
export const beacon = v.object({
  /** Only with consent. */
  visitor_id: v.optional(v.pipe(v.string(), v.minLength(16), v.maxLength(64))),
  /** Signed by the merchant's server; only with consent. */
  customer_token: v.optional(v.pipe(v.string(), v.maxLength(2048))),
  consent: v.boolean(),
  /** Milliseconds of the browser's clock, with which the times of the events are corrected. */
  sent_at: clock,
  events: v.pipe(
    v.array(event),
    v.minLength(1, 'Send at least one event.'),
    v.maxLength(MAX_EVENTS, `Send at most ${MAX_EVENTS} events.`),
  ),
})
export type Beacon = v.InferOutput<typeof beacon>
export type BeaconInput = v.InferInput<typeof beacon>

/** An event that was not taken. */
const refusedEvent = v.object({
  event_id: v.optional(v.string()),
  name: v.optional(v.string()),
  field: v.string(),
  message: v.string(),
})
export type RefusedEvent = v.InferOutput<typeof refusedEvent>

/** The answer when the good events of the beacon are stored; `refused` names the others. */
export const accepted = v.object({ refused: v.optional(v.array(refusedEvent)) })

/** An event as it is stored: with the time of our clock, and the draws of its visitor in its experiment. */
export type StoredEvent = Omit<Event, 'at' | 'order_token'> & {
  /** UTC milliseconds. */
  at: number
  /** The event's time by the browser's clock, which is the same in every repetition. */
  claimed_at: number
  /** 0 ≤ draw < 1: the draw of the browser, and of the signed-in customer. */
  draw?: number
  customer_draw?: number
  /** A purchase whose `order_token` is valid. */
  proof?: 'order_token'
}

/** Beacons that wait to be counted, one row each, deleted in the transaction that counts them. */
export const beacons = sqliteTable(
  'beacons',
  {
    shop_id: text().notNull(),
    /** Increases with time. */
    beacon_id: text().notNull(),
    /** UTC milliseconds. */
    received_at: integer().notNull(),
    /** Keyed hash of the browser's id; null without consent. */
    visitor: text(),
    /** Keyed hash of the signed-in customer; null without one, or without consent. */
    customer: text(),
    /** Keyed hash of the group of addresses that it came from, 24 bits; null without consent. */
    network: text(),
    /** Beacons that this one stands for: more than 1 when the shop's budget of writes was nearly used up. */
    weight: integer().notNull().default(1),
    /** Attempts to count it alone; after the first that did not end it is set aside. */
    attempts: integer().notNull().default(0),
    /** UTC milliseconds since which it is not tried any more; null for a beacon that waits. */
    set_aside_at: integer(),
    events: text({ mode: 'json' }).$type<StoredEvent[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.beacon_id] })],
)
export type BeaconRow = typeof beacons.$inferSelect

/** A beacon that is not written yet, and the same with its shop, as the queue carries it. */
export type NewBeacon = Omit<BeaconRow, 'shop_id' | 'attempts' | 'set_aside_at'>
export type ShopBeacon = NewBeacon & Pick<BeaconRow, 'shop_id'>

/**
 * Hashes of the counted events, 48 bits each, many in a row, because a row per event would double the cost of events.
 * A repeated event has the same time, so only the marks of its period are searched.
 */
export const eventMarks = sqliteTable(
  'event_marks',
  {
    shop_id: text().notNull(),
    /** Hours since 1970, by the browser's clock. */
    period: integer().notNull(),
    bucket: integer().notNull(),
    /** Eight characters per event. */
    marks: text().notNull(),
    written_at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.period, t.bucket] })],
)

/** Daily counts of events by these columns; '' where a column does not apply. Counts of a whole panel have `item_id` ''. */
export const eventDays = sqliteTable(
  'event_days',
  {
    shop_id: text().notNull(),
    /** Days since 1970, UTC. */
    day: integer().notNull(),
    placement: text().notNull(),
    intent: text().notNull(),
    /** For a panel the source of its first item, 'untold' if that has none; '' for a panel without items. */
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
