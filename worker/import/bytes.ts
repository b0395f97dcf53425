import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { PairwellError } from '../http/problem.ts'

/** Most bytes of a body as sent; Cloudflare itself takes 100 MB. */
export const MOST_SENT = 95_000_000
/** Most bytes that a gzip file may unpack to. */
export const MOST_UNPACKED = 1_000_000_000

/** Bytes unpacked at a time: about 3 ms of reading rows, so that shoppers' requests come in between. */
const PIECE = 32_768

/** Bytes seen so far. */
export type ByteCount = { sent: number; unpacked: number }

const TOO_LARGE =
  'Send at most 95 MB; compress the file with gzip, which takes up to 1 GB unpacked, or split it by date.'

/** Refuses a body that says itself that it is too large, before a byte of it is read. */
export function refuseLargeBody(contentLength: string | undefined): void {
  if (contentLength !== undefined && Number(contentLength) > MOST_SENT)
    throw new PairwellError('file_too_large', TOO_LARGE)
}

async function* counted(body: ReadableStream<Uint8Array>, count: ByteCount): AsyncGenerator<Uint8Array> {
  for await (const piece of body) {
    count.sent += piece.length
    if (count.sent > MOST_SENT) throw new PairwellError('file_too_large', TOO_LARGE)
    yield piece
  }
}

/** Unpacks gzip, one or more members; node's reads all of them, DecompressionStream stops after the first. */
async function* unpacked(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: PIECE })
  // What goes wrong in either comes out of the loop below.
  pipeline(Readable.from(pieces), gunzip, () => undefined)
  try {
    for await (const piece of gunzip) yield piece
  } catch (thrown) {
    if (thrown instanceof PairwellError) throw thrown
    throw new PairwellError(
      'unreadable_file',
      'The gzip file is broken or cut off. Compress it again and send it whole.',
      { reason: thrown instanceof Error ? thrown.message : String(thrown) },
    )
  }
}

/**
 * The file's bytes, unpacked when it is gzip (known by its first two bytes, whatever the headers say).
 * @throws {PairwellError} `file_too_large`, `unreadable_file`
 */
export async function* readBytes(
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
    count.unpacked += piece.length
    if (count.unpacked > MOST_UNPACKED) {
      throw new PairwellError(
        'file_too_large',
        'The file unpacks to more than 1 GB. Split it by date and send the parts.',
      )
    }
    yield piece
  }
}

/** The first pieces together, four bytes or all there are: a network may cut a file anywhere. */
async function readHead(pieces: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  let head = new Uint8Array()
  while (head.length < 4) {
    const next = await pieces.next()
    if (next.done) break
    const longer = new Uint8Array(head.length + next.value.length)
    longer.set(head)
    longer.set(next.value, head.length)
    head = longer
  }
  return head
}

function refuseForeign(first: Uint8Array): void {
  const starts = (...bytes: number[]) => bytes.every((byte, at) => first[at] === byte)
  if (starts(0x50, 0x4b)) {
    throw new PairwellError(
      'unknown_format',
      'This is an Excel workbook or a zip file. Save the sheet as CSV (UTF-8), or unpack the zip, and send that.',
    )
  }
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) {
    throw new PairwellError(
      'unknown_format',
      'This is an old Excel workbook. Save the sheet as CSV (UTF-8) and send that.',
    )
  }
}
