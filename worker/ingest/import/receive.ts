import type { ImportKind, RowError } from '../../../schema/imports/imports.ts'
import type { Mapping } from '../../../schema/imports/mappings.ts'
import type { Received } from '../../../schema/imports/report.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import type { RelationshipType } from '../../../vocabulary/relations.ts'
import type { Env } from '../../env.ts'
import { letOthersRun } from '../../jobs/lease/pace.ts'
import { hasItems } from '../../store/catalogue/items.ts'
import { timeId } from '../../store/ids.ts'
import { acceptImport, addChunks, beginImport, dropImport } from '../../store/imports/imports.ts'
import { listMappings } from '../../store/imports/mappings.ts'
import type { Store } from '../../store/open.ts'
import { addCompanies } from '../identity/add-companies.ts'
import { identifierOf } from '../identity/identifier.ts'
import { markAbsent } from './absent.ts'
import { bucketsAfter, bucketsFor } from './buckets.ts'
import { type ByteCount, readBytes } from './decode/bytes.ts'
import type { RawRow } from './decode/raw-rows.ts'
import { readAnyTable } from './decode/records.ts'
import type { Encoding } from './decode/text.ts'
import type { Context, Format } from './format.ts'
import { FORMATS } from './known-formats.ts'
import { knowsHeader, planOf } from './mapping.ts'
import type { RowErrors } from './problems.ts'
import { Reader } from './reader.ts'

/** Refused rows shown when no row is accepted. */
const MAX_SHOWN = 20
/** Rows by which the order of day and month is decided where dates are stored as they are read. */
const LOOK_AHEAD = 2_000
/** An upload as the route passes it on. */
export type Upload = {
  kind: ImportKind
  dry_run: boolean
  /** Items only, see absent.ts. */
  partial: boolean
  confirm: boolean
  /** Refuse the whole file if any row is refused. */
  strict: boolean
  /** Name of the character set; undefined if it is to be found out. */
  charset?: string | undefined
  /** Relations only: the type of rows without a type. */
  relationship_type?: RelationshipType | undefined
  body: ReadableStream<Uint8Array>
  /** Bytes, if the client sends them. */
  content_length: number | undefined
}

/**
 * Streams a file into buckets: recognises its format, reads its rows, hashes its people, and sets refused rows aside. Nothing
 * takes effect before the last byte is stored.
 * @returns the import's id
 * @throws {PairwellError} when the file as a whole is refused; nothing of it stays stored
 */
export async function receive(
  env: Env,
  store: Store,
  shop: Shop,
  upload: Upload,
  now: number,
): Promise<string> {
  const import_id = timeId('imp', now)
  const { kind, dry_run, strict, relationship_type } = upload
  const mappings = (await listMappings(store, kind)).map(({ mapping }) => mapping)
  const people = await identifierOf(env, shop)
  await beginImport(store, { import_id, kind, dry_run, partial: isPart(upload), strict, created_at: now })
  try {
    const context = {
      currency: shop.currency,
      time_zone: shop.time_zone,
      locale: shop.locale,
      people,
      now,
      memory: new Map<string, string>(),
      ...(relationship_type && { relationship_type }),
    }
    const keep = (reader: Reader) => addChunks(store, import_id, reader.buckets.take())
    const { reader, format, bytes, encoding } = await read(store, upload, context, mappings, keep)
    const partial = isPart(upload, format)
    const { errors } = reader
    const rows = { ...reader.received(), bytes, ...(encoding && { encoding }) }
    if (rows.rows_kept === 0) throw noGoodRow(rows, errors.kept)
    if (strict && errors.count > 0) throw badRows(errors)
    const whole = kind === 'items' && !partial
    const received = {
      ...rows,
      ...(whole && (await markAbsent(store, reader, upload))),
      ...(partial && { states: reader.stated.names(rows.lacks) }),
    }
    await keep(reader)
    const buckets = reader.buckets.filled
    const facts = { received, partial, buckets, errors: errors.count, kept: errors.kept }
    if (!(await acceptImport(store, import_id, facts, now))) throw tooSlow()
    if (kind === 'orders' && !dry_run) await addCompanies(store, shop, people, now)
  } catch (thrown) {
    await dropImport(store, import_id)
    throw thrown
  }
  return import_id
}

const isPart = ({ kind, partial }: Upload, format?: Format): boolean =>
  kind === 'items' && (partial || format?.isPart === true)

const noCatalogue = (header: readonly string[]) =>
  new PairwellError(
    'missing_column',
    'The header has no column "title", which a catalogue needs. A list of prices or stocks without names is taken as CSV or a workbook, once the shop has items.',
    { row: 1, missing: ['title'], columns: header.slice(0, 50).map((name) => name.slice(0, 200)) },
  )

const noGoodRow = (received: Pick<Received, 'rows' | 'rows_dropped'>, kept: readonly RowError[]) =>
  new PairwellError('no_good_row', remedyOf(received, kept), {
    rows: received.rows,
    rows_dropped: received.rows_dropped,
    errors: kept.slice(0, MAX_SHOWN),
  })

function remedyOf({ rows }: Pick<Received, 'rows'>, kept: readonly RowError[]): string {
  if (rows === 0) return 'The file has no rows below its header. Export it again with all its data.'
  if (kept.length > 0) return 'Every row of the file was refused. Correct the rows below and send it again.'
  return 'Every row of the file was left out, for the reasons in "rows_dropped". Check that it is the right file.'
}

const badRows = ({ count, kept }: RowErrors) =>
  new PairwellError(
    'bad_rows',
    `Cells or rows refused: ${count}. Because of strict=1, nothing was written. Correct the rows below and send the file again.`,
    { refused: count, errors: kept.slice(0, MAX_SHOWN) },
  )

const tooSlow = () =>
  new PairwellError('unavailable', 'The upload took more than an hour. Compress the file and send it again.')

/** Rows that are read without a rest: about 3 ms. */
const ROWS_AT_ONCE = 300

/** The rows in small parts. A part of an unpacked file has thousands of short rows, during which no other request would be answered. */
async function* slicesOf(parts: AsyncIterable<RawRow[]>): AsyncGenerator<RawRow[]> {
  for await (const rows of parts) {
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) yield rows.slice(from, from + ROWS_AT_ONCE)
  }
}

async function read(
  store: Store,
  upload: Upload,
  context: Context,
  mappings: readonly Mapping[],
  keep: (reader: Reader) => Promise<void>,
): Promise<{ reader: Reader; format: Format; bytes: ByteCount; encoding: Encoding | undefined }> {
  const bytes: ByteCount = { sent: 0, unpacked: 0 }
  let encoding: Encoding | undefined
  const names = FORMATS.filter(({ kind }) => kind === upload.kind).flatMap(({ columns }) =>
    Object.keys(columns),
  )
  const options = {
    charset: upload.charset,
    locale: context.locale,
    settled: (taken: Encoding) => {
      encoding = taken
    },
  }
  const knows = (header: string[]) => knowsHeader(upload.kind, header, mappings)
  const table = await readAnyTable(readBytes(upload.body, bytes), options, knows, names)
  const plan = planOf(upload.kind, table, mappings, context.currency)
  // A later line of NDJSON may have what makes it a catalogue.
  const isOpen = table.header.length > table.own.length
  if (plan.format.isPart && (isOpen || !(await hasItems(store)))) throw noCatalogue(table.own)
  const buckets = bucketsFor(upload.content_length, bytes.unpacked > bytes.sent)
  const reader = new Reader(plan, context, buckets, table)
  let ahead: RawRow[] | undefined = reader.looksAhead ? [] : undefined
  const readAhead = () => {
    reader.lookAhead(ahead ?? [])
    reader.read(ahead ?? [])
    ahead = undefined
  }
  for await (const rows of slicesOf(table.rows)) {
    if (ahead === undefined) reader.read(rows)
    else {
      ahead.push(...rows)
      if (ahead.length >= LOOK_AHEAD) readAhead()
    }
    if (reader.buckets.full) {
      reader.buckets.widen(bucketsAfter(upload.content_length, bytes))
      await keep(reader)
    }
    await letOthersRun()
  }
  if (ahead !== undefined) readAhead()
  reader.close()
  return { reader, format: plan.format, bytes, encoding }
}
