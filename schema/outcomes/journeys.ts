import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Interactions of a visitor with a suggestion. */
export type TouchKind = 'seen' | 'clicked' | 'added' | 'dismissed'

/** One item of a panel that a visitor saw, clicked, added or dismissed. */
export type Touch = {
  /** UTC milliseconds. */
  at: number
  kind: TouchKind
  placement: string
  intent: string
  /** Source of the item. */
  source: string
  seed_item_id: string
  item_id: string
  recommendation_id: string
  /** Position in the panel, from 0. */
  index: number
  /** Propensity with which the widget drew this item for its position; absent if it did not draw. */
  explore?: number
}

/** Maximum number of touches of a visitor; the newest are kept. */
export const MAX_TOUCHES = 200

/** Pages of items that a visitor opened on one day of our clock. */
export type ViewDay = {
  /** Days since 1970, UTC. */
  day: number
  /** Keyed hash of the group of addresses of the day's first view, 24 bits; '' if the address is not known. */
  network: string
  /** Ids as the pages call the items, each once, in the order of their first views. */
  item_ids: string[]
}

/** Days for which views are kept and learned from. */
export const VIEW_DAYS = 30
/** Maximum number of items of a visitor's day, the first ones: who opens more is no shopper; and of all days, the newest ones. */
export const MAX_VIEWS_A_DAY = 20
export const MAX_VIEWS = 100

/**
 * Journeys of browsers with consent, one row each, because D1 bills by rows. Deleted 30 days after the last event; of a visitor who
 * bought, the clicks and additions stay as long as the purchases.
 */
export const journeys = sqliteTable(
  'journeys',
  {
    shop_id: text().notNull(),
    /** Keyed hash of the browser's id. */
    visitor: text().notNull(),
    /** Keyed hash of the signed-in customer; null for none. */
    customer: text(),
    /** UTC milliseconds. */
    first_at: integer().notNull(),
    last_at: integer().notNull(),
    /** First view of a non-empty panel, by placement, intent and, if the view named a known one, experiment. */
    seen_at: text({ mode: 'json' }).$type<Record<string, number>>().notNull(),
    /** By time, oldest first. */
    touches: text({ mode: 'json' }).$type<Touch[]>().notNull(),
    /** By day, oldest first; empty if the shop does not learn from views. */
    views: text({ mode: 'json' }).$type<ViewDay[]>().notNull().default([]),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.visitor] })],
)
export type Journey = typeof journeys.$inferSelect

/** Purchases of a visitor that count in one day: nobody places more orders. */
export const MAX_PURCHASES_A_DAY = 20

/**
 * Purchases as browsers report them, which connect visitors to orders. Revenue comes from the orders themselves
 * (schema/orders/orders.ts), and a purchase counts only with a proof (worker/outcomes/claims.ts), because a browser can report
 * anything.
 */
export const purchases = sqliteTable(
  'purchases',
  {
    shop_id: text().notNull(),
    transaction_id: text().notNull(),
    visitor: text().notNull(),
    customer: text(),
    /** Time by the browser, UTC milliseconds. */
    at: integer().notNull(),
    /** Time of arrival by our clock, UTC milliseconds. */
    received_at: integer().notNull(),
    /** `order_token`: the shop's server signed the number of the order. */
    proof: text({ enum: ['order_token'] }),
    /** Keyed hash of the group of addresses that it came from, 24 bits; null if the address is not known. */
    network: text(),
    currency: text(),
    /** Value of the items without tax and shipping, and their tax; minor units, null if not reported. */
    value: integer(),
    tax: integer(),
    /** Distinct items of the purchase, sorted; an order of other items does not match. */
    item_ids: text({ mode: 'json' }).$type<string[]>().notNull(),
  },
  // Several visitors may claim one order: all rows are kept, and the best proof counts.
  (t) => [
    primaryKey({ columns: [t.shop_id, t.transaction_id, t.visitor] }),
    // Purchases of the visitors of an experiment.
    index('purchases_by_visitor').on(t.shop_id, t.visitor),
    // Purchases of the customers of an experiment that draws customers.
    index('purchases_by_customer').on(t.shop_id, t.customer).where(sql`customer is not null`),
  ],
)
export type Purchase = typeof purchases.$inferSelect

/** The panel of a recommendation id, which is all that an order line names. Kept as long as purchases. */
export const answeredPanels = sqliteTable(
  'answered_panels',
  {
    shop_id: text().notNull(),
    recommendation_id: text().notNull(),
    placement: text().notNull(),
    intent: text().notNull(),
    seed_item_id: text().notNull(),
    /** UTC milliseconds of the first addition from the panel. */
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.recommendation_id] })],
)
export type AnsweredPanel = typeof answeredPanels.$inferSelect
