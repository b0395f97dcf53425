import { PairwellError } from '../../../../vocabulary/errors.ts'
import { readCsv } from './csv.ts'
import { readJsonLines } from './json-lines.ts'
import { longRow, MAX_ROW, type Table } from './raw-rows.ts'
import { readXml } from './xml.ts'

const noLines = () =>
  new PairwellError(
    'unknown_format',
    'This is JSON, but not one object per line. Write each row as one line of JSON (NDJSON), without brackets around all rows.',
  )

export type { RawRow } from './raw-rows.ts'

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
  let head = ''
  // Not a regular expression: on a very long line it took minutes.
  while (!head.trimStart().includes('\n')) {
    const next = await text.next()
    if (next.done) break
    head += next.value
    // A feed may be written on one line.
    if (head.trimStart().startsWith('<')) break
    if (head.length > MAX_ROW) throw longRow(1)
  }
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
