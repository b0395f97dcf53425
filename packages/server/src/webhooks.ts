import { fromBase64, hmacKey, utf8 } from './bytes.ts'

/** Seconds by which a message may be older or newer than the server's clock. */
const TOLERANCE = 300
const PREFIX = 'whsec_'

/** Types of messages. */
export type WebhookType =
  | 'alert.began'
  | 'alert.ended'
  | 'import.finished'
  | 'model.published'
  | 'experiment.verdict'
  | 'decision.made'
  | 'decision.answered'
  | 'decision.withdrawn'
  /** Sent by "send a test". */
  | 'webhook.test'

/** A message of Pairwell. `id` is the same in every attempt: discard one that you have seen. */
export type WebhookMessage = {
  id: string
  type: WebhookType
  /** When it happened, as it stands in the message. */
  timestamp: string
  data: { shop_id: string; [name: string]: unknown }
}

/** Why a message is not accepted. */
export type WebhookFault = 'missing_header' | 'too_old' | 'too_new' | 'bad_signature' | 'not_json'

/** A message that is not accepted: answer it with 400, and do nothing with it. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError'
  readonly code: WebhookFault

  constructor(code: WebhookFault, message: string) {
    super(message)
    this.code = code
  }
}

/** The headers of a request: those of `fetch`, or the object of Node's `http`. */
export type HeadersLike =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>

/** How a message is checked. */
export type WebhookOptions = {
  /** Seconds by which the message may be older or newer than the clock; 300 by default. */
  tolerance?: number | undefined
  /** UTC milliseconds of the server's clock. */
  now?: number | undefined
}

/**
 * Checks the signature and the time of a message (Standard Webhooks 1.0), and returns it.
 * @param secrets `whsec_…` of the webhook; during a rotation the old and the new one
 * @param body    the bytes or the text as they arrived: a body that was parsed and written again has other bytes
 * @throws {WebhookError} with a `code`
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export async function verifyWebhook(
  secrets: string | readonly string[],
  headers: HeadersLike,
  body: string | Uint8Array,
  { tolerance = TOLERANCE, now = Date.now() }: WebhookOptions = {},
): Promise<WebhookMessage> {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    headerOf(headers, name),
  )
  if (!id || !timestamp || !signatures) {
    throw new WebhookError('missing_header', 'The request is no message: a webhook-… header is missing.')
  }
  checkTime(timestamp, tolerance, now)
  const bytes = typeof body === 'string' ? utf8(body) : body
  const signed = joined(utf8(`${id}.${timestamp}.`), bytes)
  if (!(await isSigned([secrets].flat(), signatures, signed))) {
    throw new WebhookError('bad_signature', 'The message is not signed with this secret, or was changed.')
  }
  try {
    return { id, ...JSON.parse(new TextDecoder().decode(bytes)) }
  } catch {
    throw new WebhookError('not_json', 'The message is signed, but it is not JSON.')
  }
}

function headerOf(headers: HeadersLike, name: string): string | undefined {
  if ('get' in headers && typeof headers.get === 'function') return headers.get(name) ?? undefined
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
  return typeof found === 'string' ? found : undefined
}

function checkTime(timestamp: string, tolerance: number, now: number): void {
  const age = now / 1_000 - Number(timestamp)
  if (!/^\d+$/.test(timestamp) || age > tolerance) {
    throw new WebhookError('too_old', 'The message is too old: it may be a repetition by a stranger.')
  }
  if (-age > tolerance) throw new WebhookError('too_new', 'The message is of the future: check the clock.')
}

/** Whether one of the signatures is made with one of the secrets. WebCrypto compares in constant time. */
async function isSigned(
  secrets: readonly string[],
  signatures: string,
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  for (const secret of secrets) {
    const raw = secret.startsWith(PREFIX) ? fromBase64(secret.slice(PREFIX.length)) : undefined
    if (!raw?.length) throw new TypeError(`A secret of a webhook begins with ${PREFIX}.`)
    const key = await hmacKey(raw, 'verify')
    for (const one of signatures.split(' ')) {
      const [version, text = ''] = one.split(',')
      const signature = version === 'v1' ? fromBase64(text) : undefined
      if (signature && (await crypto.subtle.verify('HMAC', key, signature, signed))) return true
    }
  }
  return false
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
