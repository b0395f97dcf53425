import type { InferSelectModel } from 'drizzle-orm'
import { getTableConfig, type SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core'

/** Properties of a table that raw SQL needs, from the schema. */
export type TableShape = {
  name: string
  columns: readonly SQLiteColumn[]
  /** Columns of the primary key in order. The first column of every table's key is `shop_id`. */
  primaryKey: readonly string[]
}

const shapes = new WeakMap<SQLiteTable, TableShape>()

/** The shape of a table, read from the schema once. */
export function shapeOfTable(table: SQLiteTable): TableShape {
  const cached = shapes.get(table)
  if (cached) return cached
  const { name, columns, primaryKeys } = getTableConfig(table)
  const keys = primaryKeys[0]?.columns ?? columns.filter((column) => column.primary)
  const shape = { name, columns, primaryKey: keys.map((column) => column.name) }
  shapes.set(table, shape)
  return shape
}

/** Columns of a table without `shop_id`, which every store function binds itself. */
export const columnNames = (table: SQLiteTable): string[] =>
  shapeOfTable(table)
    .columns.map(({ name }) => name)
    .filter((name) => name !== 'shop_id')

/** Columns of the primary key after `shop_id`. */
export const keyNames = (table: SQLiteTable): string[] =>
  shapeOfTable(table).primaryKey.filter((name) => name !== 'shop_id')

/** A complete row read by raw SQL, with JSON and booleans converted as in the schema. */
export function rowOfTable<Table extends SQLiteTable>(table: Table, raw: object): InferSelectModel<Table> {
  const cells = new Map(Object.entries(raw))
  const row = shapeOfTable(table).columns.map((column) => {
    const cell = cells.get(column.name) ?? null
    return [column.name, cell === null ? null : column.mapFromDriverValue(cell)]
  })
  // The schema's property names are its column names, so the row has the type that the schema infers.
  return Object.fromEntries(row) as InferSelectModel<Table>
}
