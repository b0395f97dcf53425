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

/**
 * Counts how many rows of the JSON array are new, and how many new or different: two numbers, for
 * `set (added, written) = (…)`.
 */
export function differing(table: SQLiteTable, shop_id: string, rows: string): SQL {
  const { name, keys, values, cell } = shapeOf(table)
  const same = sql.join(
    keys.map((key) => sql`t.${sql.identifier(key)} = ${cell(key)}`),
    sql.raw(' and '),
  )
  const old = listed(values.map((column) => sql.raw(`t.${column}`)))
  const first = sql.raw(`t.${keys[0]}`)
  return sql`
    from json_each(${rows}) left join ${name} t on t.shop_id = ${shop_id} and ${same}
    where ${first} is null or (${old}) is not (${listed(values.map(cell))})`
}
