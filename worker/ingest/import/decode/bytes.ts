import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import { isWorkbook } from './workbook-head.ts'

/** Maximum size of a body as sent, in bytes; Cloudflare itself accepts 100 MB. */
export const MAX_SENT = 95_000_000
/** Maximum size of an unpacked gzip file, in bytes. */
export const MAX_UNPACKED = 1_000_000_000

/** Bytes unpacked at a time: about 3 ms of parsing, so that shoppers' requests are served in between. */
const CHUNK = 32_768

/** Bytes read so far. */
export type ByteCount = { sent: number; unpacked: number }

const TOO_LARGE = 'Send at most 95 MB: compress the file with gzip, up to 1 GB unpacked, or split it by date.'

/** Refuses a body whose Content-Length is too large, before any of it is read. */
export function refuseLargeBody(contentLength: string | undefined): void {
  if (contentLength !== undefined && Number(contentLength) > MAX_SENT)
    throw new PairwellError('file_too_large', TOO_LARGE)
}

async function* counted(body: ReadableStream<Uint8Array>, count: ByteCount): AsyncGenerator<Uint8Array> {
  for await (const piece of body) {
    count.sent += piece.length
    if (count.sent > MAX_SENT) throw new PairwellError('file_too_large', TOO_LARGE)
    yield piece
  }
}

/** Unpacks gzip with one or more members; node's zlib reads all of them, DecompressionStream stops after the first. */
async function* unpacked(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: CHUNK })
  // The loop below throws the errors of both streams.
  pipeline(Readable.from(pieces), gunzip, () => undefined)
  try {
    for await (const piece of gunzip) yield piece
  } catch (thrown) {
    if (thrown instanceof PairwellError) throw thrown
    throw new PairwellError(
      'unreadable_file',
      'The gzip file is damaged or incomplete. Compress it again and send all of it.',
      { reason: thrown instanceof Error ? thrown.message : String(thrown) },
    )
  }
}

/**
 * The bytes of the file, unpacked if it is gzip. Gzip is recognised by its first two bytes; the headers are ignored.
 * @throws {PairwellError} `file_too_large`, `unreadable_file`, `spreadsheet`, `wrong_encoding` for Parquet, `zip_file`
 */
export async function* readBytes(
  body: ReadableStream<Uint8Array>,
  count: ByteCount,
): AsyncGenerator<Uint8Array> {
  yield* gathered(unpackedBytes(body, count))
}

async function* unpackedBytes(
  body: ReadableStream<Uint8Array>,
  count: ByteCount,
): AsyncGenerator<Uint8Array> {
  const sent = counted(body, count)
  const head = await readHead(sent)
  const whole = (async function* () {
    yield head
    yield* sent
  })()
  refuseForeign(head)
  const gzip = head[0] === 0x1f && head[1] === 0x8b
  for await (const piece of gzip ? unpacked(whole) : whole) {
    if (gzip && count.unpacked === 0) refuseForeign(piece)
    count.unpacked += piece.length
    if (count.unpacked > MAX_UNPACKED) {
      throw new PairwellError(
        'file_too_large',
        'The unpacked file is larger than 1 GB. Split it by date and send the parts.',
      )
    }
    yield piece
  }
}

/** Minimum bytes per chunk: an unfinished row is parsed again with each chunk, and a network chunk may be one byte. */
const MIN_CHUNK = 16_384

async function* gathered(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let gatheredPieces: Uint8Array[] = []
  let length = 0
  for await (const piece of pieces) {
    gatheredPieces.push(piece)
    length += piece.length
    if (length < MIN_CHUNK) continue
    yield joined(gatheredPieces, length)
    gatheredPieces = []
    length = 0
  }
  if (length > 0) yield joined(gatheredPieces, length)
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = pieces
  if (first && pieces.length === 1) return first
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Bytes by which the type of a file is recognised; they include the first file name of a zip archive. */
const HEAD = 512

/** The first chunks joined until they suffice to recognise the file type, because the network may split the file anywhere. */
async function readHead(pieces: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  let head = new Uint8Array()
  while (head.length < HEAD) {
    const next = await pieces.next()
    if (next.done) break
    const longer = new Uint8Array(head.length + next.value.length)
    longer.set(head)
    longer.set(next.value, head.length)
    head = longer
  }
  return head
}

/** Type in the archive of a workbook of LibreOffice. */
const OPEN_DOCUMENT = /opendocument\.spreadsheet/

/** `PAR1`, the first bytes of a Parquet file. */
const PARQUET = [0x50, 0x41, 0x52, 0x31]

/** Refuses workbooks other than Excel's .xlsx, Parquet, and other zip files, by their first bytes. */
function refuseForeign(first: Uint8Array): void {
  const starts = (...bytes: number[]) => bytes.every((byte, at) => first[at] === byte)
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) throw workbook()
  if (starts(...PARQUET)) throw parquet()
  if (!starts(0x50, 0x4b, 0x03, 0x04) || isWorkbook(first)) return
  if (OPEN_DOCUMENT.test(new TextDecoder('latin1').decode(first.subarray(0, HEAD)))) throw workbook()
  throw new PairwellError(
    'zip_file',
    'This is a zip file. Unpack it and send the file inside; gzip files are accepted as they are.',
  )
}

const parquet = () =>
  new PairwellError(
    'wrong_encoding',
    'This is a Parquet file, which cannot be read from its beginning. Export CSV or NDJSON, gzipped or not, and send that; `npm run mine` reads Parquet on your machine.',
  )

const workbook = () =>
  new PairwellError(
    'spreadsheet',
    'This kind of spreadsheet cannot be read. Open it, save it as an Excel workbook (.xlsx) or as CSV UTF-8, and send that file.',
  )
