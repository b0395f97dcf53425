import { Buffer } from 'node:buffer'

/** Purpose of the sealed secrets of webhooks. */
export const WEBHOOK_PURPOSE = 'webhook secret'

const PREFIX = 'whsec_'
/** Bytes of a secret; the specification asks for 24 to 64. */
const BYTES_OF_SECRET = 32

/** A new secret of a webhook. */
export const newSecret = (): string =>
  PREFIX + Buffer.from(crypto.getRandomValues(new Uint8Array(BYTES_OF_SECRET))).toString('base64')

/** A message as it is signed: `timestamp` in seconds. */
type Signed = { message_id: string; timestamp: number; body: string }

/**
 * The signature of a message by the Standard Webhooks specification: `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
async function signatureOf(secret: string, { message_id, timestamp, body }: Signed): Promise<string> {
  const raw = new Uint8Array(Buffer.from(secret.slice(PREFIX.length), 'base64'))
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const text = new TextEncoder().encode(`${message_id}.${timestamp}.${body}`)
  return `v1,${Buffer.from(await crypto.subtle.sign('HMAC', key, text)).toString('base64')}`
}

/** The headers of a signed message; with several secrets the receiver accepts any of the signatures. */
export async function signedHeaders(
  secrets: readonly string[],
  message: Signed,
): Promise<Record<string, string>> {
  const signatures = await Promise.all(secrets.map((secret) => signatureOf(secret, message)))
  return {
    'webhook-id': message.message_id,
    'webhook-timestamp': String(message.timestamp),
    'webhook-signature': signatures.join(' '),
  }
}
