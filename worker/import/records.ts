import Papa from 'papaparse'
import { PairwellError } from '../http/problem.ts'

/** Longest row, in characters: a quote that is never closed must not swallow the memory. */
const MOST_ROW = 2_000_000
const MOST_COLUMNS = 2_000
type Newline = '\n' | '\r'
const DELIMITERS = [',', ';', '\t', '|']

/** One row as its cells, or what is wrong with all of it. `row` counts as a spreadsheet does: the header is row 1. */
export type RawRow = { row: number; cells: string[]; broken?: string }

/**
 * A file as header and batches of rows. `own` are the columns that the file itself names: of NDJSON those of its first
 * line, while `header` also holds those that a later line may bring.
 */
export type Table = { own: string[]; header: string[]; rows: AsyncGenerator<RawRow[]> }

/**
 * Reads CSV with any usual delimiter, or NDJSON, as header and rows.
 * @param knows whether a header is recognised: decides between delimiters
 * @param names columns that a later line of NDJSON may bring although the first does not
 * @throws {PairwellError} `unreadable_file` for an empty file, a row over 2,000,000 characters, over 2,000 columns
 */
export async function readTable(
  text: AsyncGenerator<string>,
  knows: (header: string[]) => boolean,
  names: readonly string[],
): Promise<Table> {
  let head = ''
  // No regular expression: on a line that never ends it took minutes.
  while (!head.trimStart().includes('\n')) {
    const next = await text.next()
    if (next.done) break
    head += next.value
    if (head.length > MOST_ROW) throw longRow(1)
  }
  if (head.trim() === '') throw new PairwellError('unreadable_file', 'The file is empty.')
  const whole = (async function* () {
    yield head
    yield* text
  })()
  if (head.trimStart().startsWith('{')) return readJsonLines(whole, head, names)
  const newline: Newline = head.includes('\n') ? '\n' : '\r'
  const delimiter = delimiterOf(head, newline, knows)
  const rows = readCsv(whole, delimiter, newline)
  let first = await rows.next()
  // A header with a line end in a cell, or without one behind it, comes with a later piece.
  while (!first.done && first.value.length === 0) first = await rows.next()
  const [header, ...rest] = first.done ? [] : first.value
  const body = (async function* () {
    yield rest
    yield* rows
  })()
  const own = (header?.cells ?? []).map((name) => name.trim())
  return { own, header: own, rows: body }
}

function delimiterOf(head: string, newline: Newline, knows: (header: string[]) => boolean): string {
  const begun = head.replace(/^\s*[\n\r]/, '')
  const split = DELIMITERS.map((delimiter) => {
    const { data } = parse(begun, { delimiter, newline, preview: 1 }, false)
    return { delimiter, header: (data[0] ?? []).map((name) => name.trim()) }
  })
  const known = split.find(({ header }) => knows(header))
  const widest = split.reduce((best, next) => (next.header.length > best.header.length ? next : best))
  return (known ?? widest).delimiter
}

type Parsed = { data: string[][]; cursor: number; broken: Map<number, string> }

/** Papa's parser, its answer typed: it gives `any`. Quotes that do not fit are told by the row's place in `data`. */
function parse(text: string, config: Papa.ParseConfig, ignoreLastRow: boolean): Parsed {
  const result: Papa.ParseResult<string[]> = new Papa.Parser(config).parse(text, 0, ignoreLastRow)
  const broken = new Map<number, string>()
  for (const { type, row } of result.errors) {
    if (type === 'Quotes' && row !== undefined)
      broken.set(row, 'Its quotes do not fit: double each quote inside a quoted cell.')
  }
  return { data: result.data, cursor: result.meta.cursor, broken }
}

async function* readCsv(
  text: AsyncIterable<string>,
  delimiter: string,
  newline: Newline,
): AsyncGenerator<RawRow[]> {
  let rest = ''
  let row = 1
  const batch = ({ data, broken }: Parsed): RawRow[] =>
    data.flatMap((cells, at) => {
      const number = row
      row += 1
      if (cells.length > MOST_COLUMNS) throw wideRow(number)
      // Spreadsheets write rows of nothing but delimiters below a table.
      const blank = cells.every((cell) => cell.trim() === '')
      const problem = broken.get(at)
      if (problem !== undefined) return [{ row: number, cells, broken: problem }]
      return blank ? [] : [{ row: number, cells }]
    })
  for await (const piece of text) {
    rest += piece
    const complete = parse(rest, { delimiter, newline }, true)
    rest = rest.slice(complete.cursor)
    yield batch(complete)
    if (rest.length > MOST_ROW) throw longRow(row)
  }
  if (rest !== '') yield batch(parse(rest, { delimiter, newline }, false))
}

function readJsonLines(text: AsyncIterable<string>, head: string, names: readonly string[]): Table {
  const first = parseObject(head.trimStart().split('\n', 1)[0] ?? '') ?? {}
  const own = Object.keys(first)
  const header = [...new Set([...own, ...names])]
  const toRow = (line: string, row: number): RawRow => {
    const object = parseObject(line)
    if (object === undefined)
      return { row, cells: [], broken: 'It is not a JSON object. Write one object a line.' }
    return { row, cells: header.map((name) => asCell(object[name])) }
  }
  const rows = (async function* () {
    let rest = ''
    // There is no header line, yet row 1 stays the header's: one rule for all files.
    let row = 2
    const batch = (lines: string[]) =>
      lines.flatMap((line) => {
        const number = row
        row += 1
        return line.trim() === '' ? [] : [toRow(line, number)]
      })
    for await (const piece of text) {
      const lines = (rest + piece).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > MOST_ROW) throw longRow(row)
      yield batch(lines)
    }
    yield batch([rest])
  })()
  return { own, header, rows }
}

function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A JSON value as the cell that a CSV file would hold: lists joined by commas, objects as `key=value;…`. */
function asCell(value: unknown): string {
  if (Array.isArray(value)) return value.map(asText).join(',')
  if (isObject(value))
    return Object.entries(value)
      .map(([key, inner]) => `${key}=${asText(inner)}`)
      .join(';')
  return asText(value)
}

/** What nests deeper has no place in a cell; `String` would even throw for some of it. */
const asText = (value: unknown): string =>
  value === undefined || typeof value === 'object' ? '' : String(value)

const longRow = (row: number) =>
  new PairwellError(
    'unreadable_file',
    `Row ${row} is longer than ${MOST_ROW.toLocaleString('en')} characters. Look there for a quote that is never closed, and for the right line ends.`,
    { row },
  )

const wideRow = (row: number) =>
  new PairwellError(
    'unreadable_file',
    `Row ${row} has more than ${MOST_COLUMNS} columns. Check its quotes.`,
    { row },
  )
