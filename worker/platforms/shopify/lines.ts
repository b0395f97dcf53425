import { ShopifyFailure } from './failure.ts'

/** A line of an export. */
export type Line = Record<string, unknown>

/** An object with its children, and the number of the byte behind it. */
export type Group = { root: Line; children: Line[]; end: number }

/** Bytes of a line and of an object at most: 2,048 variants have less than 2 MB. */
const MAX_BYTES = 8_000_000
/** Milliseconds until the next attempt when the file cannot be read. */
const PAUSE = 30_000

const NEW_LINE = 10

/**
 * The objects of an export from a byte on, one after the other. The export has a line for each object, and the children of an object right
 * behind it, each with its `__parentId`.
 * @throws {ShopifyFailure} with status 410 when the file is gone: exports are kept for a week
 */
export async function* objectsOf(url: string, from: number, stop: AbortController): AsyncGenerator<Group> {
  const { body, skip } = await open(url, from, stop)
  let group: Group | undefined
  let bytes = 0
  for await (const { line, end } of linesOf(body, from - skip, skip)) {
    bytes += line.length
    if (bytes > MAX_BYTES) throw new ShopifyFailure('An object of the export is too large.', 200)
    const read = parsed(line)
    if (typeof read.__parentId === 'string' && group) {
      group.children.push(read)
      group.end = end
      continue
    }
    if (group) yield group
    bytes = line.length
    group = { root: read, children: [], end }
  }
  if (group) yield group
}

/** The chunks of a body. @throws {ShopifyFailure} when the connection breaks */
async function* chunksOf(body: ReadableStream<Uint8Array> | undefined): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader()
  try {
    for (;;) {
      const next = await reader?.read().catch(() => {
        throw new ShopifyFailure('The connection to Shopify broke. It is tried again soon.', 0, PAUSE)
      })
      if (!next || next.done) return
      yield next.value
    }
  } finally {
    reader?.cancel().catch(() => undefined)
  }
}

async function open(url: string, from: number, stop: AbortController) {
  let response: Response
  try {
    const headers = { Range: `bytes=${from}-` }
    response = await fetch(url, {
      ...{ signal: stop.signal, cache: 'no-store', redirect: 'manual' },
      ...(from > 0 && { headers }),
    })
  } catch {
    throw new ShopifyFailure('The export of Shopify could not be fetched. It is tried again soon.', 0, PAUSE)
  }
  const { status, body } = response
  // The rest is empty: everything was read before.
  if (status === 416) return { body: undefined, skip: 0 }
  // A server that knows no ranges sends the whole file.
  if ((status === 200 || status === 206) && body) return { body, skip: status === 206 ? 0 : from }
  await body?.cancel()
  if (status >= 500 || status === 429)
    throw new ShopifyFailure(
      'The export of Shopify could not be fetched. It is tried again soon.',
      status,
      PAUSE,
    )
  throw new ShopifyFailure('The export of Shopify has expired.', 410)
}

/** Lines with the number of the byte behind each. @param at number of the first byte @param skip bytes to leave out */
async function* linesOf(body: ReadableStream<Uint8Array> | undefined, at: number, skip: number) {
  let pieces: Uint8Array[] = []
  let end = at
  const decoder = new TextDecoder()
  const taken = () => {
    const line = pieces.map((piece, n) => decoder.decode(piece, { stream: n < pieces.length - 1 })).join('')
    pieces = []
    return { line, end }
  }
  let left = skip
  for await (const chunk of chunksOf(body)) {
    const dropped = Math.min(left, chunk.length)
    left -= dropped
    end += dropped
    let begin = dropped
    for (let stop = chunk.indexOf(NEW_LINE, begin); stop >= 0; stop = chunk.indexOf(NEW_LINE, begin)) {
      pieces.push(chunk.subarray(begin, stop))
      end += stop + 1 - begin
      begin = stop + 1
      const next = taken()
      if (next.line !== '') yield next
    }
    if (begin < chunk.length) {
      pieces.push(chunk.subarray(begin))
      end += chunk.length - begin
    }
  }
  const last = taken()
  if (last.line !== '') yield last
}

function parsed(line: string): Line {
  try {
    const read: unknown = JSON.parse(line)
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return { ...read }
  } catch {
    // Reported below.
  }
  // The connection was cut within the last line: the rest comes with the next attempt.
  throw new ShopifyFailure('The export of Shopify ended too early. It is tried again soon.', 200, PAUSE)
}
