import { itemAliases } from '../../../schema/catalogue/aliases.ts'
import { itemSearch } from '../../../schema/catalogue/search.ts'
import { jobs } from '../../../schema/jobs.ts'
import { moveChanges, moves } from '../../../schema/moves.ts'
import { TABLES } from '../../../schema/tables.ts'
import { keyNames, shapeOfTable } from '../columns.ts'

/** A table whose rows go with a shop to another database. */
export type CopiedTable = {
  name: string
  /** All columns but `shop_id`, those of the key included. */
  columns: readonly string[]
  /** Columns of the key behind `shop_id`; none in a table with a row a shop. */
  keys: readonly string[]
  /** Which rows are copied, as a condition of SQL; `true` for all. */
  which: string
}

/**
 * Not copied: what describes the move itself, and what triggers on items write in each database: the index of the catalogue, whose numbers are each
 * database's own, and other names of items, which depend on the order in which items came and went.
 */
const NOT_COPIED: readonly unknown[] = [moves, moveChanges, itemSearch, itemAliases]

/** The jobs of the move belong each to one of the two databases. */
const WITHOUT_THE_MOVE = `kind not in ('move_shop', 'leave_home')`

/** The tables that are copied. */
export const COPIED: readonly CopiedTable[] = TABLES.filter((table) => !NOT_COPIED.includes(table)).map(
  (table) => {
    const { name, columns } = shapeOfTable(table)
    return {
      name,
      columns: columns.map((column) => column.name).filter((column) => column !== 'shop_id'),
      keys: keyNames(table),
      which: table === jobs ? WITHOUT_THE_MOVE : 'true',
    }
  },
)

/** Those of the tables from the one with this name on; all of them for ''. */
export const tablesFrom = (tables: readonly CopiedTable[], name: string): readonly CopiedTable[] =>
  tables.slice(
    Math.max(
      0,
      tables.findIndex((table) => table.name === name),
    ),
  )

/** A name in SQL. */
export const quoted = (name: string): string => `"${name}"`

/** Names in SQL, with a prefix such as `new.`. */
export const listOf = (names: readonly string[], prefix = ''): string =>
  names.map((name) => `${prefix}${quoted(name)}`).join(', ')

/** The row of the shop itself, which a restored shop gets last: with it the shop is there. */
export const SHOP_ROW = tableNamed('shops')

/** What the cron and workers find by themselves: a restored shop gets it when everything else is there. */
const LATE: readonly string[] = ['feeds', 'beacons', 'jobs', 'duties']

/** The tables of a backup, in the order in which they are written back. */
export const BACKED_UP: readonly CopiedTable[] = [
  ...COPIED.filter(({ name }) => name !== SHOP_ROW.name && !LATE.includes(name)),
  ...LATE.map(tableNamed),
]

function tableNamed(name: string): CopiedTable {
  const found = COPIED.find((table) => table.name === name)
  if (!found) throw new Error(`There is no table ${name}.`)
  return found
}
