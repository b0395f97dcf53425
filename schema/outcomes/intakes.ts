import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * What the public wrote into a shop, in units of about a row: an event, an item of it, or 200 bytes (worker/outcomes/budget.ts). Anybody can send events, so a shop's writes have
 * a budget for each day and minute.
 */
export const intakes = sqliteTable('intakes', {
  shop_id: text().primaryKey(),
  /** Days since 1970, UTC, and the units of that day. */
  day: integer().notNull(),
  day_units: integer().notNull(),
  /** Minutes since 1970, and the units of that minute. */
  minute: integer().notNull(),
  minute_units: integer().notNull(),
  /** Beacons that each kept one of the last write stands for; 0 when none was kept. */
  weight: integer().notNull(),
  /** Units a day by the shop's size, unless its settings say otherwise; null until it is known. */
  daily_limit: integer(),
  /** Day on which the limit was set. */
  limit_day: integer(),
})
export type Intake = typeof intakes.$inferSelect
