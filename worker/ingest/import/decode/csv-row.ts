/** How the cells and rows of a CSV file are separated. */
export type Dialect = { delimiter: string; newline: '\n' | '\r' }

/** One row: its cells, where the next row begins, and why it cannot be read: a quote that is not closed before the text ends. */
export type CutRow = { cells: string[]; end: number; broken?: string; isUnclosed?: true }

const UNCLOSED =
  'A quote at the beginning of a cell of this row is never closed. Close it, or double it if it belongs to the text.'

/**
 * Cuts one row out of a text; undefined when the text ends within the row and more of the file follows. A quote that encloses no
 * whole cell is text, as in `"Best" kettle`. A quote that is never closed costs its own row: if the lines that its cell would
 * swallow are whole rows by themselves, they are read as rows.
 * @param isEnd the text contains the end of the file
 * @param width number of columns; undefined for the header
 */
export function cutRow(
  text: string,
  from: number,
  dialect: Dialect,
  isEnd: boolean,
  width: number | undefined,
): CutRow | undefined {
  const lineEnd = text.indexOf(dialect.newline, from)
  if (lineEnd < 0 && !isEnd) return undefined
  const line = text.slice(from, lineEnd < 0 ? text.length : lineEnd)
  const end = lineEnd < 0 ? text.length : lineEnd + 1
  if (!line.includes('"')) return { cells: line.split(dialect.delimiter), end }
  const row = cutQuoted(text, from, dialect, isEnd)
  if (row === undefined) return row
  if (row.isUnclosed) return { cells: cellsOfLine(line, dialect), end, broken: UNCLOSED, isUnclosed: true }
  if (row.end <= end) return row
  const lines = text
    .slice(from, row.end)
    .replace(/[\n\r]$/, '')
    .split(dialect.newline)
  return areRows(lines, dialect, width) ? { cells: cellsOfLine(line, dialect), end, broken: UNCLOSED } : row
}

/** Kind of a cell's text, for comparing lines; undefined for an empty cell. */
function kindOf(cell: string): 'number' | 'address' | 'text' | undefined {
  const text = cell.trim()
  if (text === '') return undefined
  if (/^(?:https?:)?\/\S*$/.test(text)) return 'address'
  return /^[^\p{L}]*\d[^\p{L}]*(?:[A-Z]{3})?$/u.test(text) ? 'number' : 'text'
}

/**
 * Whether the lines of a row with line ends in its quotes are whole rows by themselves: each has all columns, the cells of a column are
 * of one kind, and at least one column has numbers or addresses in all lines. In doubt they are one row.
 */
function areRows(lines: readonly string[], dialect: Dialect, width: number | undefined): boolean {
  if (width === undefined || width < 2) return false
  const kinds: ReturnType<typeof kindOf>[] = []
  const counts: number[] = []
  for (const line of lines) {
    const cells = cellsOfLine(line, dialect)
    if (cells.length !== width) return false
    for (const [column, cell] of cells.entries()) {
      const kind = kindOf(cell)
      if (kind === undefined) continue
      kinds[column] ??= kind
      if (kinds[column] !== kind) return false
      counts[column] = (counts[column] ?? 0) + 1
    }
  }
  return kinds.some((kind, column) => kind !== 'text' && counts[column] === lines.length)
}

/** Cells of a line whose quotes are ignored where they do not enclose a cell of this line. */
function cellsOfLine(line: string, dialect: Dialect): string[] {
  const cells: string[] = []
  for (let at = 0; at <= line.length; ) {
    const quoted = line[at] === '"' ? quotedCell(line, at, dialect, true) : 'text'
    const { cell, end } = typeof quoted === 'object' ? quoted : plainCell(line, at, dialect)
    cells.push(cell)
    at = end + 1
  }
  return cells
}

type Cell = { cell: string; end: number }

/** The cell up to the next delimiter or line end. */
function plainCell(text: string, at: number, { delimiter, newline }: Dialect): Cell {
  const line = text.indexOf(newline, at)
  const lineEnd = line < 0 ? text.length : line
  const comma = text.indexOf(delimiter, at)
  const end = comma < 0 ? lineEnd : Math.min(comma, lineEnd)
  return { cell: text.slice(at, end), end }
}

/**
 * The cell between quotes: `text` when its quotes enclose no whole cell, `open` when the text ends before the last of them,
 * `unclosed` when the next one belongs to another line.
 * @param isEnd the text ends where the file, or the line, ends
 */
function quotedCell(
  text: string,
  at: number,
  { delimiter, newline }: Dialect,
  isEnd: boolean,
): Cell | 'text' | 'open' | 'unclosed' {
  for (let from = at + 1; ; ) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return 'open'
    if (text[quote + 1] === '"') {
      from = quote + 2
      continue
    }
    let end = quote + 1
    while (text[end] === ' ') end += 1
    const next = text[end]
    if (next === undefined && !isEnd) return 'open'
    const isClosed = next === undefined || next === delimiter || next === newline
    if (isClosed) return { cell: text.slice(at + 1, quote).replaceAll('""', '"'), end }
    // A quote of another line encloses no part of this cell.
    return text.slice(at, quote).includes(newline) ? 'unclosed' : 'text'
  }
}

/** The row by the rules of RFC 4180, in which a quoted cell may contain line ends. */
function cutQuoted(text: string, from: number, dialect: Dialect, isEnd: boolean): CutRow | undefined {
  const cells: string[] = []
  for (let at = from; ; ) {
    const quoted = text[at] === '"' ? quotedCell(text, at, dialect, isEnd) : 'text'
    if (quoted === 'unclosed') return { cells, end: text.length, isUnclosed: true }
    if (quoted === 'open') return isEnd ? { cells, end: text.length + 1, isUnclosed: true } : undefined
    const { cell, end } = quoted === 'text' ? plainCell(text, at, dialect) : quoted
    if (end >= text.length && !isEnd) return undefined
    cells.push(cell)
    if (end >= text.length) return { cells, end: text.length }
    if (text[end] === dialect.newline) return { cells, end: end + 1 }
    at = end + 1
  }
}
