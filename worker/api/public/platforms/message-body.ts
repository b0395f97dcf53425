import { createMiddleware } from 'hono/factory'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import type { App } from '../../../http/app.ts'
import { logFault } from '../../../log.ts'
import { faultError, faultOf, noteFault } from '../../../store/faults.ts'

/** Maximum bytes of a message: the largest products have 2,048 variants, of which a message describes 100. */
const MAX_BYTES = 2_000_000

/** The body byte for byte as it was signed. */
export async function bodyOf(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = new PairwellError('file_too_large', 'The message is larger than 2 MB. Send fewer fields.')
  if (Number(request.headers.get('Content-Length') ?? 0) > MAX_BYTES) throw tooLarge
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of request.body ?? []) {
    size += piece.length
    if (size > MAX_BYTES) throw tooLarge
    pieces.push(piece)
  }
  const body = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    body.set(piece, at)
    at += piece.length
  }
  return body
}

/** Turns any failure after the signature check into a 503, so that the platform sends the message again. */
export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (thrown) {
    if (thrown instanceof PairwellError) throw thrown
    logFault('hook_failed', {}, thrown)
    const fault = faultOf(thrown) ?? 'unavailable'
    noteFault(fault, Date.now())
    throw faultError(fault, 'The message could not be stored. Send it again later.')
  }
}

/** Messages come from servers: browsers may not send them, and caches may not keep the answer. */
export const forServers = createMiddleware<App>(async (c, next) => {
  await next()
  c.res.headers.delete('Access-Control-Allow-Origin')
  c.header('Cache-Control', 'no-store')
})
