import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { IMPORT_KINDS } from '../imports/imports.ts'
import { whole } from '../numbers.ts'

/** Limits of the minutes between two fetches of a feed. */
const MIN_MINUTES = 15
const MAX_MINUTES = 10_080

/** Result of the last fetch; `unchanged` means that the sender answered 304. */
export const FEED_STATUS = ['new', 'fetched', 'unchanged', 'failed'] as const

/** Files that are fetched regularly. */
export const feeds = sqliteTable(
  'feeds',
  {
    shop_id: text().notNull(),
    feed_id: text().notNull(),
    url: text().notNull(),
    kind: text({ enum: IMPORT_KINDS }).notNull(),
    every_minutes: integer().notNull(),
    /** The Worker's own host, from which no feed is fetched. */
    own_host: text().notNull(),
    created_at: integer().notNull(),
    /** The sender's ETag of the last file that was applied. */
    etag: text(),
    last_modified: text(),
    /** UTC milliseconds of the next fetch. */
    next_at: integer().notNull(),
    /** UTC milliseconds at which the file was last applied or confirmed. */
    last_ok_at: integer(),
    last_import_id: text(),
    last_status: text({ enum: FEED_STATUS }).notNull(),
    /** Why the last fetch failed; data of earlier fetches stay. */
    problem: text(),
    /** Number of consecutive failed fetches. */
    failures: integer().notNull(),
  },
  // The cron looks for due feeds each minute, and must not read the others.
  (t) => [primaryKey({ columns: [t.shop_id, t.feed_id] }), index('feeds_by_next').on(t.next_at)],
)
export type Feed = typeof feeds.$inferSelect

/** What to fetch, and how often. A feed with the same address and kind is changed, not added again. */
export const newFeed = v.strictObject({
  url: v.pipe(v.string(), v.trim(), v.maxLength(2000)),
  kind: v.picklist(IMPORT_KINDS),
  every_minutes: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(MIN_MINUTES), v.maxValue(MAX_MINUTES)),
    1440,
  ),
})

/** A feed as the API returns it. */
export const feedView = v.object({
  feed_id: v.string(),
  url: v.string(),
  kind: v.picklist(IMPORT_KINDS),
  every_minutes: whole,
  created_at: whole,
  next_at: whole,
  last_ok_at: v.nullable(whole),
  last_import_id: v.nullable(v.string()),
  last_status: v.picklist(FEED_STATUS),
  problem: v.nullable(v.string()),
  failures: whole,
})
export type FeedView = v.InferOutput<typeof feedView>
