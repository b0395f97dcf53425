import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'

/** Secret keys of a shop. At most two are live, so that a key can be rotated without a gap. */
export const secretKeys = sqliteTable(
  'secret_keys',
  {
    shop_id: text().notNull(),
    /** SHA-256 of the key in hex: the key itself is never stored. */
    key_hash: text().notNull(),
    /** Its last four characters, so that people can tell two keys apart. */
    hint: text().notNull(),
    created_at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.key_hash] })],
)

/** The kind of key to create. */
export const newKey = v.strictObject({ kind: v.picklist(['secret', 'publishable']) })

/** A new key; a secret key is shown only here. */
export const madeKey = v.object({ kind: v.picklist(['secret', 'publishable']), key: v.string() })

/** A key in a list; `key_id` is used to delete it. */
export const keyView = v.object({
  key_id: v.string(),
  kind: v.picklist(['secret', 'publishable']),
  /** Last four characters of a secret key; the whole publishable key. */
  hint: v.string(),
})
export type KeyView = v.InferOutput<typeof keyView>
