import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'

/** Shop systems whose own messages we take. */
export const PLATFORMS = ['shopify', 'woocommerce'] as const
export type Platform = (typeof PLATFORMS)[number]

/** Messages since the hook was made, by topic; `refused` are signed ones whose body nobody can read. */
export const hookCounts = v.object({
  taken: v.record(v.string(), v.number()),
  /** Said nothing new: repeated, or older than what is known. */
  late: v.record(v.string(), v.number()),
  /** Of topics that say nothing of the shop's items, orders or people. */
  ignored: v.record(v.string(), v.number()),
  refused: v.number(),
})
export type HookCounts = v.InferOutput<typeof hookCounts>

/** A shop system that may send messages. */
export const hooks = sqliteTable(
  'hooks',
  {
    shop_id: text().notNull(),
    platform: text({ enum: PLATFORMS }).notNull(),
    /** Sealed (worker/auth/seal.ts). */
    secret: text().notNull(),
    /** The one before, sealed: a platform may sign with it for a while after a change. */
    secret_before: text(),
    changed_at: integer().notNull(),
    created_at: integer().notNull(),
    /** UTC milliseconds of the last message with a good signature. */
    received_at: integer(),
    counts: text({ mode: 'json' }).$type<HookCounts>().notNull(),
    /** Why the last refused message was refused. */
    problem: text(),
    problem_at: integer(),
    /** Names the write of the last message that was taken: the statements of one transaction know by it that it is theirs. */
    last_write: text(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.platform] })],
)
export type HookRow = typeof hooks.$inferSelect

/** What a record of a platform is about. */
export const RECORD_KINDS = ['product', 'stock', 'order'] as const
export type RecordKind = (typeof RECORD_KINDS)[number]

/**
 * What a platform has said of one thing so far, without people: the newest word, and what only adds up (refunds, stock by
 * location, deletions). Messages come twice, late and in any order; this is what makes that harmless.
 */
export const platformRecords = sqliteTable(
  'platform_records',
  {
    shop_id: text().notNull(),
    platform: text({ enum: PLATFORMS }).notNull(),
    kind: text({ enum: RECORD_KINDS }).notNull(),
    /** The platform's own number of it. */
    platform_id: text().notNull(),
    /** UTC milliseconds of the newest word; the row that was made of it stands as of this time. */
    as_of: integer().notNull(),
    /** UTC milliseconds of the newest word from elsewhere, a file mostly: what is older says nothing any more. */
    base_at: integer().notNull(),
    /** Grows with each change: who writes must have read this one. */
    version: integer().notNull(),
    /** The item or order that it is; of stock the product, of a variation its parent; '' when unknown. */
    target_id: text().notNull(),
    /** See worker/ingest/hooks/states.ts. */
    state: text({ mode: 'json' }).$type<object>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.platform, t.kind, t.platform_id] })],
)
export type PlatformRecord = typeof platformRecords.$inferSelect

/** Longest secret that a platform gives. */
const MAX_SECRET = 500

/** The secret with which the platform signs. */
export const newHook = v.strictObject({
  secret: v.pipe(v.string(), v.trim(), v.minLength(8, 'Give the secret.'), v.maxLength(MAX_SECRET)),
})

/** A hook as it is read back: never its secret. */
export const hookView = v.object({
  platform: v.picklist(PLATFORMS),
  /** Where the platform is to send its messages. */
  address: v.string(),
  created_at: v.number(),
  changed_at: v.number(),
  received_at: v.nullable(v.number()),
  counts: hookCounts,
  problem: v.nullable(v.string()),
  problem_at: v.nullable(v.number()),
})

/** Names a platform in an address. */
export const platformName = v.object({ platform: v.picklist(PLATFORMS) })
