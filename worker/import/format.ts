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
  /** The trimmed cell; '' when the file has no such column. */
  cell(name: string): string
  /** The column as the file writes it, for errors. */
  column(name: string): string
}

/**
 * What a row comes to: something to keep, or why it is left out; `fragment` may stand beside a reason. `named` is the item
 * that a row of an order names, kept or not.
 */
export type Reading = { fragment?: Fragment; dropped?: string; named?: string }

/** A kind of file. To add one: a file in formats/, a line in recognise.ts. */
export type Format = {
  name: string
  kind: ImportKind
  /** Our name of a column, and how files write it (case, spaces, dashes and underscores do not matter). */
  columns: Readonly<Record<string, readonly string[]>>
  /** Without these the file is not of this format; of a nested list any one will do. */
  required: readonly (readonly string[])[]
  /** @throws {RowProblem} when the row cannot be taken */
  read(row: Row, context: Context): Reading
}
