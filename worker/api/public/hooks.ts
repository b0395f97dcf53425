import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as v from 'valibot'
import { platformName } from '../../../schema/shop/hooks.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { valid } from '../../http/valid.ts'
import { isPing } from '../../ingest/hooks/platforms.ts'
import { isSignedBy, receiveMessage } from '../../ingest/hooks/receive.ts'
import { logFault } from '../../log.ts'
import { faultError, faultOf, noteFault } from '../../store/faults.ts'
import { isBound, open } from '../../store/open.ts'
import { readHook } from '../../store/shop/hooks.ts'
import { readShop } from '../../store/shop/shops.ts'

/** Maximum bytes of a message: the largest products have 2,048 variants, of which a message describes 100. */
const MAX_BYTES = 2_000_000

/** The body byte for byte as it was signed. */
async function bodyOf(request: Request): Promise<Uint8Array<ArrayBuffer>> {
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
async function orUnavailable<T>(work: Promise<T>): Promise<T> {
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
const forServers = createMiddleware<App>(async (c, next) => {
  await next()
  c.res.headers.delete('Access-Control-Allow-Origin')
  c.header('Cache-Control', 'no-store')
})

const badSignature = () =>
  new PairwellError(
    'bad_signature',
    'The signature is missing or wrong. Set the secret with which the platform signs at /v1/hooks.',
  )

const outcome = v.union([
  v.object({ taken: v.literal(true) }),
  v.object({ late: v.literal(true) }),
  v.object({ ignored: v.string() }),
])

/** POST /hooks/{shop_id}/{platform}: messages of the platforms. */
export const hookRoutes = new Hono<App>().use(forServers).post(
  '/:shop_id/:platform',
  describe(
    'Receive a message of Shopify or WooCommerce',
    {
      status: 200,
      shape: outcome,
      what: 'Whether the message contained anything new. It need not be sent again.',
    },
    'invalid_input',
    'bad_signature',
    'file_too_large',
    'unavailable',
  ),
  valid('param', v.object({ shop_id: v.pipe(v.string(), v.maxLength(50)), ...platformName.entries })),
  async (c) => {
    const now = Date.now()
    const { shop_id, platform } = c.req.valid('param')
    const { headers } = c.req.raw
    const body = await bodyOf(c.req.raw)
    c.var.bodyIsRead?.()
    if (isPing(platform, headers, body)) return c.json({ ignored: 'ping' })
    if (!isBound(c.env, shop_id)) throw badSignature()
    const store = open(c.env, shop_id)
    const [hook, shop] = await orUnavailable(Promise.all([readHook(store, platform), readShop(store)]))
    if (!hook || !shop || !(await isSignedBy(c.env, hook, headers, body, now))) throw badSignature()
    return c.json(await orUnavailable(receiveMessage(c.env, store, shop, hook, headers, body, now)))
  },
)
