import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What a row counts: panels, or the items in them. */
export type CountedAs = 'panels' | 'items'

/**
 * The sums of `event_days` over all pages and items, written together with it. Reports of placements, intents, sources and arms read some
 * rows a day here, instead of one for each page and item.
 */
export const panelDays = sqliteTable(
  'panel_days',
  {
    shop_id: text().notNull(),
    /** Days since 1970, UTC. */
    day: integer().notNull(),
    counted: text().$type<CountedAs>().notNull(),
    placement: text().notNull(),
    intent: text().notNull(),
    /** As in `event_days`: '' for panels without items. */
    source: text().notNull(),
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
      columns: [t.shop_id, t.day, t.counted, t.placement, t.intent, t.source, t.experiment_id, t.arm],
    }),
  ],
)
export type PanelDay = typeof panelDays.$inferSelect
