import type { RowError } from '../../../schema/imports/imports.ts'

/** One row, or one cell of it, cannot be taken; the rows around it can. */
export class RowProblem extends Error {
  readonly code: string
  readonly column: string

  /** @param column as the file writes it; '' when it is about the whole row */
  constructor(code: string, column: string, message: string) {
    super(message)
    this.code = code
    this.column = column
  }
}

/** Errors kept of one upload, each with its row; further ones are only counted. */
const MOST_KEPT = 10_000

/** Collects the refused rows of one upload. */
export class RowErrors {
  readonly kept: RowError[] = []
  count = 0

  /** @param value the cell; only its shape is kept, because it may name a person */
  add(row: number, problem: RowProblem, value: string): void {
    this.count += 1
    if (this.kept.length === MOST_KEPT) return
    this.kept.push({
      row,
      column: problem.column,
      code: problem.code,
      message: problem.message,
      value: masked(value),
    })
  }
}

/** Letters become `a`, digits `9`: enough to see a wrong decimal sign, too little to see a person. */
export const masked = (value: string): string =>
  value.slice(0, 40).replace(/\p{L}/gu, 'a').replace(/\p{N}/gu, '9')
