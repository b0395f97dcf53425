import type { Attempt, Webhook, WebhookMessage } from '../../schema/shop/webhooks.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../vocabulary/time.ts'
import type { Env } from '../env.ts'
import { keepLease } from '../jobs/lease/keep-lease.ts'
import { type JobLease, TryAgain } from '../jobs/lease/lease.ts'
import type { Store } from '../store/open.ts'
import { giveUpMessage, noteAttempt, readMessage } from '../store/shop/webhook-messages.ts'
import { send } from './send.ts'

/** Pauses before the second attempt and the following ones; three days in all. They are those that the specification recommends. */
export const PAUSES: readonly number[] = [
  ...[5 * SECOND, 5 * MINUTE, 30 * MINUTE],
  ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR),
]
/** A webhook of which every attempt has failed for this time is switched off. */
export const MAX_FAILING = 5 * DAY
/** The status by which a receiver says that it wants no more messages. */
const GONE = 410

/**
 * Sends a message to its webhook; the job continues after a pause until the message is delivered or every attempt has failed. The
 * attempts are counted with the message. If it is interrupted between the answer and its record, the message is sent again with
 * the same `webhook-id`.
 * @throws {TryAgain} when it failed and is to be sent again
 */
export async function deliver(env: Env, store: Store, subject: string, lease: JobLease): Promise<void> {
  const found = await readMessage(store, subject)
  if (found?.message.status !== 'waiting') return
  const { message, webhook } = found
  if (webhook.disabled_by !== null) return await giveUpMessage(store, message)
  const stop = new AbortController()
  const lost = keepLease(lease, stop)
  try {
    const attempt = await send(env, webhook, message, stop)
    lost.check()
    const next = nextOf(webhook, message, attempt)
    await noteAttempt(store, message, attempt, next.status, next.disable)
    if (next.pause !== undefined) throw new TryAgain(next.pause)
  } finally {
    lost.end()
  }
}

/** What follows an attempt: the state of the message, the pause before the next attempt, and whether the webhook is switched off. */
export function nextOf(
  { failing_since }: Pick<Webhook, 'failing_since'>,
  { attempts }: Pick<WebhookMessage, 'attempts'>,
  { at, status, problem, retry_after = 0 }: Attempt,
): { status: WebhookMessage['status']; pause?: number; disable: boolean } {
  if (problem === null) return { status: 'delivered', disable: false }
  const disable = status === GONE || at - (failing_since ?? at) >= MAX_FAILING
  const pause = PAUSES[attempts.length]
  if (disable || pause === undefined) return { status: 'given_up', disable }
  // A receiver that asks for more time gets it, and none is asked earlier than planned.
  return { status: 'waiting', pause: Math.max(pause, retry_after), disable }
}
