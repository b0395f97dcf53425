import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import { jobs } from '../../../schema/jobs.ts'
import {
  type Attempt,
  type Webhook,
  type WebhookMessage,
  webhookMessages,
  webhooks,
} from '../../../schema/shop/webhooks.ts'
import { type EventType, TEST_TYPE } from '../../../vocabulary/alerts.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { batch } from '../batch.ts'
import { rowOfTable } from '../columns.ts'
import { hurryDuty } from '../duties.ts'
import { timeId } from '../ids.ts'
import { newJob } from '../jobs.ts'
import type { Store } from '../open.ts'
import { withinBytes } from '../pages.ts'
import type { Old } from '../retention.ts'
import { rowsOf } from '../serving/rows.ts'
import { insertRows } from '../upsert.ts'
import { shopExists } from './shops.ts'
import { isWebhook } from './webhooks.ts'

type MessageKey = Pick<WebhookMessage, 'webhook_id' | 'message_id'>

const isMessage = ({ shop_id }: Store, { webhook_id, message_id }: MessageKey) =>
  and(
    eq(webhookMessages.shop_id, shop_id),
    eq(webhookMessages.webhook_id, webhook_id),
    eq(webhookMessages.message_id, message_id),
  )

/**
 * An event for webhooks; `customer` is the key of the person whom it is about, `facts` are further fields of the rows, to which `allowed`
 * of queueEvents may refer.
 */
export type WebhookEvent = { type: EventType; data: object; customer?: string; facts?: object }

const messageOf = (
  { shop_id }: Store,
  webhook_id: string,
  { type, data, customer }: { type: string; data: object; customer?: string },
  now: number,
): WebhookMessage => ({
  ...{ shop_id, webhook_id, type, status: 'waiting', created_at: now, next_at: now, attempts: [] },
  customer: customer ?? null,
  message_id: timeId('msg', now),
  body: JSON.stringify({ type, timestamp: new Date(now).toISOString(), data: { shop_id, ...data } }),
})

/**
 * Statements that queue events for the webhooks that receive their types: the messages, and one job for each webhook that has none waiting; one that
 * rests is called. A job that runs may be past its last look, so another one is queued beside it.
 * @param receivers the shop's webhooks, see listWebhooks
 * @param allowed condition for each row, of which `value` is the JSON
 */
export function queueEvents(
  store: Store,
  receivers: readonly Webhook[],
  events: readonly WebhookEvent[],
  now: number,
  allowed: SQL = shopExists(store),
): SQL[] {
  const messages = events.flatMap((event) =>
    receivers
      .filter(({ disabled_by, types }) => disabled_by === null && types.includes(event.type))
      .map(({ webhook_id }) => ({ ...messageOf(store, webhook_id, event, now), ...event.facts })),
  )
  if (messages.length === 0) return []
  const subjects = [...new Set(messages.map(({ webhook_id }) => webhook_id))]
  return [
    insertRows(webhookMessages, store.shop_id, JSON.stringify(messages), allowed),
    ...callDelivery(store, subjects, now),
  ]
}

/** Statements that let the waiting messages of webhooks be sent: by the job that rests, or by a new one. */
function callDelivery(store: Store, subjects: readonly string[], now: number): SQL[] {
  const { shop_id } = store
  const work = subjects.map((webhook_id) => newJob(store, 'deliver', webhook_id, now))
  const resting = (subject: SQL) =>
    sql`shop_id = ${shop_id} and kind = 'deliver' and subject = ${subject} and failed_at is null and lease is null`
  const isWaiting = sql`exists (select 1 from webhook_messages m indexed by webhook_messages_waiting
    where m.shop_id = ${shop_id} and m.webhook_id = value ->> 'subject' and m.status = 'waiting')`
  return [
    sql`update jobs set lease_until = min(lease_until, ${now - 1})
      where ${resting(sql`jobs.subject`)} and subject in (select value from json_each(${JSON.stringify(subjects)}))`,
    insertRows(
      jobs,
      shop_id,
      JSON.stringify(work),
      sql`${isWaiting} and not exists (select 1 from jobs where ${resting(sql`value ->> 'subject'`)})`,
    ),
  ]
}

/** Statement that reads the shop's webhooks that receive messages of a kind such as `decision`. */
export const selectReceivers = (shop_id: string, kind: string): SQL => sql`
  select w.* from webhooks w where w.shop_id = ${shop_id} and w.disabled_by is null
    and exists (select 1 from json_each(w.types) t where t.value like ${`${kind}.%`})`

/** Those webhooks, of the rows of the statement. */
export const receiversFrom = (result: D1Result<unknown> | undefined): Webhook[] =>
  rowsOf<object>(result).map((row) => rowOfTable(webhooks, row))

/** Adds a message that is sent once, at once, by the caller; it is in the log like the others. */
export async function addMessage(
  store: Store,
  webhook_id: string,
  event: { type: string; data: object },
  now: number,
): Promise<WebhookMessage> {
  const message = messageOf(store, webhook_id, event, now)
  await store.db.insert(webhookMessages).values(message)
  return message
}

/** The next message of a webhook that is waiting, the one that is due first, with its webhook; undefined when there is none. */
export async function nextMessage(
  store: Store,
  webhook_id: string,
): Promise<{ message: WebhookMessage; webhook: Webhook } | undefined> {
  return await store.db
    .select({ message: webhookMessages, webhook: webhooks })
    .from(webhookMessages)
    .innerJoin(
      webhooks,
      and(eq(webhooks.shop_id, webhookMessages.shop_id), eq(webhooks.webhook_id, webhookMessages.webhook_id)),
    )
    .where(
      and(
        eq(webhookMessages.shop_id, store.shop_id),
        eq(webhookMessages.webhook_id, webhook_id),
        eq(webhookMessages.status, sql`'waiting'`),
      ),
    )
    .orderBy(webhookMessages.next_at, webhookMessages.message_id)
    .limit(1)
    .get()
}

/** What follows an attempt: the state of the message, the pause before the next one, and whether the webhook is switched off. */
export type AfterAttempt = { status: WebhookMessage['status']; pause?: number; disable: boolean }

/** Records an attempt with the message and its webhook. */
export async function noteAttempt(
  store: Store,
  { webhook_id, message_id, attempts }: WebhookMessage,
  attempt: Attempt,
  { status, pause = 0, disable }: AfterAttempt,
): Promise<void> {
  const { at, problem } = attempt
  const health =
    problem === null
      ? { failing_since: null, last_ok_at: at, problem: null }
      : { failing_since: sql`coalesce(${webhooks.failing_since}, ${at})`, problem }
  await batch(store.d1, [
    store.db
      .update(webhookMessages)
      .set({ status, next_at: at + pause, attempts: [...attempts, attempt] })
      .where(isMessage(store, { webhook_id, message_id })),
    store.db
      .update(webhooks)
      .set({ ...health, ...(disable && { disabled_by: 'failures' as const }) })
      .where(isWebhook(store, webhook_id)),
    ...(disable ? [hurryDuty(store, 'alerts', at)] : []),
  ])
}

/** Messages that one call lets be sent again. */
export const MAX_REPLAYED = 1_000

/**
 * Lets messages that were given up be sent once more, oldest first, with their ids and bytes. One that fails again is given up
 * when it has had all attempts. Tests are sent once only.
 * @param message_ids which of them; undefined for all
 * @returns how many there were, at most MAX_REPLAYED
 */
export async function replayMessages(
  store: Store,
  webhook_id: string,
  message_ids: readonly string[] | undefined,
  now: number,
): Promise<number> {
  const { shop_id, d1 } = store
  const among = message_ids
    ? sql`and message_id in (select value from json_each(${JSON.stringify(message_ids)}))`
    : sql``
  const [replayed] = await batch(d1, [
    sql`update webhook_messages set status = 'waiting', next_at = ${now}
      where shop_id = ${shop_id} and webhook_id = ${webhook_id} and message_id in (
        select message_id from webhook_messages
        where shop_id = ${shop_id} and webhook_id = ${webhook_id} and status = 'given_up' and type <> ${TEST_TYPE} ${among}
        order by message_id limit ${MAX_REPLAYED})`,
    ...callDelivery(store, [webhook_id], now),
  ])
  return replayed?.meta.changes ?? 0
}

/** Ends the messages of a webhook that was switched off. */
export async function giveUpMessages({ db, shop_id }: Store, webhook_id: string): Promise<void> {
  await db.run(sql`update webhook_messages indexed by webhook_messages_waiting set status = 'given_up'
    where shop_id = ${shop_id} and webhook_id = ${webhook_id} and status = 'waiting'`)
}

/** Messages of a webhook, newest first. */
export async function listMessages(
  store: Store,
  webhook_id: string,
  before: string,
  limit: number,
): Promise<WebhookMessage[]> {
  const where = and(
    eq(webhookMessages.shop_id, store.shop_id),
    eq(webhookMessages.webhook_id, webhook_id),
    lt(webhookMessages.message_id, before),
  )
  const keys = [webhookMessages.message_id]
  const page = withinBytes(webhookMessages, { keys, descends: true, where, limit })
  return await store.db
    .select()
    .from(webhookMessages)
    .where(and(where, page))
    .orderBy(desc(webhookMessages.message_id))
}

/** Days that a message stays in the log; its last attempt is made within four. */
const LOG_LIFE = 30

/** Messages that are past their retention at a time (UTC milliseconds). */
export const oldMessages = (now: number): Old => ({
  table: webhookMessages,
  which: sql`created_at < ${now - LOG_LIFE * DAY}`,
})
