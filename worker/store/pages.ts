import { type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { shapeOfTable } from './columns.ts'

/**
 * Bytes of the texts of a page that a list answers with: rows differ in size a thousandfold, so a number of rows says nothing about
 * memory, nor about the time for which the answer holds up others.
 */
export const PAGE_BYTES = 250_000
/**
 * The same for items and orders, of which a shop may have many as large as it may send: pages of 250 kB, read one after the other, let
 * another shop's shoppers wait 2.5 times as long as usual (bench/trust).
 */
export const SHORT_PAGE_BYTES = 100_000
/** Bytes of a page that a job or an export reads, which sends as few statements as it can. */
export const STEP_BYTES = 1_000_000

type Page = {
  /** The columns of the order, after `shop_id`. */
  keys: readonly SQLiteColumn[]
  descends?: true
  /** Condition of the page: the shop, and the rows after its beginning. */
  where: SQL | undefined
  /** Maximum of rows. */
  limit: number
  most_bytes?: number | undefined
}

/** The number of bytes of a row's texts, as an expression of SQL. */
export function bytesOf(table: SQLiteTable): SQL {
  const texts = shapeOfTable(table).columns.filter(({ columnType }) => columnType.startsWith('SQLiteText'))
  return sql.join(
    texts.map((column) => sql`coalesce(octet_length(${column}), 0)`),
    sql.raw(' + '),
  )
}

/**
 * The condition of a page that ends before its rows have more bytes than it may have: of the rows in its order those before which
 * there are fewer. The first row belongs to it in any case. Only keys and sizes are kept while they are counted.
 */
export function withinBytes(
  table: SQLiteTable,
  { keys, descends, where, limit, most_bytes = PAGE_BYTES }: Page,
): SQL {
  const bytes = bytesOf(table)
  const names = sql.raw(keys.map(({ name }) => name).join(', '))
  const order = sql.raw(keys.map(({ name }) => (descends ? `${name} desc` : name)).join(', '))
  return sql`(${sql.join([...keys], sql.raw(', '))}) in (
    select ${names} from (
      select ${names}, sum(bytes) over (order by ${order}) - bytes as before from (
        select ${names}, ${bytes} as bytes from ${table} where ${where} order by ${order} limit ${limit}))
    where before < ${most_bytes})`
}
