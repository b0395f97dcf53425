import type { ImportKind, Received, RowError } from '../../schema/imports.ts'
import type { Shop } from '../../schema/shops.ts'
import type { Env } from '../env.ts'
import { PairwellError } from '../http/problem.ts'
import { letOthersRun } from '../jobs/pace.ts'
import { acceptImport, addChunks, beginImport, dropImport } from '../store/imports.ts'
import { timeId } from '../store/jobs.ts'
import type { Store } from '../store/open.ts'
import { anonymiser } from './anonymise.ts'
import { Buckets, bucketsFor } from './buckets.ts'
import { type ByteCount, readBytes } from './bytes.ts'
import type { Context, Format, Row } from './format.ts'
import { RowErrors, RowProblem } from './problems.ts'
import { FORMATS, formatOf, locate, type Positions, placeName, recognise } from './recognise.ts'
import { type RawRow, readTable } from './records.ts'
import { readText } from './text.ts'

/** Distinct items counted for the report. */
const MOST_NAMED = 200_000
/** Refused rows shown when not one row is good. */
const SHOWN = 20
/** An upload as the route hands it over. */
export type Upload = {
  kind: ImportKind
  dry_run: boolean
  body: ReadableStream<Uint8Array>
  /** Bytes, when the sender says. */
  content_length: number | undefined
}

/**
 * Streams a file into waiting chunks: recognised, read, made anonymous, bad rows set aside. Nothing counts before the
 * last byte is stored.
 * @returns the import's id
 * @throws {PairwellError} when the file as a whole cannot be taken; then nothing of it is left
 */
export async function receive(
  env: Env,
  store: Store,
  shop: Shop,
  upload: Upload,
  now: number,
): Promise<string> {
  const import_id = timeId('imp', now)
  const { kind, dry_run } = upload
  const people = anonymiser(env.MASTER_KEY, store.shop_id)
  await beginImport(store, { import_id, kind, dry_run, created_at: now })
  try {
    const context = { currency: shop.currency, time_zone: shop.time_zone, people, now }
    const reading = await read(upload, context, (chunks) => addChunks(store, import_id, chunks))
    if (reading.received.rows_kept === 0) throw noGoodRow(reading.received, reading.errors.kept)
    const { received, buckets, errors } = reading
    const facts = { received, buckets, errors: errors.count, kept: errors.kept }
    if (!(await acceptImport(store, import_id, facts, now))) throw tooSlow()
  } catch (thrown) {
    await dropImport(store, import_id)
    throw thrown
  }
  return import_id
}

const noGoodRow = (received: Received, kept: readonly RowError[]) =>
  new PairwellError(
    'no_good_row',
    'Not one row of the file could be taken. Mend the rows below and send it again.',
    {
      rows: received.rows,
      rows_dropped: received.rows_dropped,
      errors: kept.slice(0, SHOWN),
    },
  )

const tooSlow = () =>
  new PairwellError('unavailable', 'The upload took more than an hour. Compress the file and send it again.')

type Reading = { received: Received; buckets: number; errors: RowErrors }

async function read(
  upload: Upload,
  context: Context,
  keep: (chunks: ReturnType<Buckets['take']>) => Promise<void>,
): Promise<Reading> {
  const bytes: ByteCount = { sent: 0, unpacked: 0 }
  const text = readText(readBytes(upload.body, bytes))
  const names = FORMATS.filter(({ kind }) => kind === upload.kind).flatMap(({ columns }) =>
    Object.keys(columns),
  )
  const table = await readTable(text, (header) => formatOf(upload.kind, header) !== undefined, names)
  const format = recognise(upload.kind, table.own)
  const reader = new Reader(
    format,
    // What the first line calls a column is its name; only what it leaves out goes by ours.
    new Map([...locate(format, table.header), ...locate(format, table.own)]),
    context,
    bucketsFor(upload.content_length, bytes.unpacked > bytes.sent),
  )
  for await (const rows of table.rows) {
    reader.read(rows)
    if (reader.buckets.full) await keep(reader.buckets.take())
    await letOthersRun()
  }
  await keep(reader.buckets.take())
  return { received: { ...reader.received(), bytes }, buckets: reader.buckets.filled, errors: reader.errors }
}

/** Reads rows of one format into buckets and counts what it sees. */
class Reader {
  readonly buckets: Buckets
  readonly errors = new RowErrors()
  private readonly format: Format
  private readonly places: Positions
  private readonly context: Context
  private readonly named = new Set<string>()
  private readonly dropped: Record<string, number> = {}
  private rows = 0
  private kept = 0

  constructor(format: Format, places: Positions, context: Context, buckets: number) {
    this.format = format
    this.places = places
    this.context = context
    this.buckets = new Buckets(buckets)
  }

  read(rows: readonly RawRow[]): void {
    for (const raw of rows) {
      this.rows += 1
      try {
        if (raw.broken !== undefined) throw new RowProblem('broken_row', '', raw.broken)
        this.readOne(asRow(raw, this.places))
      } catch (thrown) {
        if (!(thrown instanceof RowProblem)) throw thrown
        this.errors.add(raw.row, thrown, this.cellOf(raw, thrown.column))
      }
    }
  }

  received(): Omit<Received, 'bytes'> {
    const { format, rows, kept, dropped } = this
    const counted = { format: format.name, rows, rows_kept: kept, rows_dropped: dropped }
    return format.kind === 'orders' ? { ...counted, items_named: this.named.size } : counted
  }

  private readOne(row: Row): void {
    const { fragments = [], dropped, named = [] } = this.format.read(row, this.context)
    for (const fragment of fragments) this.buckets.add(fragment)
    for (const reference of named) if (this.named.size < MOST_NAMED) this.named.add(reference)
    if (dropped === undefined) this.kept += 1
    else this.dropped[dropped] = (this.dropped[dropped] ?? 0) + 1
  }

  private cellOf(raw: RawRow, column: string): string {
    for (const { at, written } of this.places.values()) if (written === column) return raw.cells[at] ?? ''
    return ''
  }
}

/** A row of the file, read by the names of its format. */
export const asRow = (raw: RawRow, places: Positions): Row => ({
  row: raw.row,
  cell: (name, number) => {
    const place = places.get(placeName(name, number))
    return place === undefined ? '' : (raw.cells[place.at] ?? '').trim()
  },
  column: (name, number) => places.get(placeName(name, number))?.written ?? name,
  numbers: (name) => places.get(name)?.numbers ?? [],
})
