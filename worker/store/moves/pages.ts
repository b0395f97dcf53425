import { jsonChunks } from '../chunks.ts'
import type { Store } from '../open.ts'
import { type CopiedTable, listOf, quoted } from './copied-tables.ts'

/** Cells of a row in the order of the table's columns; cells of a key in the order of its columns. */
export type Cells = readonly unknown[]

/** Rows of a table, by key. `keys` has the key of each row. */
export type Page = { rows: readonly Cells[]; keys: readonly Cells[] }

/** Bytes of cells in a page, besides its last row. */
const MOST_BYTES = 400_000
/** Rows in a page. */
const MOST_ROWS = 2_000
/** Bytes of the rows before; a name that no table has. */
const BEFORE = 'bytes_before_this_row'
/** Keys in a statement: a row may have 2 MB. */
const MOST_KEYS = 20

/** Condition that a row's key is behind, or among, given ones. The second parameter is a JSON array. */
const tuple = (columns: readonly string[], at: (index: number) => string): string =>
  columns.length === 1 ? at(0) : `(${columns.map((_, index) => at(index)).join(', ')})`

const keyOf = (table: CopiedTable): string => tuple(table.keys, (at) => quoted(table.keys[at] ?? ''))

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
  const behind = after ? `and ${keyOf(table)} > ${tuple(keys, (at) => `(?2 ->> '$[${at}]')`)}` : ''
  const order = keys.length > 0 ? `order by ${listOf(keys)}` : ''
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
  Math.min(MOST_ROWS, Math.max(8, Math.ceil((MOST_BYTES * 1.2 * rows) / Math.max(1, bytes))))

/** The rows with these keys that there are, in the order of their keys. */
export async function readRows(
  { d1, shop_id }: Store,
  table: CopiedTable,
  keys: readonly Cells[],
): Promise<Page> {
  const { name, columns, which } = table
  const count = table.keys.length
  const rows: unknown[][] = []
  for (let from = 0; from < keys.length; from += MOST_KEYS) {
    const among =
      count > 0
        ? `and ${keyOf(table)} in (select ${table.keys.map((_, at) => `value ->> '$[${at}]'`).join(', ')} from json_each(?2))`
        : 'and ?2 is not null'
    const statement = d1
      .prepare(
        `select ${listOf([...table.keys, ...columns])} from ${quoted(name)}
         where shop_id = ?1 and ${which} ${among} ${count > 0 ? `order by ${listOf(table.keys)}` : ''}`,
      )
      .bind(shop_id, JSON.stringify(keys.slice(from, from + MOST_KEYS)))
    rows.push(...(await statement.raw<unknown[]>()))
  }
  return pageOf(rows, count)
}

/** Makes the rows with these keys equal to the page: rows that it does not have are deleted. */
export async function writeRows(
  { d1, shop_id }: Store,
  table: CopiedTable,
  keys: readonly Cells[],
  { rows }: Page,
): Promise<void> {
  const { name, columns } = table
  const count = table.keys.length
  const cells = columns.map((_, at) => `value ->> '$[${at}]'`).join(', ')
  const statements = [...jsonChunks(keys)].map((chunk) =>
    d1
      .prepare(
        count > 0
          ? `delete from ${quoted(name)} where shop_id = ?1 and ${keyOf(table)} in (
               select ${table.keys.map((_, at) => `value ->> '$[${at}]'`).join(', ')} from json_each(?2))`
          : `delete from ${quoted(name)} where shop_id = ?1 and ?2 is not null`,
      )
      .bind(shop_id, chunk),
  )
  for (const chunk of jsonChunks(rows)) {
    statements.push(
      d1
        .prepare(
          `insert into ${quoted(name)} (shop_id, ${listOf(columns)}) select ?1, ${cells} from json_each(?2) where true
           ${conflictOf(table)}`,
        )
        .bind(shop_id, chunk),
    )
  }
  if (statements.length > 0) await d1.batch(statements)
}

/** Rows that a trigger on items has just written are written over. */
function conflictOf({ columns, keys }: CopiedTable): string {
  const values = columns.filter((column) => !keys.includes(column))
  if (values.length === 0) return 'on conflict do nothing'
  return `on conflict do update set ${values.map((column) => `${quoted(column)} = excluded.${quoted(column)}`).join(', ')}`
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
