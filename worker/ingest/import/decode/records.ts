import { PairwellError } from '../../../../vocabulary/errors.ts'
import { readCsv } from './csv.ts'
import { readJsonLines } from './json-lines.ts'
import { longRow, MAX_ROW, type Table } from './raw-rows.ts'
import { readText, type TextOptions } from './text.ts'
import { readWorkbook } from './workbook.ts'
import { isWorkbook } from './workbook-head.ts'
import { readXml } from './xml.ts'

const noLines = () =>
  new PairwellError(
    'unknown_structure',
    'This is JSON, but not one object per line. Write each row as one line of JSON (NDJSON), without brackets around all rows.',
  )

export type { RawRow } from './raw-rows.ts'

/**
 * Parses a file of any supported kind into a header and rows: an Excel workbook, or a text, see readTable.
 * @throws {PairwellError} as readTable, readText and readWorkbook
 */
export async function readAnyTable(
  bytes: AsyncGenerator<Uint8Array>,
  options: TextOptions,
  knows: (header: string[]) => boolean,
  names: readonly string[],
): Promise<Table> {
  const first = await bytes.next()
  const whole = (async function* () {
    if (!first.done) yield first.value
    yield* bytes
  })()
  if (!first.done && isWorkbook(first.value)) return await readWorkbook(whole, knows)
  return await readTable(readText(whole, options), knows, names)
}

/**
 * Parses CSV with any usual delimiter, NDJSON, or an XML feed into a header and rows.
 * @param knows whether a header is recognised; decides between delimiters
 * @param names columns that a later line of NDJSON or entry of XML may have although the first does not
 * @throws {PairwellError} `unreadable_file` for an empty file, a row over 2,000,000 characters, over 2,000 columns
 */
export async function readTable(
  text: AsyncGenerator<string>,
  knows: (header: string[]) => boolean,
  names: readonly string[],
): Promise<Table> {
  let head = await firstLine(text)
  if (head.trim() === '') throw new PairwellError('unreadable_file', 'The file is empty.')
  // Excel's own line that names the delimiter; Excel does not count it as a row either.
  head = head.replace(/^sep=.?\r?\n/i, '')
  const begun = head.trimStart()
  // XML must begin with its declaration, and shop systems print blank lines or comments before it.
  if (begun.startsWith('<')) head = begun.replace(/^(?:<!--[^<>]*-->\s*)+(?=<\?xml)/, '')
  const start = head
  const whole = (async function* () {
    yield start
    yield* text
  })()
  if (begun.startsWith('<')) return readXml(whole, names)
  if (/^\[\s*[[{]/.test(begun)) throw noLines()
  if (begun.startsWith('{')) return readJsonLines(whole, head, names)
  return readCsv(whole, head, knows)
}

/**
 * The beginning of a text up to the piece in which its first line ends; of a feed, which may be written on one line, up to its first sign.
 * Only the new piece is searched: to look at all of a line of 2 MB again and again took 70 MB of memory.
 */
async function firstLine(text: AsyncGenerator<string>): Promise<string> {
  const pieces: string[] = []
  let [length, hasBegun] = [0, false]
  for (;;) {
    const next = await text.next()
    if (next.done) break
    const piece = next.value
    pieces.push(piece)
    length += piece.length
    const from = hasBegun ? 0 : piece.length - piece.trimStart().length
    if (from < piece.length) {
      if (!hasBegun && piece[from] === '<') break
      hasBegun = true
      if (piece.includes('\n', from)) break
    }
    if (length > MAX_ROW) throw longRow(1)
  }
  return pieces.join('')
}
