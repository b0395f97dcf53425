import { type SQL, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { DAY } from '../../vocabulary/time.ts'
import { columnNames, keyNames, shapeOfTable } from './columns.ts'

type Name = ReturnType<typeof sql.identifier>

/** A table for bulk writes: its key, the columns whose values can differ, and each column's expression in a JSON row. */
type Shape = { name: Name; keys: string[]; values: string[]; dated: boolean; cell: (column: string) => SQL }

/** Version of the row; ignored when rows are compared. */
const AS_OF = 'as_of'

function shapeOf(table: SQLiteTable): Shape {
  const { name, columns } = shapeOfTable(table)
  const keys = keyNames(table)
  const values = columnNames(table).filter((column) => !keys.includes(column))
  const json = new Set(columns.filter(({ dataType }) => dataType === 'json').map((column) => column.name))
  return {
    name: sql.identifier(name),
    keys,
    values: values.filter((column) => column !== AS_OF),
    dated: values.includes(AS_OF),
    // `->` keeps JSON as text, with the text "null" for null; `->>` makes SQL values of the other types.
    cell: (column) =>
      sql.raw(json.has(column) ? `nullif(value -> '${column}', 'null')` : `value ->> '${column}'`),
  }
}

const listed = (parts: SQL[]) => sql.join(parts, sql.raw(', '))

/**
 * Inserts the rows of one JSON array (see jsonChunks); the caller adds the conflict clause.
 * @param rows one bound JSON array of objects with the table's columns except `shop_id`; a missing column is null
 * @param allowed condition for the whole statement
 */
export function insertRows(table: SQLiteTable, shop_id: string, rows: string, allowed: SQL): SQL {
  const { name, cell } = shapeOf(table)
  const columns = columnNames(table)
  return sql`
    insert into ${name} (shop_id, ${sql.raw(columns.join(', '))})
    select ${shop_id}, ${listed(columns.map(cell))} from json_each(${rows}) where ${allowed}`
}

/** Milliseconds after which an equal row is rewritten as a confirmation. */
const CONFIRM_AFTER = DAY

/**
 * Writes the rows of one JSON array (see jsonChunks) that are new or differ; equal rows are not written. In a table with `as_of`
 * a stored row with a later version stays.
 * @param rows one bound JSON array of objects with the table's columns except `shop_id`
 * @param allowed condition for the whole statement: the lease, or that a bucket is not yet applied
 * @param confirms also rewrites equal rows that were last confirmed more than a day ago
 */
export function upsert(
  table: SQLiteTable,
  shop_id: string,
  rows: string,
  allowed: SQL,
  confirms = false,
): SQL {
  const { name, values, dated } = shapeOf(table)
  const written = dated ? [...values, AS_OF] : values
  const fresh = listed(values.map((column) => sql.raw(`excluded.${column}`)))
  const old = listed(values.map((column) => sql`${name}.${sql.identifier(column)}`))
  const differs = sql`(${old}) is not (${fresh})`
  const stale = sql`${name}.as_of < excluded.as_of - ${sql.raw(String(CONFIRM_AFTER))}`
  const worth = confirms ? sql`(${differs} or ${stale})` : differs
  return sql`
    ${insertRows(table, shop_id, rows, allowed)}
    on conflict do update set ${sql.raw(written.map((column) => `${column} = excluded.${column}`).join(', '))}
    where ${worth}${dated ? sql` and excluded.as_of >= ${name}.as_of` : sql.empty()}`
}

/** Condition that a row of the JSON array has the key of a row of table `t`. */
const sameKey = ({ keys, cell }: Shape): SQL =>
  sql.join(
    keys.map((key) => sql`t.${sql.identifier(key)} = ${cell(key)}`),
    sql.raw(' and '),
  )

/** The key columns of a row. */
export function keysOf(table: SQLiteTable, row: object): object {
  const { keys } = shapeOf(table)
  return Object.fromEntries(Object.entries(row).filter(([column]) => keys.includes(column)))
}

/** Counts the rows of the JSON array, which need only their keys, that are not in the table: one number. */
export function countNew(table: SQLiteTable, shop_id: string, rows: string): SQL {
  const shape = shapeOf(table)
  return sql`
    select count(*) from json_each(${rows})
    where not exists (select 1 from ${shape.name} t where t.shop_id = ${shop_id} and ${sameKey(shape)})`
}

/** Counts the rows of the JSON array that are not in the table or differ from it: what `upsert` would write. */
export function countDiffering(table: SQLiteTable, shop_id: string, rows: string): SQL {
  const shape = shapeOf(table)
  const { name, values, dated, cell } = shape
  const newer = dated ? sql` and ${cell(AS_OF)} >= t.as_of` : sql.empty()
  const old = listed(values.map((column) => sql.raw(`t.${column}`)))
  return sql`
    select count(*) from json_each(${rows}) left join ${name} t on t.shop_id = ${shop_id} and ${sameKey(shape)}
    where t.shop_id is null or ((${old}) is not (${listed(values.map(cell))})${newer})`
}
