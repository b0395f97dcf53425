import type { IncomingMessage } from 'node:http'

/**
 * How much of a body is read after its answer, and for how long. Most clients read the answer while they send; one that sends
 * everything first gets it if the rest is within these limits.
 */
const MOST_BYTES = 1_000_000_000
const MOST_MS = 30_000

/**
 * Reads and discards what is left of a request's body after its answer was sent. Without it the operating system would reset
 * the connection, and the client would see a broken pipe instead of the answer.
 */
export function drain(from: IncomingMessage): void {
  if (from.complete) return
  let bytes = 0
  const timer = setTimeout(() => from.socket.destroy(), MOST_MS)
  from.on('data', (piece: Buffer) => {
    bytes += piece.length
    if (bytes > MOST_BYTES) from.socket.destroy()
  })
  from.once('close', () => clearTimeout(timer))
  from.resume()
}

/** Most bytes of a body that are read before it is sent on, more than any beacon or message may have, and for how long. */
const MOST_AHEAD = 2_200_000
const MOST_AHEAD_MS = 30_000

/** Reads a body to its end, or as much of it as is read ahead. The request is paused afterwards. */
export async function beginningOf(from: IncomingMessage): Promise<Buffer[]> {
  const pieces: Buffer[] = []
  const timer = setTimeout(() => from.destroy(), MOST_AHEAD_MS)
  let bytes = 0
  await new Promise<void>((resolve) => {
    const hear = (piece: Buffer) => {
      pieces.push(piece)
      bytes += piece.length
      if (bytes >= MOST_AHEAD) done()
    }
    const done = () => {
      from.off('data', hear)
      from.pause()
      resolve()
    }
    from.on('data', hear)
    from.once('end', done)
    from.once('close', done)
  })
  clearTimeout(timer)
  return pieces
}
