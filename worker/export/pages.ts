import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { byCodePoint } from '../../engine/numbers/sort.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { shapeOfTable } from '../store/columns.ts'
import type { Store } from '../store/open.ts'
import { cellOf } from './cells.ts'
import type { Line } from './list-lines.ts'

/** The rows of a table that an export has: those with keys after one, up to another. */
export type Part = {
  /** '' from the beginning. */
  after: string
  /** Key of the last row; undefined for all that follow. */
  last?: string | undefined
  /** Under which buyers have the same pseudonym in every part; undefined for pseudonyms of this answer. */
  pseudonyms?: string | undefined
}

/** A table of an export: its columns, and its lines in pages. */
export type Table = {
  columns: readonly string[]
  /** An import reads it again. */
  isImported?: boolean
  /**
   * The lines of a page are made one after the other: together they may be a hundred times as large as its rows.
   * @param part only of tables that an import reads again
   */
  pages(store: Store, shop: Shop, part: Part): AsyncGenerator<Iterable<Line>>
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

/** The pages up to the last row of a part. @param key of a row, by which the rows ascend */
export async function* upTo<Row>(
  pages: AsyncGenerator<Row[]>,
  { last }: Part,
  key: (row: Row) => string,
): AsyncGenerator<Row[]> {
  for await (const page of pages) {
    const rows = last === undefined ? page : page.filter((row) => byCodePoint(key(row), last) <= 0)
    yield rows
    if (rows.length < page.length) return
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
