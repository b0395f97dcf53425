import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Shop } from '../../schema/shop/shops.ts'
import { shapeOfTable } from '../store/columns.ts'
import type { Store } from '../store/open.ts'
import { cellOf } from './cells.ts'
import type { Line } from './list-lines.ts'

/** A table of an export: its columns, and its lines in pages. */
export type Table = {
  columns: readonly string[]
  /** An import reads it again. */
  isImported?: boolean
  /** The lines of a page are made one after the other: together they may be a hundred times as large as its rows. */
  pages(store: Store, shop: Shop): AsyncGenerator<Iterable<Line>>
}

/** Rows in a page: a statement stays short, and a million rows need 500 statements. */
export const PAGE = 2_000

/** Reads pages until one is empty: a page of large rows ends early. @param cursor the position of a row, for the next read */
export async function* paged<Row, Cursor>(
  start: Cursor,
  read: (after: Cursor) => Promise<Row[]>,
  cursor: (last: Row) => Cursor,
): AsyncGenerator<Row[]> {
  for (let after = start; ; ) {
    const rows = await read(after)
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows
    after = cursor(last)
  }
}

/** The lines of a page's rows, one after the other. */
export function* linesOf<Row>(page: readonly Row[], lines: (row: Row) => Iterable<Line>): Generator<Line> {
  for (const row of page) yield* lines(row)
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
