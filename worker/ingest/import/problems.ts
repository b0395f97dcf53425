import type { RowError } from '../../../schema/imports/imports.ts'

/** One row, or one cell of it, cannot be read; the other rows can. */
export class RowProblem extends Error {
  readonly code: string
  readonly column: string

  /** @param column the file's own name; '' when the error concerns the whole row */
  constructor(code: string, column: string, message: string) {
    super(message)
    this.code = code
    this.column = column
  }
}

/** Maximum stored errors of one import, each with its row; further ones are only counted. */
const MAX_ERRORS = 10_000

/** Characters of the name of a column. */
const MAX_COLUMN = 200

/** Collects the refused rows of one import. */
export class RowErrors {
  readonly kept: RowError[] = []
  count = 0

  /** @param value the cell; only its pattern is stored, because it may name a person */
  add(row: number, problem: RowProblem, value: string): void {
    this.count += 1
    if (this.kept.length === MAX_ERRORS) return
    this.kept.push({
      row,
      column: problem.column.slice(0, MAX_COLUMN),
      code: problem.code,
      message: problem.message,
      value: masked(value),
    })
  }
}

/** Replaces letters by `a` and digits by `9`: a wrong decimal separator stays visible, a person's name does not. */
export const masked = (value: string): string =>
  value.slice(0, 40).replace(/\p{L}/gu, 'a').replace(/\p{N}/gu, '9')

/** A row names an item that the catalogue does not have. */
export const unknownItem = (row: number, column: string, value: string): RowError => ({
  row,
  column,
  code: 'unknown_item',
  message: 'The catalogue has no such item. Upload the catalogue first, or correct the id.',
  value: masked(value),
})
