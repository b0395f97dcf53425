import type { Attempt, Webhook, WebhookMessage } from '../../schema/shop/webhooks.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import { DAY, SECOND } from '../../vocabulary/time.ts'
import { unseal } from '../auth/seal.ts'
import type { Env } from '../env.ts'
import { checkAddress, isTrusted, readTrusted } from '../ingest/feeds/address.ts'
import { checkName } from '../ingest/feeds/resolve.ts'
import { signedHeaders, WEBHOOK_PURPOSE } from './sign.ts'

/** Time limit for an answer. The specification recommends 15 to 30 seconds. */
const PATIENCE = 15 * SECOND
/** Time for which the secret before the last change signs, too. */
export const BOTH_VALID = DAY
/** Maximum length of the stored reason of a failure, characters. */
const MAX_PROBLEM = 300

/** The secrets that sign a message now, the current one first. */
async function secretsOf(env: Env, webhook: Webhook, now: number): Promise<string[]> {
  const { shop_id, secret, secret_before, rotated_at } = webhook
  const sealed = [secret, ...(secret_before !== null && now < rotated_at + BOTH_VALID ? [secret_before] : [])]
  const open = await Promise.all(sealed.map((text) => unseal(env, shop_id, WEBHOOK_PURPOSE, text)))
  const [current, ...others] = open
  if (current === undefined) {
    throw new PairwellError(
      'unavailable',
      'The secret of this webhook was encrypted with a MASTER_KEY that the deployment no longer has. Make a new one: POST /v1/webhooks/{webhook_id}/rotate.',
    )
  }
  return [current, ...others.filter((other) => other !== undefined)]
}

/**
 * Sends a message once. The address is checked as that of a feed is: https, public, no redirects. The answer's body is not read.
 * @param stop aborts the request from outside
 * @returns the attempt; `problem` is null when the receiver answered with a status of success
 */
export async function send(
  env: Env,
  webhook: Webhook,
  message: Pick<WebhookMessage, 'message_id' | 'body'>,
  stop: AbortController,
): Promise<Attempt> {
  const at = Date.now()
  const timer = setTimeout(() => stop.abort(), PATIENCE)
  const ended = (status: number | null, problem: string | null): Attempt => ({
    ...{ at, status, problem },
    milliseconds: Date.now() - at,
  })
  try {
    const around = { trusted: readTrusted(env.WEBHOOK_HOSTS), own_host: webhook.own_host }
    const url = checkAddress(webhook.url, around)
    if (!isTrusted(url, around)) await checkName(url.hostname)
    const timestamp = Math.floor(at / SECOND)
    const signed = await signedHeaders(await secretsOf(env, webhook, at), { ...message, timestamp })
    const headers = { ...signed, 'Content-Type': 'application/json', 'User-Agent': 'Pairwell-Webhook/1' }
    const init = {
      method: 'POST',
      redirect: 'manual',
      headers,
      body: message.body,
      signal: stop.signal,
    } as const
    const response = await fetch(url, init)
    await response.body?.cancel()
    const wait = response.ok ? undefined : retryAfter(response.headers.get('Retry-After'), Date.now())
    return {
      ...ended(response.status, response.ok ? null : refusalOf(response.status)),
      ...(wait !== undefined && { retry_after: wait }),
    }
  } catch (thrown) {
    if (thrown instanceof PairwellError) return ended(null, thrown.message.slice(0, MAX_PROBLEM))
    if (stop.signal.aborted) return ended(null, 'The server did not answer within 15 seconds.')
    return ended(null, 'The server could not be reached, or closed the connection.')
  } finally {
    clearTimeout(timer)
  }
}

/** Longest wait that a receiver may ask for: a wrong header must not hold a message back for ever. */
export const MAX_WAIT = DAY

/**
 * Milliseconds of a header `Retry-After` (RFC 9110, 10.2.3): seconds, or a date; at most MAX_WAIT. Undefined for none, and for
 * anything else.
 */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  const text = header.trim()
  const isDate = /^[A-Z][a-z]{2}, .+ GMT$/.test(text)
  const wait = /^\d{1,9}$/.test(text) ? Number(text) * SECOND : isDate ? Date.parse(text) - now : Number.NaN
  return Number.isNaN(wait) ? undefined : Math.min(MAX_WAIT, Math.max(0, wait))
}

const refusalOf = (status: number): string =>
  status >= 300 && status < 400
    ? `The server redirects (status ${status}). Redirects are not followed: use the final address.`
    : `The server answered with status ${status}.`
