import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { IMPORT_KINDS } from '../imports/imports.ts'

/** Minutes between two looks at a feed. */
const FEWEST_MINUTES = 15
const MOST_MINUTES = 10_080

/** What came of the last look; `unchanged` means that the sender said so. */
export const FEED_STATUS = ['new', 'fetched', 'unchanged', 'failed'] as const

/** A file that is fetched by schedule. */
export const feeds = sqliteTable(
  'feeds',
  {
    shop_id: text().notNull(),
    feed_id: text().notNull(),
    url: text().notNull(),
    kind: text({ enum: IMPORT_KINDS }).notNull(),
    every_minutes: integer().notNull(),
    /** The Worker's own host, from which nothing is fetched. */
    own_host: text().notNull(),
    created_at: integer().notNull(),
    /** What the sender calls the file that was taken last. */
    etag: text(),
    last_modified: text(),
    /** UTC milliseconds of the next look. */
    next_at: integer().notNull(),
    /** UTC milliseconds at which the file was last taken or confirmed. */
    last_ok_at: integer(),
    last_import_id: text(),
    last_status: text({ enum: FEED_STATUS }).notNull(),
    /** Why the last look failed; what was taken before stays. */
    problem: text(),
    /** Looks that failed in a row. */
    failures: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.feed_id] })],
)
export type Feed = typeof feeds.$inferSelect

/** What to fetch, and how often. A feed of the same address and kind is changed, not doubled. */
export const newFeed = v.strictObject({
  url: v.pipe(v.string(), v.trim(), v.maxLength(2000)),
  kind: v.picklist(IMPORT_KINDS),
  every_minutes: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(FEWEST_MINUTES), v.maxValue(MOST_MINUTES)),
    1440,
  ),
})

/** A feed as it is read back. */
export const feedView = v.object({
  feed_id: v.string(),
  url: v.string(),
  kind: v.picklist(IMPORT_KINDS),
  every_minutes: v.number(),
  created_at: v.number(),
  next_at: v.number(),
  last_ok_at: v.nullable(v.number()),
  last_import_id: v.nullable(v.string()),
  last_status: v.picklist(FEED_STATUS),
  problem: v.nullable(v.string()),
  failures: v.number(),
})
