import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Replies to calls with an `Idempotency-Key`, kept for a day, so that a repeated call has no second effect. */
export const replies = sqliteTable(
  'replies',
  {
    /** '' for the operator's calls. */
    shop_id: text().notNull(),
    idempotency_key: text().notNull(),
    /**
     * Method, address and hash of the whole body: the same key with another request is refused. '' while the call runs, because the
     * body is hashed while it is received.
     */
    request: text().notNull(),
    /** Null while the first call runs. */
    status: integer(),
    body: text(),
    /** UTC milliseconds: when the call ended, or, while it runs, when it last renewed its claim. */
    created_at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.idempotency_key] })],
)
