import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { whole } from '../numbers.ts'

/** Maximum number of unknown ids that are kept as examples for a day. */
export const MAX_EXAMPLES = 20

/** What the pages of a shop asked and sent on a day, so that a merchant sees what does not arrive. */
export const pageDays = sqliteTable(
  'page_days',
  {
    shop_id: text().notNull(),
    /** Days since 1970, UTC. */
    day: integer().notNull(),
    /** Questions about an item or a cart that reached the Worker. Answers from caches are not counted. */
    asked: integer().notNull(),
    /** Those that name an item which the catalogue does not know. */
    unknown: integer().notNull(),
    unknown_ids: text({ mode: 'json' }).$type<string[]>().notNull(),
    /** Events that arrived, and those of them that were refused, by reason. */
    events: integer().notNull(),
    events_refused: text({ mode: 'json' }).$type<Record<string, number>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.day] })],
)
export type PageDay = typeof pageDays.$inferSelect

/** What the pages of a shop asked and sent in the last 7 days. */
export const pageCounts = v.object({
  asked: whole,
  unknown: whole,
  unknown_ids: v.array(v.string()),
  events: whole,
  events_refused: v.record(v.string(), whole),
})
export type PageCounts = v.InferOutput<typeof pageCounts>
