import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'

/** Keys with which the merchant's server signs who a visitor is, two live at most, so that one can be rotated. */
export const tokenKeys = sqliteTable(
  'token_keys',
  {
    shop_id: text().notNull(),
    token_key_id: text().notNull(),
    /** Sealed (worker/auth/seal.ts): a signature cannot be checked by a hash of its key. */
    sealed: text().notNull(),
    /** Its last four characters. */
    hint: text().notNull(),
    created_at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.token_key_id] })],
)
export type TokenKey = typeof tokenKeys.$inferSelect

/** A fresh key, shown only here. */
export const madeTokenKey = v.object({ token_key_id: v.string(), token_key: v.string() })

/** A key as a list shows it. */
export const tokenKeyView = v.object({ token_key_id: v.string(), hint: v.string(), created_at: v.number() })
