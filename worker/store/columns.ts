import type { InferSelectModel } from 'drizzle-orm'
import { getTableConfig, type SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core'

/** What raw SQL needs to know of a table, as the schema says it. */
export type TableShape = {
  name: string
  columns: readonly SQLiteColumn[]
  /** Names of the columns of the primary key, in its order. Every table is keyed by `shop_id` first. */
  primaryKey: readonly string[]
}

const shapes = new WeakMap<SQLiteTable, TableShape>()

/** The shape of a table, read from the schema once. */
export function shapeOfTable(table: SQLiteTable): TableShape {
  const known = shapes.get(table)
  if (known) return known
  const { name, columns, primaryKeys } = getTableConfig(table)
  const keys = primaryKeys[0]?.columns ?? columns.filter((column) => column.primary)
  const shape = { name, columns, primaryKey: keys.map((column) => column.name) }
  shapes.set(table, shape)
  return shape
}

/** Names of a table's columns but `shop_id`, which every function of the store binds itself. */
export const columnNames = (table: SQLiteTable): string[] =>
  shapeOfTable(table)
    .columns.map(({ name }) => name)
    .filter((name) => name !== 'shop_id')

/** Names of the columns of the primary key behind `shop_id`. */
export const keyNames = (table: SQLiteTable): string[] =>
  shapeOfTable(table).primaryKey.filter((name) => name !== 'shop_id')

/** A whole row that raw SQL has read, with JSON and booleans as the schema has them. */
export function rowOfTable<Table extends SQLiteTable>(table: Table, raw: object): InferSelectModel<Table> {
  const cells = new Map(Object.entries(raw))
  const row = shapeOfTable(table).columns.map((column) => {
    const cell = cells.get(column.name) ?? null
    return [column.name, cell === null ? null : column.mapFromDriverValue(cell)]
  })
  // The schema's property names are its column names, so that the row has the type that the schema infers.
  return Object.fromEntries(row) as InferSelectModel<Table>
}
