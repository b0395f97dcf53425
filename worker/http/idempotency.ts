import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { PairwellError } from '../../vocabulary/errors.ts'
import type { Database } from '../store/open.ts'
import {
  type Claim,
  claimReply,
  keepReply,
  RENEW_EVERY,
  renewClaim,
  unclaimReply,
} from '../store/shop/replies.ts'
import type { App } from './app.ts'
import { sha256 } from './sha256.ts'

/** A body that passes unchanged, and its hash: a file of 95 MB is never in memory as a whole. */
class HashedBody {
  /** The body for the route; null when the request has none. */
  readonly stream: ReadableStream<Uint8Array> | null
  private readonly hash = createHash('sha256')
  private readonly reader: ReadableStreamDefaultReader<Uint8Array> | undefined

  constructor(body: ReadableStream<Uint8Array> | null) {
    this.reader = body?.getReader()
    const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
      const next = await this.next()
      if (next) controller.enqueue(next)
      else controller.close()
    }
    // Without a queue, so that `digest` finds everything that the route has not read.
    this.stream = body && new ReadableStream({ pull }, { highWaterMark: 0 })
  }

  /** Reads what the route has left, and returns the hash of the whole body. */
  async digest(): Promise<string> {
    while (await this.next());
    return this.hash.digest('hex')
  }

  private async next(): Promise<Uint8Array | undefined> {
    const next = await this.reader?.read()
    if (!next || next.done) return undefined
    this.hash.update(next.value)
    return next.value
  }
}

/** Identifies a request by its method, address and whole body. */
async function identityOf(c: Context<App>, body: HashedBody): Promise<string> {
  const url = new URL(c.req.url)
  const length = c.req.header('Content-Length') ?? ''
  return await sha256(`${c.req.method} ${url.pathname}${url.search} ${length} ${await body.digest()}`)
}

/** Keeps the claim of a running call alive, so that only the claim of a call that died can be taken over. */
function keepClaim(db: Database, claim: Claim) {
  let current = claim
  let renewal = Promise.resolve()
  const timer = setInterval(() => {
    renewal = renewal.then(async () => {
      current = (await renewClaim(db, current, Date.now())) ?? current
    })
    // A renewal that fails is repeated; meanwhile the claim is still valid.
    renewal = renewal.catch(() => undefined)
  }, RENEW_EVERY)
  return async (): Promise<Claim> => {
    clearInterval(timer)
    await renewal
    return current
  }
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
  const claim = { shop_id, key, claimed_at: Date.now() }
  const before = await claimReply(db, claim)
  if (before?.status === null) {
    throw new PairwellError('still_running', 'The first call with this Idempotency-Key still runs.')
  }
  const body = new HashedBody(c.req.raw.body)
  if (before) {
    if (before.request !== (await identityOf(c, body))) {
      throw new PairwellError(
        'other_request',
        'This Idempotency-Key was used for another request. Use a new key.',
      )
    }
    const replayed = { 'Idempotent-Replayed': 'true' }
    if (before.status === 204) return new Response(null, { status: 204, headers: replayed })
    return new Response(await read(before.body ?? ''), {
      status: before.status,
      headers: { ...replayed, 'Content-Type': 'application/json' },
    })
  }
  const ended = keepClaim(db, claim)
  try {
    if (body.stream) c.req.raw = new Request(c.req.raw, { body: body.stream })
    await next()
  } finally {
    const held = await ended()
    // A failed request may be repeated with the same key.
    if (c.error || c.res.status >= 400) await unclaimReply(db, held)
    else {
      const reply = { request: await identityOf(c, body), status: c.res.status }
      await keepReply(db, held, { ...reply, body: await written(await c.res.clone().text()) })
    }
  }
})
