import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { EVENT_TYPES, type EventType } from '../../vocabulary/alerts.ts'
import { whole } from '../numbers.ts'

/** Why a webhook receives nothing: its merchant switched it off, or its server failed for too long. */
export const DISABLED_BY = ['call', 'failures'] as const

/** Addresses that receive messages about the shop, signed by Standard Webhooks (https://www.standardwebhooks.com). */
export const webhooks = sqliteTable(
  'webhooks',
  {
    shop_id: text().notNull(),
    /** Derived from the address. */
    webhook_id: text().notNull(),
    url: text().notNull(),
    types: text({ mode: 'json' }).$type<EventType[]>().notNull(),
    /** Null while it receives messages. */
    disabled_by: text({ enum: DISABLED_BY }),
    /** Sealed (worker/auth/seal.ts) and not hashed, because signing needs it. */
    secret: text().notNull(),
    /** The secret before the last change; it signs, too, for a day. */
    secret_before: text(),
    /** UTC milliseconds of the last change of the secret. */
    rotated_at: integer().notNull(),
    created_at: integer().notNull(),
    /** UTC milliseconds since which every attempt has failed; null after a success. */
    failing_since: integer(),
    last_ok_at: integer(),
    /** Why the last attempt failed. */
    problem: text(),
    /** The Worker's own host, to which nothing is sent. */
    own_host: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.webhook_id] })],
)
export type Webhook = typeof webhooks.$inferSelect

/** One attempt to deliver a message. */
export const attemptView = v.object({
  /** UTC milliseconds. */
  at: whole,
  /** Status of the answer; null without an answer. */
  status: v.nullable(whole),
  /** Time until the answer or the failure. */
  milliseconds: whole,
  problem: v.nullable(v.string()),
  /** Milliseconds for which the receiver asked to wait (`Retry-After`); missing where it did not. */
  retry_after: v.optional(whole),
})
export type Attempt = v.InferOutput<typeof attemptView>

/** `waiting`: it is sent, again if necessary; `given_up`: every attempt failed, or the webhook was switched off. */
export const MESSAGE_STATUS = ['waiting', 'delivered', 'given_up'] as const

/** Messages to webhooks with their attempts: what is to be sent, and then the log. */
export const webhookMessages = sqliteTable(
  'webhook_messages',
  {
    shop_id: text().notNull(),
    webhook_id: text().notNull(),
    /** The `webhook-id` of the request: the same for each attempt, so that the receiver can discard repetitions. */
    message_id: text().notNull(),
    /** An event type, or TEST_TYPE. */
    type: text().notNull(),
    /** The body, byte for byte the same for each attempt. */
    body: text().notNull(),
    status: text({ enum: MESSAGE_STATUS }).notNull(),
    created_at: integer().notNull(),
    /** From when it is sent while it waits, UTC milliseconds. */
    next_at: integer().notNull().default(0),
    attempts: text({ mode: 'json' }).$type<Attempt[]>().notNull(),
    /** The key of the person whom it is about, so that it is erased with the person; null for others. */
    customer: text(),
  },
  (t) => [
    primaryKey({ columns: [t.shop_id, t.webhook_id, t.message_id] }),
    index('webhook_messages_waiting').on(t.shop_id, t.webhook_id, t.next_at).where(sql`status = 'waiting'`),
    index('webhook_messages_by_customer').on(t.shop_id, t.customer).where(sql`customer is not null`),
  ],
)
export type WebhookMessage = typeof webhookMessages.$inferSelect

/** Where to send messages, and which. A webhook with the same address is changed, not added again. */
export const newWebhook = v.strictObject({
  url: v.pipe(v.string(), v.trim(), v.minLength(1, 'Give an address.'), v.maxLength(2000)),
  /** By default those that it has; of a new one the alerts. */
  types: v.optional(
    v.pipe(
      v.array(v.picklist(EVENT_TYPES, `Give some of: ${EVENT_TYPES.join(', ')}.`)),
      v.minLength(1, 'Give at least one type of event.'),
      v.maxLength(EVENT_TYPES.length),
      v.transform((types) => [...new Set(types)]),
    ),
  ),
  enabled: v.optional(v.boolean(), true),
})

/** A webhook as the API returns it, without its secret. */
export const webhookView = v.object({
  webhook_id: v.string(),
  url: v.string(),
  types: v.array(v.picklist(EVENT_TYPES)),
  enabled: v.boolean(),
  disabled_by: v.nullable(v.picklist(DISABLED_BY)),
  created_at: whole,
  rotated_at: whole,
  failing_since: v.nullable(whole),
  last_ok_at: v.nullable(whole),
  problem: v.nullable(v.string()),
})
export type WebhookView = v.InferOutput<typeof webhookView>

/** The same with the secret, when it is new: `whsec_` and 32 bytes in base64. It is shown only here. */
export const writtenWebhook = v.object({ ...webhookView.entries, secret: v.nullable(v.string()) })
export type WrittenWebhook = v.InferOutput<typeof writtenWebhook>

/** A message in the log. */
export const messageView = v.object({
  message_id: v.string(),
  type: v.string(),
  status: v.picklist(MESSAGE_STATUS),
  created_at: whole,
  attempts: v.array(attemptView),
})
export type MessageView = v.InferOutput<typeof messageView>

/** Which messages to send again: those with these ids that were given up, or all that were. */
export const replay = v.strictObject({
  message_ids: v.optional(
    v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(60))), v.minLength(1), v.maxLength(100)),
  ),
})
export const replayed = v.object({ replayed: whole })
