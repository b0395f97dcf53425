import { strFromU8, Unzip, UnzipInflate, unzipSync } from 'fflate'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import { MAX_UNPACKED } from './bytes.ts'
import { isRow, MAX_COLUMNS, type RawRow, type Table, wideRow } from './raw-rows.ts'
import { type CellStyle, readRelations, readSharedStrings, readSheets, readStyles } from './workbook-parts.ts'
import { SheetParser } from './workbook-sheet.ts'

/** Largest workbook in bytes: unlike text it is not read piece by piece, because its table of contents is at its end. */
const MAX_WORKBOOK = 30_000_000
/** Largest part besides the sheets, unpacked: texts of cells are in one part. */
const MAX_PART = 64_000_000
/** Packed bytes of a sheet that are unpacked at a time. */
const CHUNK = 8_192
/** Rows among which the header is looked for: people write titles and dates above it. */
const HEADER_ROWS = 20

const damaged = (reason: string) =>
  new PairwellError(
    'unreadable_file',
    'The workbook is damaged or protected by a password. Save it again without a password, or as CSV UTF-8, and send that.',
    { reason },
  )

/**
 * Reads a sheet of an Excel workbook: the first whose header is recognised, else the first with rows. Numbers keep their digits, dates
 * are written like 2026-11-22 10:11:12.
 * @param knows whether a header is recognised
 * @throws {PairwellError} `file_too_large`, `unreadable_file`
 */
export async function readWorkbook(
  pieces: AsyncIterable<Uint8Array>,
  knows: (header: string[]) => boolean,
): Promise<Table> {
  const bytes = await gathered(pieces)
  const parts = unpackedParts(bytes)
  const part = (name: string) => (parts[name] ? strFromU8(parts[name]) : '')
  const strings = readSharedStrings(part('xl/sharedStrings.xml'))
  const { styles, isFrom1904 } = readStyles(part('xl/styles.xml'), part('xl/workbook.xml'))
  const relations = readRelations(part('xl/_rels/workbook.xml.rels'))
  const paths = readSheets(part('xl/workbook.xml')).flatMap((id) => relations.get(id) ?? [])
  let fallback: Table | undefined
  for (const path of paths) {
    const { table, isKnown } = await tableIn(rowsOf(bytes, path, { strings, styles, isFrom1904 }), knows)
    if (isKnown) return table
    if (table.own.length > 0) fallback ??= table
  }
  if (fallback) return fallback
  throw new PairwellError('unreadable_file', 'The workbook has no sheet with rows.')
}

/** The rows of one sheet below its header. */
async function tableIn(
  batches: AsyncGenerator<RawRow[]>,
  knows: (header: string[]) => boolean,
): Promise<{ table: Table; isKnown: boolean }> {
  const begun: RawRow[] = []
  while (begun.length < HEADER_ROWS) {
    const next = await batches.next()
    if (next.done) break
    begun.push(...next.value)
  }
  const headerOf = ({ cells }: RawRow) => cells.map((name) => name.trim())
  const found = begun.slice(0, HEADER_ROWS).findIndex((row) => knows(headerOf(row)))
  // An error names the columns, and not the title above them.
  const likely = found >= 0 ? found : begun.findIndex((row) => isRow(headerOf(row)))
  const at = Math.max(0, likely)
  const header = begun[at] ? headerOf(begun[at]) : []
  const rows = (async function* () {
    yield begun.slice(at + 1)
    yield* batches
  })()
  return { table: { own: header, header, rows, typed: true }, isKnown: found >= 0 }
}

async function gathered(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  let length = 0
  for await (const piece of pieces) {
    all.push(piece)
    length += piece.length
    if (length > MAX_WORKBOOK) {
      throw new PairwellError(
        'file_too_large',
        'A workbook may have at most 30 MB. Save it as CSV UTF-8 and send that; a CSV file may have up to 95 MB, or 1 GB compressed.',
      )
    }
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of all) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

const PARTS = /^xl\/(?:sharedStrings|styles|workbook)\.xml$|^xl\/_rels\/workbook\.xml\.rels$/

function unpackedParts(bytes: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!PARTS.test(name)) return false
        if (originalSize > MAX_PART) throw tooLarge()
        return true
      },
    })
  } catch (thrown) {
    if (thrown instanceof PairwellError) throw thrown
    throw damaged(thrown instanceof Error ? thrown.message : String(thrown))
  }
}

const tooLarge = () =>
  new PairwellError(
    'file_too_large',
    'The workbook unpacks to more than can be read. Save it as CSV UTF-8, split it, and send the parts.',
  )

type Meanings = { strings: readonly string[]; styles: readonly CellStyle[]; isFrom1904: boolean }

/** The rows of a sheet, unpacked and parsed piece by piece. */
async function* rowsOf(bytes: Uint8Array, path: string, meanings: Meanings): AsyncGenerator<RawRow[]> {
  const parser = new SheetParser(meanings.strings, meanings.styles, meanings.isFrom1904)
  const decoder = new TextDecoder()
  let unpacked = 0
  let problem: Error | undefined
  let texts: string[] = []
  let isDone = false
  const unzip = new Unzip((file) => {
    if (file.name !== path) return
    file.ondata = (error, chunk, final) => {
      problem ??= error ?? undefined
      unpacked += chunk?.length ?? 0
      texts.push(decoder.decode(chunk, { stream: !final }))
      isDone ||= final
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  for (let at = 0; at < bytes.length && !isDone; at += CHUNK) {
    try {
      unzip.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length)
    } catch (thrown) {
      throw damaged(thrown instanceof Error ? thrown.message : String(thrown))
    }
    if (problem) throw damaged(problem.message)
    if (unpacked > MAX_UNPACKED) throw tooLarge()
    if (texts.length === 0) continue
    const text = texts.join('')
    texts = []
    const rows = parser.write(text)
    for (const { row, cells } of rows) if (cells.length > MAX_COLUMNS) throw wideRow(row)
    yield rows
  }
}
