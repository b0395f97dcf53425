import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What a call with an `Idempotency-Key` was answered, kept for a day, so that a repeat does nothing twice. */
export const replies = sqliteTable(
  'replies',
  {
    /** '' for the operator's calls. */
    shop_id: text().notNull(),
    idempotency_key: text().notNull(),
    /** Method, address and body's hash: the same key with another request is refused. */
    request: text().notNull(),
    /** Null while the first call runs. */
    status: integer(),
    body: text(),
    created_at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.idempotency_key] })],
)
