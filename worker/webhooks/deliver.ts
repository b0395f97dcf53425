import type { Attempt, Webhook, WebhookMessage } from '../../schema/shop/webhooks.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../vocabulary/time.ts'
import type { Env } from '../env.ts'
import { keepLease } from '../jobs/lease/keep-lease.ts'
import { type JobLease, TryAgain } from '../jobs/lease/lease.ts'
import type { Store } from '../store/open.ts'
import {
  type AfterAttempt,
  giveUpMessages,
  nextMessage,
  noteAttempt,
} from '../store/shop/webhook-messages.ts'
import { send } from './send.ts'

/** Pauses before the second attempt and the following ones; three days in all. They are those that the specification recommends. */
export const PAUSES: readonly number[] = [
  ...[5 * SECOND, 5 * MINUTE, 30 * MINUTE],
  ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR),
]
/** A webhook of which every attempt has failed for this time is switched off. */
export const MAX_FAILING = 5 * DAY
/** Rest of a job after a failure, while other messages of the webhook wait. */
const REST = 5 * SECOND
/** The status by which a receiver says that it wants no more messages. */
const GONE = 410

/**
 * Sends the waiting messages of a webhook, the one that is due first, until none is due. After a failure the job rests for a few seconds at least, so
 * that a receiver that is down is asked once in that time and not once for every message. If it is interrupted between the answer and its record, the
 * message is sent again with the same `webhook-id`.
 * @param subject the webhook; of jobs of release 0.1.0 and before, the webhook and a message
 * @throws {TryAgain} when messages wait for a later time
 */
export async function deliver(env: Env, store: Store, subject: string, lease: JobLease): Promise<void> {
  const [webhook_id = ''] = subject.split('/')
  for (;;) {
    lease.handOverIfSpent()
    await lease.pause()
    const found = await nextMessage(store, webhook_id)
    if (!found) return
    if (found.webhook.disabled_by !== null) return await giveUpMessages(store, webhook_id)
    const wait = found.message.next_at - Date.now()
    if (wait > 0) throw new TryAgain(wait)
    if (await sendOne(env, store, found, lease)) continue
    const next = await nextMessage(store, webhook_id)
    if (next) throw new TryAgain(Math.max(REST, next.message.next_at - Date.now()))
  }
}

/** Sends a message once. @returns whether it was accepted */
async function sendOne(
  env: Env,
  store: Store,
  { message, webhook }: { message: WebhookMessage; webhook: Webhook },
  lease: JobLease,
): Promise<boolean> {
  const stop = new AbortController()
  const lost = keepLease(lease, stop)
  try {
    const attempt = await send(env, webhook, message, stop)
    lost.check()
    const next = nextOf(webhook, message, attempt)
    await noteAttempt(store, message, attempt, next)
    return attempt.problem === null
  } finally {
    lost.end()
  }
}

/** What follows an attempt: the state of the message, the pause before the next attempt, and whether the webhook is switched off. */
export function nextOf(
  { failing_since }: Pick<Webhook, 'failing_since'>,
  { attempts }: Pick<WebhookMessage, 'attempts'>,
  { at, status, problem, retry_after = 0 }: Attempt,
): AfterAttempt {
  if (problem === null) return { status: 'delivered', disable: false }
  const disable = status === GONE || at - (failing_since ?? at) >= MAX_FAILING
  const pause = PAUSES[attempts.length]
  if (disable || pause === undefined) return { status: 'given_up', disable }
  // A receiver that asks for more time gets it, and none is asked earlier than planned.
  return { status: 'waiting', pause: Math.max(pause, retry_after), disable }
}
