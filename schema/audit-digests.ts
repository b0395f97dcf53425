import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { whole } from './numbers.ts'

/**
 * Signed digests of the audit, one for each day with entries. Each signs the one before, so that a changed, added or deleted entry, and a deleted
 * digest, are noticed by whoever has the shop's key; who can only write to the database has not.
 */
export const auditDigests = sqliteTable(
  'audit_digests',
  {
    shop_id: text().notNull(),
    /** 1, 2, … without a gap; the oldest are deleted with their entries. */
    number: integer().notNull(),
    /** UTC milliseconds: the digest has the entries from the one to before the other. */
    from_at: integer().notNull(),
    until_at: integer().notNull(),
    /** Calls that write data, whose entries are kept for a shorter time, have a hash of their own: SHA-256, hexadecimal. */
    data_entries: integer().notNull(),
    data_hash: text().notNull(),
    /** The other entries. */
    entries: integer().notNull(),
    hash: text().notNull(),
    /** Signature of the digest before; '' for the first. */
    previous: text().notNull(),
    /** HMAC-SHA-256 over all of the above, hexadecimal. */
    signature: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.number] })],
)
export type AuditDigest = typeof auditDigests.$inferSelect

/**
 * `intact`: entries and signature are as they were; `entries_changed`: an entry was changed, added or deleted; `signature_wrong`: the digest itself was
 * changed; `digest_missing`: the one before is gone although its entries are not old enough.
 */
export const DIGEST_STATES = ['intact', 'entries_changed', 'signature_wrong', 'digest_missing'] as const

/** A digest as the API returns it, checked. */
export const digestView = v.object({
  number: whole,
  from_at: whole,
  until_at: whole,
  entries: whole,
  data_entries: whole,
  /** Whether the entries of calls that write data were checked: they are deleted after 30 days. */
  data_checked: v.boolean(),
  signature: v.string(),
  state: v.picklist(DIGEST_STATES),
})
export type DigestView = v.InferOutput<typeof digestView>

/** `after`: the number of a digest. Each is compared with its entries, so a page has a month of them at most. */
export const digestQuery = v.strictObject({
  after: v.optional(v.pipe(v.string(), v.regex(/^\d{0,9}$/, 'Give the number of a digest.')), ''),
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^([1-9]|[12]\d|3[01])$/, 'Give a whole number from 1 to 31.'),
      v.transform(Number),
    ),
    '31',
  ),
})
