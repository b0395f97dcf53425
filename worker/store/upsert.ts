import { type SQL, sql } from 'drizzle-orm'
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'

type Name = ReturnType<typeof sql.identifier>

/** A table as bulk writing needs it: who is who, and what can differ. */
type Shape = { name: Name; keys: string[]; values: string[]; cell: (column: string) => SQL }

function shapeOf(table: SQLiteTable): Shape {
  const { name, columns, primaryKeys } = getTableConfig(table)
  const keys = (primaryKeys[0]?.columns ?? columns.filter((column) => column.primary)).map(
    (column) => column.name,
  )
  const json = new Set(columns.filter((column) => column.dataType === 'json').map((column) => column.name))
  return {
    name: sql.identifier(name),
    keys: keys.filter((key) => key !== 'shop_id'),
    values: columns.map((column) => column.name).filter((column) => !keys.includes(column)),
    // `->` keeps JSON as text, `->>` makes SQL values of the rest.
    cell: (column) => (json.has(column) ? sql.raw(`value -> '${column}'`) : sql.raw(`value ->> '${column}'`)),
  }
}

const listed = (parts: SQL[]) => sql.join(parts, sql.raw(', '))

/**
 * Writes the rows of one JSON array (see jsonChunks) that are new or differ; rows that are equal cost nothing.
 * @param rows one bound JSON array of objects that have the table's columns but `shop_id`
 * @param allowed a condition on which all depends: the lease, or that a bucket is not yet applied
 */
export function upsert(table: SQLiteTable, shop_id: string, rows: string, allowed: SQL): SQL {
  const { name, keys, values, cell } = shapeOf(table)
  const columns = [...keys, ...values]
  const fresh = listed(values.map((column) => sql.raw(`excluded.${column}`)))
  const old = listed(values.map((column) => sql`${name}.${sql.identifier(column)}`))
  return sql`
    insert into ${name} (shop_id, ${sql.raw(columns.join(', '))})
    select ${shop_id}, ${listed(columns.map(cell))} from json_each(${rows}) where ${allowed}
    on conflict do update set ${sql.raw(values.map((column) => `${column} = excluded.${column}`).join(', '))}
    where (${old}) is not (${fresh})`
}

/** The key of a row of the JSON array beside that of table `t`. */
const sameKey = ({ keys, cell }: Shape): SQL =>
  sql.join(
    keys.map((key) => sql`t.${sql.identifier(key)} = ${cell(key)}`),
    sql.raw(' and '),
  )

/** The part of a row that names it. */
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
  const { name, values, cell } = shape
  const old = listed(values.map((column) => sql.raw(`t.${column}`)))
  return sql`
    select count(*) from json_each(${rows}) left join ${name} t on t.shop_id = ${shop_id} and ${sameKey(shape)}
    where t.shop_id is null or (${old}) is not (${listed(values.map(cell))})`
}
