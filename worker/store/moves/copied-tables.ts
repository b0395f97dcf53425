import { items } from '../../../schema/catalogue/items.ts'
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

/** Not copied: what describes the move itself, and the index of the catalogue, whose numbers are each database's own; triggers on items write it. */
const NOT_COPIED: readonly unknown[] = [moves, moveChanges, itemSearch]

/** The job that moves the shop stays behind. */
const WITHOUT_THE_MOVE = `kind <> 'move_shop'`

/**
 * The tables that are copied. Items come first, because triggers on them write rows of other tables, over which the rows of those tables are
 * written then.
 */
export const COPIED: readonly CopiedTable[] = [items, ...TABLES.filter((table) => table !== items)]
  .filter((table) => !NOT_COPIED.includes(table))
  .map((table) => {
    const { name, columns } = shapeOfTable(table)
    return {
      name,
      columns: columns.map((column) => column.name).filter((column) => column !== 'shop_id'),
      keys: keyNames(table),
      which: table === jobs ? WITHOUT_THE_MOVE : 'true',
    }
  })

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
