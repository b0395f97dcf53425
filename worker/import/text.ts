import { PairwellError } from '../http/problem.ts'

/**
 * Bytes to text, piece by piece. UTF-8 and UTF-16 by their mark, UTF-16 without one by its zero bytes, else UTF-8; a file
 * whose first byte beyond ASCII is no UTF-8 is read as Windows-1252, which is what old spreadsheets write.
 * Line ends become `\n`.
 * @throws {PairwellError} `wrong_encoding` for binary files
 */
export async function* readText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  let settled = false
  let held = ''
  for await (const piece of bytes) {
    if (decoder === undefined) {
      const encoding = encodingOf(piece)
      settled = encoding !== 'utf-8'
      decoder = new TextDecoder(encoding)
    }
    if (!settled && !isAscii(piece)) {
      settled = true
      decoder = settle(piece)
    }
    let text = decoder.decode(piece, { stream: true })
    if (text.includes('\0')) throw binary()
    text = held + text
    // The second half of a line end may be in the next piece.
    held = text.endsWith('\r') ? '\r' : ''
    yield text.slice(0, text.length - held.length).replaceAll('\r\n', '\n')
  }
  yield held + (decoder?.decode() ?? '')
}

/** The first piece beyond ASCII decides for the rest of the file. */
function settle(piece: Uint8Array): TextDecoder {
  try {
    // A letter cut off at the end of the piece is no error while streaming.
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(piece, { stream: true })
    // Later broken bytes become U+FFFD instead of ending the upload.
    return new TextDecoder('utf-8')
  } catch {
    return new TextDecoder('windows-1252')
  }
}

function isAscii(piece: Uint8Array): boolean {
  for (let at = 0; at < piece.length; at += 1) if ((piece[at] ?? 0) > 127) return false
  return true
}

function encodingOf(first: Uint8Array): string {
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
  return 'utf-8'
}

const binary = () =>
  new PairwellError(
    'wrong_encoding',
    'The file holds zero bytes, so it is no text that can be read. Save it as CSV in UTF-8 and send that.',
  )
