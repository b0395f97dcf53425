import type { SQLWrapper } from 'drizzle-orm'
import { SQLiteAsyncDialect } from 'drizzle-orm/sqlite-core'

/** A database or a session of one: anything that runs statements. */
export type Statements = Pick<D1Database, 'prepare' | 'batch'>

const dialect = new SQLiteAsyncDialect()

/**
 * Runs statements in one round trip and one transaction, and returns their results in order. Drizzle's own `batch` takes no raw
 * SQL with parameters (0.45.4: its statement is never prepared), and `transaction()` sends a BEGIN, which D1 refuses.
 */
export async function batch(
  d1: Statements,
  statements: readonly SQLWrapper[],
): Promise<D1Result<Record<string, unknown>>[]> {
  return await d1.batch<Record<string, unknown>>(
    statements.map((statement) => {
      const { sql, params } = dialect.sqlToQuery(statement.getSQL())
      return d1.prepare(sql).bind(...params)
    }),
  )
}
