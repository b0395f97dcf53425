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

/** Rows `from` to just before `to` of a file: they were written together, and are read together. */
export type RowGroup = { from: number; to: number }

/** How a column is written in its file. */
export type ColumnType = Pick<SchemaElement, 'type' | 'logical_type' | 'converted_type'>

/** An open file. */
export type ParquetFile = {
  /** The columns by name, in their order. */
  columns: ReadonlyMap<string, ColumnType>
  rows: number
  groups: RowGroup[]
  /** The values of these columns in a group, by column, as hyparquet decodes them. @throws {PairwellError} `unreadable_file` */
  values(group: RowGroup, names: readonly string[]): Promise<Map<string, unknown[]>>
  /** The rows as NDJSON in blocks of whole lines. @throws {PairwellError} `unreadable_file` */
  lines(): AsyncGenerator<Uint8Array>
}

/**
 * Opens a Parquet file of any codec. One group of rows is in memory at a time.
 * @throws {PairwellError} `unreadable_file`
 */
export async function openParquet(path: string): Promise<ParquetFile> {
  const broken = (thrown: unknown) => unreadable(path, thrown)
  const file = await asyncBufferFromFile(path)
  const metadata = await parquetMetadataAsync(file).catch((thrown) => {
    throw broken(thrown)
  })
  const elements = parquetSchema(metadata).children.map(({ element }) => element)
  const groups = [...groupsOf(metadata)]
  const values = async ({ from, to }: RowGroup, names: readonly string[]) => {
    const found = new Map(names.map((name) => [name, new Array<unknown>(to - from)]))
    const onChunk = (chunk: { columnName: string; columnData: ArrayLike<unknown>; rowStart: number }) => {
      const column = found.get(chunk.columnName)
      for (let at = 0; column && at < chunk.columnData.length; at += 1)
        column[chunk.rowStart - from + at] = chunk.columnData[at]
    }
    const rows = { rowStart: from, rowEnd: to, columns: [...names] }
    await parquetRead({ file, metadata, compressors, ...rows, onChunk }).catch((thrown) => {
      throw broken(thrown)
    })
    return found
  }
  const names = elements.map(({ name }) => name)
  return {
    columns: new Map(elements.map((element) => [element.name, element])),
    rows: Number(metadata.num_rows),
    groups,
    values,
    lines: async function* () {
      const writers = elements.map((element) => ({ name: element.name, write: writerOf(element) }))
      for (const group of groups) {
        const columns = await values(group, names)
        yield* blocksOf(group.to - group.from, (row) => {
          const cells = writers.map(({ name, write }) => [name, write(columns.get(name)?.[row])])
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

function* groupsOf({ row_groups }: FileMetaData): Generator<RowGroup> {
  let from = 0
  for (const { num_rows } of row_groups) {
    const to = from + Number(num_rows)
    yield { from, to }
    from = to
  }
}

/**
 * How values of a column become JSON, written as an export would write them: a time without a zone has none, so that it is read in the
 * shop's zone; nested columns stay nested.
 */
export function writerOf(column: ColumnType): (value: unknown) => unknown {
  const [isLocal, isDay] = [isLocalTime(column), isDate(column)]
  return (value) => {
    if (column.type === 'FLOAT' && typeof value === 'number') return shortest(value)
    if (value instanceof Date && isLocal) return isoOf(value)?.slice(0, -ZONE.length)
    if (value instanceof Date && isDay) return isoOf(value)?.slice(0, DAY.length)
    return plain(value)
  }
}

/** Whether the times of a column have no zone. */
export const isLocalTime = ({ logical_type }: ColumnType): boolean =>
  logical_type?.type === 'TIMESTAMP' && !logical_type.isAdjustedToUTC
/** Whether a column has days, without a time. */
export const isDate = ({ logical_type, converted_type }: ColumnType): boolean =>
  logical_type?.type === 'DATE' || converted_type === 'DATE'

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
