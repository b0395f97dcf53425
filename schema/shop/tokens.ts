import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { whole } from '../numbers.ts'

/** Keys with which the merchant's server signs customer tokens. At most two are live, so that a key can be rotated. */
export const tokenKeys = sqliteTable(
  'token_keys',
  {
    shop_id: text().notNull(),
    token_key_id: text().notNull(),
    /** Sealed (worker/auth/seal.ts) and not hashed, because checking a signature needs the key. */
    sealed: text().notNull(),
    /** Its last four characters. */
    hint: text().notNull(),
    created_at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.token_key_id] })],
)
export type TokenKey = typeof tokenKeys.$inferSelect

/** A new key, shown only here. */
export const madeTokenKey = v.object({ token_key_id: v.string(), token_key: v.string() })

/** A key in a list. */
export const tokenKeyView = v.object({ token_key_id: v.string(), hint: v.string(), created_at: whole })
