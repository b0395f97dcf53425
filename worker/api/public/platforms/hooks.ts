import { Hono } from 'hono'
import * as v from 'valibot'
import { isOfPlatform, MAIL, platformName } from '../../../../schema/shop/hooks.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import type { App } from '../../../http/app.ts'
import { describe } from '../../../http/describe.ts'
import { valid } from '../../../http/valid.ts'
import { isPing } from '../../../ingest/hooks/platforms.ts'
import { isSignedBy, receiveMessage } from '../../../ingest/hooks/receive.ts'
import { isFromMailTool, receiveMail } from '../../../ingest/hooks/receive-mail.ts'
import { isBound, open } from '../../../store/open.ts'
import { readHook } from '../../../store/shop/hooks.ts'
import { readShop } from '../../../store/shop/shops.ts'
import { bodyOf, forServers, orUnavailable } from './message-body.ts'

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

/** POST /hooks/{shop_id}/{platform}: messages of the platforms, and of a mail tool. */
export const hookRoutes = new Hono<App>()
  .use(forServers)
  .get(
    '/:shop_id/:platform',
    describe(
      'Say that the address answers',
      { status: 200, shape: outcome, what: 'Mailchimp asks before it accepts an address. Nothing is read.' },
      'invalid_input',
    ),
    valid('param', v.object({ shop_id: v.pipe(v.string(), v.maxLength(50)), ...platformName.entries })),
    (c) => c.json({ ignored: 'ping' }),
  )
  .post(
    '/:shop_id/:platform',
    describe(
      'Receive a message of Shopify, WooCommerce or a mail tool',
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
    valid('query', v.object({ key: v.optional(v.pipe(v.string(), v.maxLength(500))) })),
    valid('param', v.object({ shop_id: v.pipe(v.string(), v.maxLength(50)), ...platformName.entries })),
    async (c) => {
      const now = Date.now()
      const { shop_id, platform } = c.req.valid('param')
      const { headers } = c.req.raw
      const body = await bodyOf(c.req.raw)
      c.var.bodyIsRead?.()
      if (platform !== MAIL && isPing(platform, headers, body)) return c.json({ ignored: 'ping' })
      if (!isBound(c.env, shop_id)) throw badSignature()
      const store = open(c.env, shop_id)
      const [hook, shop] = await orUnavailable(Promise.all([readHook(store, platform), readShop(store)]))
      if (!hook || !shop) throw badSignature()
      if (!isOfPlatform(hook)) {
        const { key } = c.req.valid('query')
        if (!(await isFromMailTool(c.env, hook, headers, key, now))) throw badSignature()
        return c.json(await orUnavailable(receiveMail(c.env, store, shop, body, now)))
      }
      if (!(await isSignedBy(c.env, hook, headers, body, now))) throw badSignature()
      return c.json(await orUnavailable(receiveMessage(c.env, store, shop, hook, headers, body, now)))
    },
  )
