import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { whole } from '../numbers.ts'

/** Shop systems whose webhooks are supported. */
export const PLATFORMS = ['shopify', 'woocommerce'] as const
export type Platform = (typeof PLATFORMS)[number]

/** Stands for the mail tool of the shop, whichever it is. */
export const MAIL = 'mail'
/** Who may send messages. */
export const HOOK_SENDERS = [...PLATFORMS, MAIL] as const
export type HookSender = (typeof HOOK_SENDERS)[number]

/** Messages since the hook was created, by topic; `refused` counts signed messages with an unreadable body. */
export const hookCounts = v.object({
  taken: v.record(v.string(), whole),
  /** Repeated messages, and messages older than the stored state. */
  late: v.record(v.string(), whole),
  /** Messages of topics that concern no items, orders or people. */
  ignored: v.record(v.string(), whole),
  refused: whole,
  /** Paid and pending orders whose totals do not add up; left out while there are none. */
  totals_differ: v.optional(whole),
})
export type HookCounts = v.InferOutput<typeof hookCounts>

/** Shop systems that may send messages. */
export const hooks = sqliteTable(
  'hooks',
  {
    shop_id: text().notNull(),
    platform: text({ enum: HOOK_SENDERS }).notNull(),
    /** Sealed (worker/auth/seal.ts). */
    secret: text().notNull(),
    /** The previous secret, sealed: a platform may sign with it for a while after a change. */
    secret_before: text(),
    changed_at: integer().notNull(),
    created_at: integer().notNull(),
    /** UTC milliseconds of the last message with a valid signature. */
    received_at: integer(),
    counts: text({ mode: 'json' }).$type<HookCounts>().notNull(),
    /** Why the last refused message was refused. */
    problem: text(),
    problem_at: integer(),
    /** Id of the write of the last accepted message: statements of one transaction apply only if it is theirs. */
    last_write: text(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.platform] })],
)
export type HookRow = typeof hooks.$inferSelect
/** A hook of a shop system. */
export type PlatformHook = HookRow & { platform: Platform }
export const isOfPlatform = (hook: HookRow): hook is PlatformHook => hook.platform !== MAIL

/** Kinds of platform records. */
export const RECORD_KINDS = ['product', 'stock', 'order'] as const
export type RecordKind = (typeof RECORD_KINDS)[number]

/**
 * State of one product, stock or order from all messages so far, without personal data: the newest message, and what adds
 * up (refunds, stock by location, deletions). So messages may arrive repeatedly, late and in any order.
 */
export const platformRecords = sqliteTable(
  'platform_records',
  {
    shop_id: text().notNull(),
    platform: text({ enum: PLATFORMS }).notNull(),
    kind: text({ enum: RECORD_KINDS }).notNull(),
    /** The platform's number of the record. */
    platform_id: text().notNull(),
    /** UTC milliseconds of the newest message; the item or order has the state of this time. */
    as_of: integer().notNull(),
    /** UTC milliseconds of the newest change from another source, usually a file; older messages are ignored. */
    base_at: integer().notNull(),
    /** Increases with each change: a write applies only if it has read this version. */
    version: integer().notNull(),
    /** The item or order; for stock the product, for a variation its parent; '' when unknown. */
    target_id: text().notNull(),
    /** See worker/ingest/hooks/states.ts. */
    state: text({ mode: 'json' }).$type<object>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.platform, t.kind, t.platform_id] })],
)
export type PlatformRecord = typeof platformRecords.$inferSelect

/** Largest length of a secret, in characters. */
const MAX_SECRET = 500

/** The secret with which the platform signs, or which the mail tool names. */
export const newHook = v.strictObject({
  secret: v.pipe(v.string(), v.trim(), v.minLength(8, 'Give the secret.'), v.maxLength(MAX_SECRET)),
})

/** A hook as the API returns it, without its secret. */
export const hookView = v.object({
  platform: v.picklist(HOOK_SENDERS),
  /** The address to which the platform sends its messages. */
  address: v.string(),
  created_at: whole,
  changed_at: whole,
  received_at: v.nullable(whole),
  counts: hookCounts,
  problem: v.nullable(v.string()),
  problem_at: v.nullable(whole),
})
export type HookView = v.InferOutput<typeof hookView>

/** Path parameter that names a platform. */
export const platformName = v.object({ platform: v.picklist(HOOK_SENDERS) })
