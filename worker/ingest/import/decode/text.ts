import { PairwellError } from '../../../../vocabulary/errors.ts'

/** Bytes by which UTF-16 is recognised; a shorter file is judged by all its bytes. */
const HEAD = 512
const NO_BYTES: Uint8Array = new Uint8Array()

/**
 * Decodes bytes to text, chunk by chunk, wherever they are split. UTF-8 and UTF-16 by their byte order mark, UTF-16 without a
 * mark by its zero bytes, else UTF-8; a file whose first non-ASCII character is not valid UTF-8 is read as Windows-1252, which
 * old spreadsheets write. Line ends become `\n`.
 * @throws {PairwellError} `wrong_encoding` for binary files
 */
export async function* readText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new Decoder()
  let carriageReturn = ''
  for await (const piece of bytes) {
    const text = carriageReturn + decoder.decode(piece, false)
    // The second half of a line end may be in the next chunk.
    carriageReturn = text.endsWith('\r') ? '\r' : ''
    yield text.slice(0, text.length - carriageReturn.length).replaceAll('\r\n', '\n')
  }
  yield (carriageReturn + decoder.decode(NO_BYTES, true)).replaceAll('\r\n', '\n')
}

/** Decodes ASCII until the first non-ASCII character determines the encoding. */
class Decoder {
  private settled: TextDecoder | undefined
  private waiting = NO_BYTES
  private begun = false

  decode(piece: Uint8Array, last: boolean): string {
    const text = this.settled?.decode(piece, { stream: !last }) ?? this.settle(piece, last)
    if (text.includes('\0')) throw binary()
    return text
  }

  private settle(piece: Uint8Array, last: boolean): string {
    const bytes = joined(this.waiting, piece)
    this.waiting = bytes
    if (!this.begun && !last && bytes.length < HEAD) return ''
    const wide = this.begun ? undefined : encodingOf(bytes)
    this.begun = true
    const ascii = asciiLength(bytes)
    const encoding = wide ?? encodingOfLetter(bytes.subarray(ascii, ascii + 4), last)
    this.waiting = encoding === undefined ? bytes.subarray(ascii) : NO_BYTES
    if (encoding === undefined) return new TextDecoder().decode(bytes.subarray(0, ascii))
    this.settled = new TextDecoder(encoding)
    return this.settled.decode(bytes, { stream: !last })
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

function asciiLength(bytes: Uint8Array): number {
  let at = 0
  while (at < bytes.length && (bytes[at] ?? 0) < 128) at += 1
  return at
}

/** The encoding by the first non-ASCII character; undefined while there is none, or only a part of one. */
function encodingOfLetter(bytes: Uint8Array, last: boolean): string | undefined {
  const [lead = 0] = bytes
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
  if (bytes.length < length && !last) return undefined
  try {
    // Later invalid bytes become U+FFFD instead of ending the upload.
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes.subarray(0, length))
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** UTF-16 by its byte order mark or its zero bytes; undefined for other encodings. */
function encodingOf(first: Uint8Array): string | undefined {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le'
  if (first[0] === 0xfe && first[1] === 0xff) return 'utf-16be'
  const head = first.subarray(0, 512)
  let even = 0
  let odd = 0
  head.forEach((byte, at) => {
    if (byte === 0 && at % 2 === 0) even += 1
    if (byte === 0 && at % 2 === 1) odd += 1
  })
  // Latin text in UTF-16 has a zero in every second byte.
  if (odd > head.length / 4 && even === 0) return 'utf-16le'
  if (even > head.length / 4 && odd === 0) return 'utf-16be'
  if (even + odd > 0) throw binary()
  return undefined
}

const binary = () =>
  new PairwellError(
    'wrong_encoding',
    'The file contains zero bytes, so it is not a text file. Save it as CSV in UTF-8 and send that.',
  )
