import { PairwellError } from '../../../../vocabulary/errors.ts'

/** Longest row in characters: limits memory when a quote is never closed. */
export const MAX_ROW = 2_000_000
export const MAX_COLUMNS = 2_000

/**
 * One row as its cells, or the reason why the whole row cannot be parsed. `row` counts as a spreadsheet does: the header is row
 * 1. `ends`: the file ends within this row, or after it without a line end, as a file does whose upload was interrupted.
 */
export type RawRow = { row: number; cells: string[]; broken?: string; ends?: 'within' | 'after' }

/**
 * A file as a header and batches of rows. `own` are the columns that the file itself names: in NDJSON and XML those of the first
 * line or entry, while `header` also contains those that a later one may have.
 */
export type Table = {
  own: string[]
  header: string[]
  rows: AsyncGenerator<RawRow[]>
  /** Names that only later lines or entries have, and no format knows; complete when all rows are read. */
  others?: ReadonlySet<string>
  /** Cells may be numbers, whose decimal mark is a dot, as in NDJSON and workbooks. */
  typed?: true
}

/** Whether several cells have a text, which a title above the header has not. */
export const isRow = (cells: readonly string[]): boolean => cells.filter((cell) => cell !== '').length > 1

/** Maximum names of unknown columns that are collected. */
export const MAX_OTHERS = 200

export const longRow = (row: number) =>
  new PairwellError(
    'unreadable_file',
    `Row ${row} is longer than ${MAX_ROW.toLocaleString('en')} characters. Look there for a quote that is never closed or a missing line end.`,
    { row },
  )

export const wideRow = (row: number) =>
  new PairwellError('unreadable_file', `Row ${row} has more than ${MAX_COLUMNS} columns. Check its quotes.`, {
    row,
  })
