import type { ImportKind } from '../../schema/imports.ts'
import type { Anonymiser } from './anonymise.ts'
import type { Fragment } from './fragments.ts'

/** What a format needs to know of the shop. */
export type Context = {
  currency: string
  time_zone: string
  people: Anonymiser
  /** UTC milliseconds. */
  now: number
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
}

/**
 * What a row comes to: what is kept of it, or why it is left out; fragments may stand beside a reason. A row that holds
 * several lines of an order gives several fragments. `named` are the items that a row of an order names, kept or not.
 */
export type Reading = { fragments?: readonly Fragment[]; dropped?: string; named?: readonly string[] }

/** A kind of file. To add one: a file in formats/, a line in recognise.ts. */
export type Format = {
  name: string
  kind: ImportKind
  /**
   * Our name of a column, and how files write it (case, spaces, dashes and underscores do not matter). `{n}` stands for a
   * number: `line_item_{n}` finds every `line_item_1`, `line_item_2` … that the file has, see Row.numbers.
   */
  columns: Readonly<Record<string, readonly string[]>>
  /** Without these the file is not of this format; of a nested list any one will do, of a numbered column any number. */
  required: readonly (readonly string[])[]
  /** @throws {RowProblem} when the row cannot be taken */
  read(row: Row, context: Context): Reading
}
