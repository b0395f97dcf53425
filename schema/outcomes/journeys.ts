import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What a visitor did with a suggestion. */
export type TouchKind = 'seen' | 'clicked' | 'added' | 'dismissed'

/** One item of a panel that a visitor saw, clicked, added or sent away. */
export type Touch = {
  /** UTC milliseconds. */
  at: number
  kind: TouchKind
  placement: string
  intent: string
  /** The rung of the ladder. */
  source: string
  seed_item_id: string
  item_id: string
  recommendation_id: string
  /** Place in the panel, 0 the first. */
  index: number
  /** Chance with which the widget drew this item for its place; absent when it drew none. */
  explore?: number
}

/** Most touches kept of a visitor: the newest. */
export const MAX_TOUCHES = 200

/** One browser that consented: one row, because D1 bills by rows. Kept 30 days after its last word. */
export const journeys = sqliteTable(
  'journeys',
  {
    shop_id: text().notNull(),
    /** Keyed hash of the browser's id. */
    visitor: text().notNull(),
    /** Keyed hash of who has signed in; null when nobody has. */
    customer: text(),
    /** UTC milliseconds. */
    first_at: integer().notNull(),
    last_at: integer().notNull(),
    /** When it first saw a panel with anything in it, by placement, intent and, where the view named one, experiment. */
    seen_at: text({ mode: 'json' }).$type<Record<string, number>>().notNull(),
    /** By time, oldest first. */
    touches: text({ mode: 'json' }).$type<Touch[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.visitor] })],
)
export type Journey = typeof journeys.$inferSelect

/**
 * An order as the browser told of it: which visitor it belongs to. What it is worth the order itself says
 * (schema/orders/orders.ts), because a browser can say anything.
 */
export const purchases = sqliteTable(
  'purchases',
  {
    shop_id: text().notNull(),
    transaction_id: text().notNull(),
    visitor: text().notNull(),
    customer: text(),
    /** UTC milliseconds. */
    at: integer().notNull(),
    currency: text(),
    /** What the goods cost without tax and shipping, and the tax on them; minor units, null when not said. */
    value: integer(),
    tax: integer(),
    /** Items that it named, sorted, each once: an order of other items is not this one. */
    item_ids: text({ mode: 'json' }).$type<string[]>().notNull(),
    /** What its visitor had clicked and added until then: the journey itself is forgotten sooner. */
    touches: text({ mode: 'json' }).$type<Touch[]>().notNull(),
  },
  // Two visitors who claim one order are both kept, and neither is believed.
  (t) => [
    primaryKey({ columns: [t.shop_id, t.transaction_id, t.visitor] }),
    // What the visitors of an experiment bought.
    index('purchases_by_visitor').on(t.shop_id, t.visitor),
    // Of one that draws customers.
    index('purchases_by_customer').on(t.shop_id, t.customer).where(sql`customer is not null`),
  ],
)
export type Purchase = typeof purchases.$inferSelect

/** Which panel a recommendation id stands for: a line of an order names nothing else. Kept as long as purchases. */
export const answeredPanels = sqliteTable(
  'answered_panels',
  {
    shop_id: text().notNull(),
    recommendation_id: text().notNull(),
    placement: text().notNull(),
    intent: text().notNull(),
    seed_item_id: text().notNull(),
    /** UTC milliseconds of the first item that was added from it. */
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.recommendation_id] })],
)
export type AnsweredPanel = typeof answeredPanels.$inferSelect
