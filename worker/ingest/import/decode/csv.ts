import { type CutRow, cutRow, type Dialect } from './csv-row.ts'
import { isRow, longRow, MAX_COLUMNS, MAX_ROW, type RawRow, type Table, wideRow } from './raw-rows.ts'

const DELIMITERS = [',', ';', '\t', '|']

/**
 * Parses CSV with any usual delimiter.
 * @param head the beginning of `whole`, including the first line
 * @param knows whether a header is recognised; decides between delimiters
 * @throws {PairwellError} `unreadable_file` for a row over 2,000,000 characters or 2,000 columns
 */
export async function readCsv(
  whole: AsyncIterable<string>,
  head: string,
  knows: (header: string[]) => boolean,
): Promise<Table> {
  const newline = head.includes('\n') ? '\n' : '\r'
  const { delimiter, before } = formOf(head, newline, knows)
  const skipped = before.split(newline).length - 1
  const rows = readRows(without(whole, before.length), { delimiter, newline }, skipped)
  let first = await rows.next()
  // A header with a line break in a cell, or without one at its end, is completed by a later chunk.
  while (!first.done && first.value.length === 0) first = await rows.next()
  const [header, ...rest] = first.done ? [] : first.value
  const body = (async function* () {
    yield rest
    yield* rows
  })()
  const own = (header?.cells ?? []).map((name) => name.trim())
  return { own, header: own, rows: body }
}

/** Lines among which the header is looked for: people write titles and dates above it. */
const HEADER_LINES = 20

/**
 * The delimiter, and the text above the header. If no header is recognised, it is the first line with several cells, so that the error names
 * the columns and not the title above them.
 */
function formOf(
  head: string,
  newline: Dialect['newline'],
  knows: (header: string[]) => boolean,
): { delimiter: string; before: string } {
  const headersIn = (text: string) =>
    DELIMITERS.map((delimiter) => {
      const cells = cutRow(text, 0, { delimiter, newline }, true, undefined)?.cells ?? []
      return { delimiter, header: cells.map((name) => name.trim()) }
    })
  let before = ''
  let likely: { delimiter: string; before: string } | undefined
  for (let line = 0; line < HEADER_LINES; line += 1) {
    // Every format needs two columns.
    const headers = headersIn(head.slice(before.length))
    const recognised = headers.find(({ header }) => header.length > 1 && knows(header))
    likely ??= headers.some(({ header }) => isRow(header))
      ? { delimiter: widestOf(headers), before }
      : undefined
    if (recognised) return { delimiter: recognised.delimiter, before }
    const end = head.indexOf(newline, before.length)
    if (end < 0) break
    before = head.slice(0, end + 1)
  }
  return likely ?? { delimiter: widestOf(headersIn(head.replace(/^\s*[\n\r]/, ''))), before: '' }
}

/** The delimiter that cuts a line into the most cells. */
const widestOf = (headers: readonly { delimiter: string; header: string[] }[]): string =>
  headers.reduce((best, next) => (next.header.length > best.header.length ? next : best)).delimiter

/** The text without so many characters at its beginning. */
async function* without(text: AsyncIterable<string>, characters: number): AsyncGenerator<string> {
  let left = characters
  for await (const piece of text) {
    yield piece.slice(left)
    left = Math.max(0, left - piece.length)
  }
}

const SPILLS =
  'This row has more cells than the header. Put quotes around a cell that contains the delimiter, as in "4,50".'

/**
 * Whether cells follow the header's last column, as in `A,Tea,4,50` under `id,title,price`: it is unknown which cell was split.
 * Empty cells at the end are accepted.
 */
const spills = (cells: readonly string[], width: number): boolean =>
  cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '')

/** Cuts rows out of chunks of text. */
class RowCutter {
  private rest = ''
  private row: number
  private width: number | undefined
  /** Cells of the shortest row so far: some exports leave out empty cells at the end of a row. */
  private shortest = 0
  /** Length of the unfinished row from which it is parsed again. */
  private worth = 0
  private readonly dialect: Dialect

  /** @param skipped lines above the header */
  constructor(dialect: Dialect, skipped: number) {
    this.dialect = dialect
    this.row = 1 + skipped
  }

  /** The rows that the chunk completes. */
  add(piece: string): RawRow[] {
    this.rest += piece
    // An unfinished row is parsed again only when its length has doubled, so that a long row does not take quadratic time.
    return this.rest.length < this.worth ? [] : this.cut(false)
  }

  close(): RawRow[] {
    return this.rest === '' ? [] : this.cut(true)
  }

  private cut(isLast: boolean): RawRow[] {
    const { rest, dialect } = this
    const found: RawRow[] = []
    let at = 0
    while (at < rest.length) {
      // A quote that is open for so long was never meant to enclose a cell.
      const givesUp = isLast || rest.length - at > MAX_ROW
      const next = cutRow(rest, at, dialect, isLast, this.width) ?? (givesUp ? this.giveUp(at) : undefined)
      if (next === undefined) break
      const isLastRow = isLast && next.end >= rest.length
      this.take(next, isLastRow && (next.isUnclosed === true || !rest.endsWith(dialect.newline)), found)
      at = next.end
    }
    this.rest = rest.slice(at)
    if (this.rest.length > MAX_ROW) throw longRow(this.row)
    this.worth = at === 0 ? Math.min(2 * this.rest.length, MAX_ROW) : 0
    return found
  }

  private giveUp(at: number) {
    const hasLineEnd = this.rest.indexOf(this.dialect.newline, at) >= 0
    return hasLineEnd ? cutRow(this.rest, at, this.dialect, true, this.width) : undefined
  }

  /** @param isOpen the file ends within this row, or without a line end after it */
  private take({ cells, broken, isUnclosed }: CutRow, isOpen: boolean, found: RawRow[]): void {
    const { row } = this
    this.row += 1
    if (cells.length > MAX_COLUMNS) throw wideRow(row)
    // Spreadsheets write rows of delimiters only below a table.
    if (broken === undefined && cells.every((cell) => cell.trim() === '')) return
    if (this.width === undefined) {
      this.width = cells.length
      this.shortest = cells.length
    }
    const problem = broken ?? (spills(cells, this.width) ? SPILLS : undefined)
    const isCut = isUnclosed === true || cells.length < this.shortest
    if (!isOpen) this.shortest = Math.min(this.shortest, cells.length)
    found.push({
      row,
      cells,
      ...(problem !== undefined && { broken: problem }),
      ...(isOpen && { ends: isCut ? 'within' : 'after' }),
    })
  }
}

async function* readRows(
  text: AsyncIterable<string>,
  dialect: Dialect,
  skipped: number,
): AsyncGenerator<RawRow[]> {
  const cutter = new RowCutter(dialect, skipped)
  for await (const piece of text) yield cutter.add(piece)
  yield cutter.close()
}
