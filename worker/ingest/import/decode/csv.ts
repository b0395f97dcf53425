import Papa from 'papaparse'
import { longRow, MAX_COLUMNS, MAX_ROW, type RawRow, type Table, wideRow } from './raw-rows.ts'

type Newline = '\n' | '\r'
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
  const newline: Newline = head.includes('\n') ? '\n' : '\r'
  const delimiter = delimiterOf(head, newline, knows)
  const rows = readRows(whole, delimiter, newline)
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

function delimiterOf(head: string, newline: Newline, knows: (header: string[]) => boolean): string {
  const begun = head.replace(/^\s*[\n\r]/, '')
  const split = DELIMITERS.map((delimiter) => {
    const { data } = parse(begun, { delimiter, newline, preview: 1 }, false)
    return { delimiter, header: (data[0] ?? []).map((name) => name.trim()) }
  })
  const recognised = split.find(({ header }) => knows(header))
  const widest = split.reduce((best, next) => (next.header.length > best.header.length ? next : best))
  return (recognised ?? widest).delimiter
}

type Parsed = { data: string[][]; cursor: number; broken: Map<number, string> }

/** Papa's parser with a typed result instead of `any`. Quoting errors are reported by the row's index in `data`. */
function parse(text: string, config: Papa.ParseConfig, ignoreLastRow: boolean): Parsed {
  const result: Papa.ParseResult<string[]> = new Papa.Parser(config).parse(text, 0, ignoreLastRow)
  const broken = new Map<number, string>()
  for (const { type, row } of result.errors) {
    if (type === 'Quotes' && row !== undefined)
      broken.set(row, 'The quotes of this row do not match. Double each quote inside a quoted cell.')
  }
  return { data: result.data, cursor: result.meta.cursor, broken }
}

const SPILLS =
  'This row has more cells than the header. Put quotes around a cell that contains the delimiter, as in "4,50".'

/**
 * Whether cells follow the header's last column, as in `A,Tea,4,50` under `id,title,price`: it is unknown which cell was split.
 * Empty cells at the end are accepted.
 */
const spills = (cells: readonly string[], width: number): boolean =>
  cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '')

async function* readRows(
  text: AsyncIterable<string>,
  delimiter: string,
  newline: Newline,
): AsyncGenerator<RawRow[]> {
  let rest = ''
  let row = 1
  let width: number | undefined
  const batch = ({ data, broken }: Parsed): RawRow[] =>
    data.flatMap((cells, at) => {
      const number = row
      row += 1
      if (cells.length > MAX_COLUMNS) throw wideRow(number)
      // Spreadsheets write rows of delimiters only below a table.
      const blank = cells.every((cell) => cell.trim() === '')
      if (blank && !broken.has(at)) return []
      width ??= cells.length
      const problem = broken.get(at) ?? (spills(cells, width) ? SPILLS : undefined)
      return [{ row: number, cells, ...(problem !== undefined && { broken: problem }) }]
    })
  // An unfinished row is parsed again only when its length has doubled, so that a long row does not take quadratic time.
  let worth = 0
  for await (const piece of text) {
    rest += piece
    if (rest.length < worth) continue
    const complete = parse(rest, { delimiter, newline }, true)
    rest = rest.slice(complete.cursor)
    yield batch(complete)
    if (rest.length > MAX_ROW) throw longRow(row)
    worth = complete.cursor === 0 ? Math.min(2 * rest.length, MAX_ROW) : 0
  }
  if (rest !== '') yield batch(parse(rest, { delimiter, newline }, false))
}
