import { jsonChunks } from '../chunks.ts'
import type { Store } from '../open.ts'
import { type CopiedTable, listOf, quoted } from './copied-tables.ts'

/** Cells of a row in the order of the table's columns; cells of a key in the order of its columns. */
export type Cells = readonly unknown[]

/** Rows of a table, by key. `keys` has the key of each row. */
export type Page = { rows: readonly Cells[]; keys: readonly Cells[] }

/** Bytes of cells in a page, besides its last row. */
const MOST_BYTES = 400_000
/** Rows that a page asks for. */
const LEAST_ROWS = 8
export const MOST_ROWS = 2_000
/** So many more rows than fit by their size before are asked for, because sizes differ. */
const RESERVE = 1.2
/** Bytes of the rows before; a name that no table has. */
const BEFORE = 'bytes_before_this_row'
/** Keys in a statement: a row may have 2 MB. */
const MOST_KEYS = 20

/** Columns or values in SQL as one value that can be compared. */
const asTuple = (parts: readonly string[]): string =>
  parts.length === 1 ? parts.join() : `(${parts.join(', ')})`

/** The cells of a JSON array, in SQL. */
const cellsOf = (json: string, columns: readonly string[]): string[] =>
  columns.map((_, at) => `(${json} ->> '$[${at}]')`)

const keyOf = ({ keys }: CopiedTable): string => asTuple(keys.map(quoted))

/** Condition that a row has one of the keys in the second parameter, a JSON array. A table without a key has a row a shop. */
const hasKey = (table: CopiedTable): string =>
  table.keys.length === 0
    ? '?2 is not null'
    : `${keyOf(table)} in (select ${cellsOf('value', table.keys).join(', ')} from json_each(?2))`

/** The order of the rows; none in a table with a row a shop. */
const orderOf = ({ keys }: CopiedTable): string => (keys.length > 0 ? `order by ${listOf(keys)}` : '')

/** The rows of a table with their keys apart: `count` columns of the key come first. */
const pageOf = (rows: readonly unknown[][], count: number): Page => ({
  rows: rows.map((cells) => cells.slice(count)),
  keys: rows.map((cells) => cells.slice(0, count)),
})

/**
 * The rows of a shop behind a key, as many as fit into about 400 kB, in the order of their keys.
 * @param after key of the last row before the page; undefined for the first page
 * @param most rows at most, by the size of the rows before, so that few are read in vain
 */
export async function readPage(
  { d1, shop_id }: Store,
  table: CopiedTable,
  after: Cells | undefined,
  most: number,
): Promise<Page> {
  const { name, keys, columns, which } = table
  // A table with a row a shop has one page.
  if (keys.length === 0 && after) return { rows: [], keys: [] }
  const size = columns.map((column) => `coalesce(octet_length(${quoted(column)}), 0)`).join(' + ')
  const behind = after ? `and ${keyOf(table)} > ${asTuple(cellsOf('?2', keys))}` : ''
  const order = orderOf(table)
  const statement = d1
    .prepare(
      `select ${listOf([...keys, ...columns])} from (
         select *, sum(${size}) over (${order} rows between unbounded preceding and 1 preceding) as ${BEFORE} from (
           select * from ${quoted(name)} where shop_id = ?1 and ${which} ${behind} ${order} limit ${most}))
       where coalesce(${BEFORE}, 0) < ${MOST_BYTES} ${order}`,
    )
    .bind(...(after ? [shop_id, JSON.stringify(after)] : [shop_id]))
  return pageOf(await statement.raw<unknown[]>(), keys.length)
}

/** How many rows to ask for next, when so many had that many bytes. */
export const nextMost = (rows: number, bytes: number): number =>
  Math.min(MOST_ROWS, Math.max(LEAST_ROWS, Math.ceil((RESERVE * MOST_BYTES * rows) / Math.max(1, bytes))))

/** The rows with these keys that there are, in the order of their keys. */
export async function readRows(
  { d1, shop_id }: Store,
  table: CopiedTable,
  keys: readonly Cells[],
): Promise<Page> {
  const { name, columns, which } = table
  const rows: unknown[][] = []
  for (let from = 0; from < keys.length; from += MOST_KEYS) {
    const statement = d1
      .prepare(
        `select ${listOf([...table.keys, ...columns])} from ${quoted(name)}
         where shop_id = ?1 and ${which} and ${hasKey(table)} ${orderOf(table)}`,
      )
      .bind(shop_id, JSON.stringify(keys.slice(from, from + MOST_KEYS)))
    rows.push(...(await statement.raw<unknown[]>()))
  }
  return pageOf(rows, table.keys.length)
}

/** Makes the rows with these keys equal to the page, in one transaction: rows that it does not have are deleted. */
export async function writeRows(
  { d1, shop_id }: Store,
  table: CopiedTable,
  keys: readonly Cells[],
  { rows }: Page,
): Promise<void> {
  const { name, columns } = table
  const removed = `delete from ${quoted(name)} where shop_id = ?1 and ${hasKey(table)}`
  const added = `insert into ${quoted(name)} (shop_id, ${listOf(columns)})
    select ?1, ${cellsOf('value', columns).join(', ')} from json_each(?2)`
  const statements = [
    ...[...jsonChunks(keys)].map((chunk) => d1.prepare(removed).bind(shop_id, chunk)),
    ...[...jsonChunks(rows)].map((chunk) => d1.prepare(added).bind(shop_id, chunk)),
  ]
  if (statements.length > 0) await d1.batch(statements)
}

/** Columns of a result of D1 are 100 at most. */
const COUNTED_AT_ONCE = 50

/** The number of the shop's rows in each table. */
export async function countRowsOf(
  { d1, shop_id }: Store,
  tables: readonly CopiedTable[],
): Promise<Map<string, number>> {
  const parts: (readonly CopiedTable[])[] = []
  for (let from = 0; from < tables.length; from += COUNTED_AT_ONCE) {
    parts.push(tables.slice(from, from + COUNTED_AT_ONCE))
  }
  const results = await d1.batch<Record<string, number>>(
    parts.map((some) => {
      const counts = some.map(
        ({ name, which }) =>
          `(select count(*) from ${quoted(name)} where shop_id = ?1 and ${which}) as ${quoted(name)}`,
      )
      return d1.prepare(`select ${counts.join(', ')}`).bind(shop_id)
    }),
  )
  return new Map(results.flatMap(({ results: [row] }) => Object.entries(row ?? {})))
}
