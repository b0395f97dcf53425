import { type Context, Hono } from 'hono'
import { page, pageOnly } from '../../../../schema/pages.ts'
import {
  attemptView,
  messageView,
  newWebhook,
  replay,
  replayed,
  type Webhook,
  webhookView,
  writtenWebhook,
} from '../../../../schema/shop/webhooks.ts'
import { type EventType, TEST_TYPE } from '../../../../vocabulary/alerts.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import { keyIdOf, masterKey } from '../../../auth/master-key.ts'
import { seal } from '../../../auth/seal.ts'
import type { App } from '../../../http/app.ts'
import { noteChange } from '../../../http/audited.ts'
import { describe } from '../../../http/describe.ts'
import { pageOf } from '../../../http/paginate.ts'
import { sha256 } from '../../../http/sha256.ts'
import { valid } from '../../../http/valid.ts'
import { checkAddress, readTrusted } from '../../../ingest/feeds/address.ts'
import {
  addMessage,
  listMessages,
  MAX_REPLAYED,
  noteAttempt,
  replayMessages,
} from '../../../store/shop/webhook-messages.ts'
import {
  addWebhook,
  changeWebhook,
  deleteWebhook,
  listWebhooks,
  readWebhook,
  rotateSecret,
} from '../../../store/shop/webhooks.ts'
import { send } from '../../../webhooks/send.ts'
import { newSecret, WEBHOOK_PURPOSE } from '../../../webhooks/sign.ts'

/** What a new webhook receives if nothing is said. */
const USUAL_TYPES: EventType[] = ['alert.began', 'alert.ended']
/** Maximum webhooks of one shop. */
const MAX_WEBHOOKS = 5

const view = (row: Webhook) => {
  const { shop_id: _, secret: __, secret_before: ___, own_host: ____, ...shown } = row
  return { ...shown, enabled: row.disabled_by === null }
}

/** @throws {PairwellError} `no_such_webhook` */
async function found(c: Context<App>, webhook_id: string): Promise<Webhook> {
  const webhook = await readWebhook(c.var.store, webhook_id)
  if (webhook) return webhook
  throw new PairwellError('no_such_webhook', 'There is no such webhook. GET /v1/webhooks lists them.')
}

/** A new secret, and as it is stored. */
async function sealedSecret(c: Context<App>) {
  const secret = newSecret()
  const sealed = await seal(c.env, c.var.store.shop_id, WEBHOOK_PURPOSE, secret)
  return { secret, sealed: { secret: sealed, kid: keyIdOf(masterKey(c.env)) } }
}

/** Addresses that receive messages about the shop. */
export const webhookRoutes = new Hono<App>()
  .get(
    '/',
    describe('List the webhooks', {
      status: 200,
      shape: page(webhookView),
      what: 'With their health, without their secrets.',
    }),
    async (c) => c.json({ items: (await listWebhooks(c.var.store)).map(view), next: null }),
  )
  .put(
    '/',
    describe(
      'Send messages to an address, or change which',
      {
        status: 200,
        shape: writtenWebhook,
        what: 'The secret of a new webhook, which is shown only in this answer; null when the webhook existed. Messages are signed by Standard Webhooks.',
      },
      'invalid_input',
      'invalid_json',
      'forbidden_address',
      'too_many_webhooks',
      'unavailable',
    ),
    valid('json', newWebhook),
    async (c) => {
      const { store } = c.var
      const { url: written, types: wanted, enabled } = c.req.valid('json')
      const own_host = new URL(c.req.url).host
      const url = checkAddress(written, { trusted: readTrusted(c.env.WEBHOOK_HOSTS), own_host }).href
      // The id is derived from the address, so repeated calls refer to the same webhook.
      const webhook_id = `whk_${(await sha256(`${store.shop_id} ${url}`)).slice(0, 16)}`
      const now = Date.now()
      const before = await readWebhook(store, webhook_id)
      const types = wanted ?? before?.types ?? USUAL_TYPES
      const disabled_by = enabled ? null : ('call' as const)
      let secret: string | null = null
      if (before) {
        const healed = enabled && before.disabled_by !== null && { failing_since: null, problem: null }
        await changeWebhook(store, webhook_id, { types, disabled_by, own_host, ...healed })
      } else {
        const fresh = await sealedSecret(c)
        const row = {
          ...{ webhook_id, url, types, disabled_by, secret: fresh.sealed.secret, own_host },
          ...{ secret_before: null, rotated_at: now, created_at: now },
          ...{ failing_since: null, last_ok_at: null, problem: null },
        }
        if (!(await addWebhook(store, row, fresh.sealed.kid, MAX_WEBHOOKS))) {
          throw new PairwellError(
            'too_many_webhooks',
            `The shop has ${MAX_WEBHOOKS} webhooks, which is the maximum. Delete one that is not used.`,
          )
        }
        secret = fresh.secret
      }
      // The address may contain a password, so it is not recorded.
      noteChange(c, { after: { webhook_id, types, enabled } })
      return c.json({ ...view(await found(c, webhook_id)), secret })
    },
  )
  .post(
    '/:webhook_id/rotate',
    describe(
      'Give a webhook a new secret',
      {
        status: 200,
        shape: writtenWebhook,
        what: 'The new secret, which is shown only in this answer. For a day messages are signed with both, so that you can change it without losing one.',
      },
      'no_such_webhook',
      'unavailable',
    ),
    async (c) => {
      const { webhook_id } = await found(c, c.req.param('webhook_id'))
      const { secret, sealed } = await sealedSecret(c)
      await rotateSecret(c.var.store, webhook_id, sealed, Date.now())
      noteChange(c, { after: { webhook_id, secret_changed: true } })
      return c.json({ ...view(await found(c, webhook_id)), secret })
    },
  )
  .post(
    '/:webhook_id/test',
    describe(
      'Send a test to a webhook',
      {
        status: 200,
        shape: attemptView,
        what: `A message of the type ${TEST_TYPE}, sent once and at once, also to a webhook that is switched off. The answer says how the server responded; \`problem\` is null when it accepted the message.`,
      },
      'no_such_webhook',
    ),
    async (c) => {
      const { store, env } = { store: c.var.store, env: c.env }
      const webhook = await found(c, c.req.param('webhook_id'))
      const event = { type: TEST_TYPE, data: { text: 'This is a test.' } }
      const message = await addMessage(store, webhook.webhook_id, event, Date.now())
      const attempt = await send(env, webhook, message, new AbortController())
      const status = attempt.problem === null ? 'delivered' : 'given_up'
      await noteAttempt(store, message, attempt, { status, disable: false })
      noteChange(c, { after: { status: attempt.status } })
      return c.json(attempt)
    },
  )
  .post(
    '/:webhook_id/replay',
    describe(
      'Send messages again that were given up',
      {
        status: 200,
        shape: replayed,
        what: `The oldest ${MAX_REPLAYED} of those, or of the named ones, wait to be sent once more; each keeps its \`webhook-id\`, so that a receiver can tell what it has had.`,
      },
      'invalid_input',
      'invalid_json',
      'no_such_webhook',
      'webhook_off',
    ),
    valid('json', replay),
    async (c) => {
      const { webhook_id, disabled_by } = await found(c, c.req.param('webhook_id'))
      if (disabled_by !== null) {
        throw new PairwellError(
          'webhook_off',
          'This webhook is switched off, so nothing would be sent. Switch it on first: PUT /v1/webhooks with `enabled`.',
        )
      }
      const { message_ids } = c.req.valid('json')
      const messages = await replayMessages(c.var.store, webhook_id, message_ids, Date.now())
      noteChange(c, { after: { replayed: messages } })
      return c.json({ replayed: messages })
    },
  )
  .get(
    '/:webhook_id/messages',
    describe(
      'List the messages of a webhook',
      {
        status: 200,
        shape: page(messageView),
        what: 'Of the last 30 days, newest first, each with its attempts; without their bodies.',
      },
      'invalid_input',
      'no_such_webhook',
    ),
    valid('query', pageOnly),
    async (c) => {
      const { webhook_id } = await found(c, c.req.param('webhook_id'))
      const { after, limit } = c.req.valid('query')
      const rows = await listMessages(c.var.store, webhook_id, after || '~', limit + 1)
      const shown = pageOf(
        rows,
        limit,
        ({ message_id }) => message_id,
        ({ message_id, type, status, created_at, attempts }) => ({
          ...{ message_id, type, status, created_at, attempts },
        }),
      )
      return c.json(shown)
    },
  )
  .delete(
    '/:webhook_id',
    describe(
      'Delete a webhook',
      { status: 204, what: 'With its log. What waits to be sent is not sent.' },
      'no_such_webhook',
    ),
    async (c) => {
      const { webhook_id } = await found(c, c.req.param('webhook_id'))
      await deleteWebhook(c.var.store, webhook_id)
      return c.body(null, 204)
    },
  )
