import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Shop } from '../../schema/shop/shops.ts'
import { shapeOfTable } from '../store/columns.ts'
import type { Store } from '../store/open.ts'
import { cellOf } from './cells.ts'
import type { Line } from './list-lines.ts'

/** A table of an export: its columns, and its lines in pages. */
export type Table = { columns: readonly string[]; pages(store: Store, shop: Shop): AsyncGenerator<Line[]> }

/** Rows in a page: a statement stays short, and a million rows need 500 statements. */
export const PAGE = 2_000

/** Reads pages until one is not full. @param cursor the position of a row, for the next read */
export async function* paged<Row, Cursor>(
  start: Cursor,
  read: (after: Cursor) => Promise<Row[]>,
  cursor: (last: Row) => Cursor,
): AsyncGenerator<Row[]> {
  for (let after = start; ; ) {
    const rows = await read(after)
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (rows.length < PAGE || last === undefined) return
    after = cursor(last)
  }
}

/** A table with the columns of the schema, without the shop's id and the columns in `leftOut`. */
export function wholeTable<Row extends object, Cursor>(
  table: SQLiteTable,
  start: Cursor,
  read: (store: Store, after: Cursor) => Promise<Row[]>,
  cursor: (last: Row) => Cursor,
  leftOut: readonly string[] = [],
): Table {
  const columns = shapeOfTable(table).columns.filter(
    ({ name }) => name !== 'shop_id' && !leftOut.includes(name),
  )
  const lineOf = (row: Row): Line => {
    const values = new Map<string, unknown>(Object.entries(row))
    return Object.fromEntries(columns.map((column) => [column.name, cellOf(column, values.get(column.name))]))
  }
  return {
    columns: columns.map(({ name }) => name),
    async *pages(store) {
      for await (const page of paged(start, (after) => read(store, after), cursor)) yield page.map(lineOf)
    },
  }
}
