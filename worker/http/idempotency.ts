import { createHash } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import { PairwellError } from '../../vocabulary/errors.ts'
import { claimReply, keepReply, unclaimReply } from '../store/shop/replies.ts'
import type { App } from './app.ts'
import { sha256 } from './sha256.ts'

/** Bytes of a body that are compared; a longer body is identified by its beginning and its length. */
const MAX_COMPARED = 1_000_000

/** A hash of the beginning of the body, which stays readable for the route and is never in memory as a whole. */
async function beginningOf(request: Request): Promise<string> {
  const hash = createHash('sha256')
  let seen = 0
  for await (const piece of request.clone().body ?? []) {
    hash.update(piece.subarray(0, MAX_COMPARED - seen))
    seen += piece.length
    if (seen >= MAX_COMPARED) break
  }
  return hash.digest('hex')
}

/** A shop's answers hold no secret. */
const asItIs = async (body: string): Promise<string> => body

/**
 * A request with an `Idempotency-Key` is executed once: a repetition within a day gets the first response. The same key with
 * another request is a 422, and while the first request runs a 409 (IETF draft idempotency-key-header).
 */
export const idempotent = createMiddleware<App>(async (c, next) => {
  const key = c.req.header('Idempotency-Key')
  if (key === undefined || c.req.method === 'GET' || c.req.method === 'HEAD') return await next()
  if (key.length === 0 || key.length > 255) {
    throw new PairwellError('invalid_input', 'An Idempotency-Key has 1 to 255 characters.')
  }
  const { db, shop_id, written, read } = c.var.keeping ?? { ...c.var.store, written: asItIs, read: asItIs }
  const length = c.req.header('Content-Length') ?? ''
  const url = new URL(c.req.url)
  const body = await beginningOf(c.req.raw)
  const request = await sha256(`${c.req.method} ${url.pathname}${url.search} ${length} ${body}`)
  const claim = { shop_id, key, request, claimed_at: Date.now() }
  const before = await claimReply(db, claim)
  if (before) {
    if (before.request !== request) {
      throw new PairwellError(
        'other_request',
        'This Idempotency-Key was used for another request. Use a new key.',
      )
    }
    if (before.status === null)
      throw new PairwellError('still_running', 'The first call with this Idempotency-Key still runs.')
    const replayed = { 'Idempotent-Replayed': 'true' }
    if (before.status === 204) return new Response(null, { status: 204, headers: replayed })
    return new Response(await read(before.body ?? ''), {
      status: before.status,
      headers: { ...replayed, 'Content-Type': 'application/json' },
    })
  }
  await next()
  // A failed request may be repeated with the same key.
  if (c.res.status >= 400) await unclaimReply(db, claim)
  else await keepReply(db, claim, c.res.status, await written(await c.res.clone().text()))
})
