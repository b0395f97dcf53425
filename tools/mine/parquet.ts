import { closeSync, openSync, readSync } from 'node:fs'
import {
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type SchemaElement,
} from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { PairwellError } from '../../vocabulary/errors.ts'

/** First and last bytes of every Parquet file. */
const MAGIC = 'PAR1'
/** Characters of lines that are passed on together, about. */
const BLOCK = 1_000_000

/** Whether a file is Parquet, by its first bytes. */
export function isParquet(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const first = new Uint8Array(MAGIC.length)
    readSync(file, first)
    return new TextDecoder('latin1').decode(first) === MAGIC
  } finally {
    closeSync(file)
  }
}

/** An open file: the names of its columns, and its rows as NDJSON in blocks of whole lines. */
export type ParquetFile = { columns: string[]; rows: number; lines(): AsyncGenerator<Uint8Array> }

/**
 * Opens a Parquet file of any codec. Values are written as an export would write them: a time without a zone has none, so that it is
 * read in the shop's zone; nested columns stay nested. One group of rows is in memory at a time.
 * @throws {PairwellError} `unreadable_file`
 */
export async function openParquet(path: string): Promise<ParquetFile> {
  const broken = (thrown: unknown) => unreadable(path, thrown)
  const file = await asyncBufferFromFile(path)
  const metadata = await parquetMetadataAsync(file).catch((thrown) => {
    throw broken(thrown)
  })
  const elements = parquetSchema(metadata).children.map(({ element }) => element)
  return {
    columns: elements.map(({ name }) => name),
    rows: Number(metadata.num_rows),
    lines: async function* () {
      const writers = elements.map((element) => ({ name: element.name, write: writerOf(element) }))
      for (const [rowStart, rowEnd] of groupsOf(metadata)) {
        const values = new Map(elements.map(({ name }) => [name, new Array<unknown>(rowEnd - rowStart)]))
        const onChunk = (chunk: { columnName: string; columnData: ArrayLike<unknown>; rowStart: number }) => {
          const column = values.get(chunk.columnName)
          for (let at = 0; column && at < chunk.columnData.length; at += 1)
            column[chunk.rowStart - rowStart + at] = chunk.columnData[at]
        }
        await parquetRead({ file, metadata, compressors, rowStart, rowEnd, onChunk }).catch((thrown) => {
          throw broken(thrown)
        })
        yield* blocksOf(rowEnd - rowStart, (row) => {
          const cells = writers.map(({ name, write }) => [name, write(values.get(name)?.[row])])
          return JSON.stringify(Object.fromEntries(cells))
        })
      }
    },
  }
}

/** Lines for rows 0 to `rows`, in blocks. */
function* blocksOf(rows: number, lineOf: (row: number) => string): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  let block = ''
  for (let row = 0; row < rows; row += 1) {
    block += `${lineOf(row)}\n`
    if (block.length < BLOCK) continue
    yield encoder.encode(block)
    block = ''
  }
  if (block !== '') yield encoder.encode(block)
}

/** First row and the row behind the last of each group. */
function* groupsOf({ row_groups }: FileMetaData): Generator<[number, number]> {
  let from = 0
  for (const { num_rows } of row_groups) {
    const end = from + Number(num_rows)
    yield [from, end]
    from = end
  }
}

/** How values of a column become JSON. */
function writerOf({ type, logical_type, converted_type }: SchemaElement): (value: unknown) => unknown {
  const isLocal = logical_type?.type === 'TIMESTAMP' && !logical_type.isAdjustedToUTC
  const isDay = logical_type?.type === 'DATE' || converted_type === 'DATE'
  return (value) => {
    if (type === 'FLOAT' && typeof value === 'number') return shortest(value)
    if (value instanceof Date && isLocal) return isoOf(value)?.slice(0, -ZONE.length)
    if (value instanceof Date && isDay) return isoOf(value)?.slice(0, DAY.length)
    return plain(value)
  }
}

/** How long parts of a date are. */
const [ZONE, DAY] = ['Z', '2026-11-22']

/** ISO 8601 with a Z; undefined for a time that no calendar has. */
const isoOf = (at: Date): string | undefined => (Number.isNaN(at.getTime()) ? undefined : at.toISOString())

/** Significant digits that tell all single-precision numbers apart (IEEE 754). */
const SINGLE_DIGITS = 9

/** The shortest decimal that is the single-precision number: 9.9, not 9.899999618530273. */
function shortest(value: number): number {
  for (let digits = 6; digits < SINGLE_DIGITS; digits += 1) {
    const rounded = Number(value.toPrecision(digits))
    if (Math.fround(rounded) === value) return rounded
  }
  return Number(value.toPrecision(SINGLE_DIGITS))
}

/** A value as JSON can carry it: whole numbers beyond 2⁵³ as texts, which are exact. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (value instanceof Date) return isoOf(value)
  if (value instanceof Uint8Array) return new TextDecoder().decode(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]))
}

function unreadable(path: string, thrown: unknown): PairwellError {
  const reason = thrown instanceof Error ? thrown.message : String(thrown)
  return new PairwellError(
    'unreadable_file',
    `${path} cannot be read as Parquet (${reason}). Write it again, with Zstandard, Snappy or gzip, or export CSV.`,
    { reason },
  )
}
