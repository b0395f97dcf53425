import type { ImportKind } from '../../../schema/imports/imports.ts'
import type { RelationshipType } from '../../../vocabulary/relations.ts'
import type { Anonymiser } from '../identity/anonymise.ts'
import type { DateOrder } from './cells/fields.ts'
import type { Fragment, ItemFragment } from './fragments.ts'
import type { RowProblem } from './problems.ts'

/** What a format needs to know of the shop. */
export type Context = {
  currency: string
  time_zone: string
  people: Anonymiser
  /** UTC milliseconds. */
  now: number
  /** Relations only: the type of a row that names none. */
  relationship_type?: RelationshipType
  /** Which of 3/4/2026 is the month; without it such a date is refused. */
  date_order?: DateOrder
  /** What a format remembers from row to row of one file: empty at its start, and small whatever the file's size. */
  memory: Map<string, string>
}

/** One row, read by the format's own names of its columns. */
export type Row = {
  row: number
  /** The trimmed cell; '' when the file has no such column. `number` picks one of numbered columns. */
  cell(name: string, number?: number): string
  /** The column as the file writes it, for errors. */
  column(name: string, number?: number): string
  /** Which numbers of a numbered column the file has, rising; none when the column is not numbered. */
  numbers(name: string): readonly number[]
  /** Whether the file has the column, its cell empty or not; false while only a later entry may bring it. */
  has(name: string): boolean
}

/**
 * What a row comes to: what is kept of it, or why it is left out; fragments may stand beside a reason. A row that holds
 * several lines of an order gives several fragments.
 */
export type Reading = {
  fragments?: readonly Fragment[]
  dropped?: string
  /** The items that a row of an order names, kept or not. */
  named?: readonly string[]
  /** Names by which the rows of variants, before or after this one, call the item of this row's first fragment. */
  names?: readonly string[]
  /** A variant of an item that another row names; it goes to that item, and alone it is what `orphan` says. */
  awaits?: { name: string; fragment: ItemFragment; orphan: RowProblem | 'own item' }
}

/** A kind of file. To add one: a file in formats/, a line in recognise.ts. */
export type Format = {
  name: string
  kind: ImportKind
  /**
   * Our name of a column, and how files write it (case, spaces, dashes and underscores do not matter). `{n}` stands for a
   * number: `line_item_{n}` finds every `line_item_1`, `line_item_2` … that the file has, see Row.numbers. `*` stands for
   * whatever comes before: Shopify translates the label in front of `(product.metafields.…)`.
   */
  columns: Readonly<Record<string, readonly string[]>>
  /** Our names of the columns by their place, for headers in a language that we do not know; undefined when it is another file. */
  positions?(header: readonly string[]): readonly string[] | undefined
  /**
   * Items only: the columns that name an item, the first that is filled counts, so that a row which cannot be taken still
   * says that it is there.
   */
  identity?: readonly string[]
  /** Items only: the row is of an item that another row names, so it need not say of which. */
  continues?(row: Row): boolean
  /** Without these the file is not of this format; of a nested list any one will do, of a numbered column any number. */
  required: readonly (readonly string[])[]
  /** @throws {RowProblem} when the row cannot be taken */
  read(row: Row, context: Context): Reading
}
