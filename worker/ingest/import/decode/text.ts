import { PairwellError } from '../../../../vocabulary/errors.ts'
import { detectCharset, isUtf8, SAMPLE } from './charset.ts'

/** Bytes by which UTF-16 is recognised; a shorter file is judged by all its bytes. */
const HEAD = 512
const NO_BYTES: Uint8Array = new Uint8Array()

/** The character set that was taken, and why: by its mark, by the bytes of the file, by its XML declaration, or as requested. */
export type Encoding = { name: string; by: 'mark' | 'content' | 'declaration' | 'request' }

/** What is known before the file is read. */
export type TextOptions = {
  /** Name of a character set, which applies whatever the file contains. */
  charset?: string | undefined
  /** The shop's language. */
  locale?: string | undefined
  /** Receives the character set when it is settled. */
  settled?: (encoding: Encoding) => void
}

/**
 * Decodes bytes to text, chunk by chunk, wherever they are split. UTF-8 and UTF-16 by their byte order mark, UTF-16 without a
 * mark by its zero bytes, else UTF-8; if the first 64 kB with letters beyond ASCII are not UTF-8, the character set whose text has
 * the letters of a language. Line ends become `\n`.
 * @throws {PairwellError} `wrong_encoding` for binary files, `invalid_input` for an unknown name of a character set
 */
export async function* readText(
  bytes: AsyncIterable<Uint8Array>,
  options: TextOptions = {},
): AsyncGenerator<string> {
  const decoder = new Decoder(options)
  let carriageReturn = ''
  for await (const piece of bytes) {
    const text = carriageReturn + decoder.decode(piece, false)
    // The second half of a line end may be in the next chunk.
    carriageReturn = text.endsWith('\r') ? '\r' : ''
    yield text.slice(0, text.length - carriageReturn.length).replaceAll('\r\n', '\n')
  }
  yield (carriageReturn + decoder.decode(NO_BYTES, true)).replaceAll('\r\n', '\n')
}

/** Decodes ASCII until the letters beyond it determine the character set. */
class Decoder {
  private settled: TextDecoder | undefined
  private waiting = NO_BYTES
  private begun = false
  private declared: string | undefined
  private readonly options: TextOptions

  constructor(options: TextOptions) {
    this.options = options
    const { charset } = options
    if (charset !== undefined) this.settle({ name: nameOf(charset), by: 'request' })
  }

  decode(piece: Uint8Array, last: boolean): string {
    const text = this.settled?.decode(piece, { stream: !last }) ?? this.begin(piece, last)
    if (text.includes('\0')) throw binary()
    return text
  }

  private settle(encoding: Encoding): TextDecoder {
    this.options.settled?.(encoding)
    this.settled = new TextDecoder(encoding.name)
    return this.settled
  }

  private begin(piece: Uint8Array, last: boolean): string {
    const bytes = joined(this.waiting, piece)
    this.waiting = bytes
    if (!this.begun && !last && bytes.length < HEAD) return ''
    const marked = this.begun ? undefined : markedAs(bytes)
    if (!this.begun) this.declared = declaredIn(bytes)
    this.begun = true
    if (marked) {
      this.waiting = NO_BYTES
      return this.settle(marked).decode(bytes, { stream: !last })
    }
    const ascii = asciiLength(bytes)
    const text = ascii === 0 ? '' : new TextDecoder().decode(bytes.subarray(0, ascii))
    const others = bytes.subarray(ascii)
    this.waiting = others
    if (others.length === 0 && last) this.options.settled?.({ name: 'utf-8', by: 'content' })
    if (others.length === 0 || (!last && others.length < SAMPLE && !isPlainly(others))) return text
    this.waiting = NO_BYTES
    return text + this.settle(this.encodingOf(others, last)).decode(others, { stream: !last })
  }

  private encodingOf(bytes: Uint8Array, last: boolean): Encoding {
    if (isUtf8(bytes, last)) return { name: 'utf-8', by: 'content' }
    // A declaration of UTF-8 was wrong.
    const { declared } = this
    if (declared !== undefined && declared !== 'utf-8') return { name: declared, by: 'declaration' }
    return { name: detectCharset(bytes.subarray(0, SAMPLE), this.options.locale), by: 'content' }
  }
}

/** Letters of UTF-8 that settle the matter before the whole sample is there. */
const PLAINLY = 2_048
const isPlainly = (bytes: Uint8Array): boolean => bytes.length >= PLAINLY && isUtf8(bytes, false)

/** The usual name of a character set. */
function nameOf(charset: string): string {
  try {
    return new TextDecoder(charset).encoding
  } catch {
    throw new PairwellError('invalid_input', `The character set "${charset}" is unknown. ${KNOWN}`, {
      issues: [{ field: 'charset', message: KNOWN }],
    })
  }
}

const KNOWN =
  'Use a name such as utf-8, utf-16le, windows-1252, windows-1250, windows-1251, iso-8859-2, iso-8859-15, shift_jis, gbk, big5 or euc-kr.'

/** The character set in the declaration of an XML file; undefined for other files, and for unknown names. */
function declaredIn(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, HEAD))
  const name = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1]
  try {
    return name === undefined ? undefined : new TextDecoder(name).encoding
  } catch {
    return undefined
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

/** UTF-8 and UTF-16 by the byte order mark, UTF-16 also by its zero bytes; undefined for other encodings. */
function markedAs(first: Uint8Array): Encoding | undefined {
  if (first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf) return { name: 'utf-8', by: 'mark' }
  if (first[0] === 0xff && first[1] === 0xfe) return { name: 'utf-16le', by: 'mark' }
  if (first[0] === 0xfe && first[1] === 0xff) return { name: 'utf-16be', by: 'mark' }
  const head = first.subarray(0, 512)
  let even = 0
  let odd = 0
  head.forEach((byte, at) => {
    if (byte === 0 && at % 2 === 0) even += 1
    if (byte === 0 && at % 2 === 1) odd += 1
  })
  // Latin text in UTF-16 has a zero in every second byte.
  if (odd > head.length / 4 && even === 0) return { name: 'utf-16le', by: 'content' }
  if (even > head.length / 4 && odd === 0) return { name: 'utf-16be', by: 'content' }
  if (even + odd > 0) throw binary()
  return undefined
}

const binary = () =>
  new PairwellError(
    'wrong_encoding',
    'The file contains zero bytes, so it is not a text file. Save it as CSV in UTF-8 and send that.',
  )
