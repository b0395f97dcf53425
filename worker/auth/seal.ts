import { Buffer } from 'node:buffer'
import { hkdfSync } from 'node:crypto'
import { PairwellError } from '../../vocabulary/errors.ts'

/** Bytes of the nonce that AES-GCM wants. */
const NONCE = 12

async function keyOf(masterKey: string | undefined, shop_id: string): Promise<CryptoKey> {
  if (!masterKey || masterKey.length < 32) {
    throw new PairwellError(
      'unavailable',
      'The deployment has no MASTER_KEY of at least 32 characters. Tell its operator.',
    )
  }
  const key = hkdfSync('sha256', masterKey, shop_id, 'pairwell seal', 32)
  return await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

const bound = (purpose: string) => new TextEncoder().encode(purpose)

/**
 * Hides what the shop gave us and we must be able to read again: AES-GCM under a key of the shop's own (HKDF, RFC 5869).
 * @param purpose what it is for: sealed for one thing it opens for no other
 */
export async function seal(
  masterKey: string | undefined,
  shop_id: string,
  purpose: string,
  plain: string,
): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE))
  const how = { name: 'AES-GCM', iv, additionalData: bound(purpose) }
  const sealed = await crypto.subtle.encrypt(
    how,
    await keyOf(masterKey, shop_id),
    new TextEncoder().encode(plain),
  )
  return Buffer.concat([iv, new Uint8Array(sealed)]).toString('base64url')
}

/** What was sealed; undefined when it was sealed by another key or for another purpose. */
export async function unseal(
  masterKey: string | undefined,
  shop_id: string,
  purpose: string,
  sealed: string,
): Promise<string | undefined> {
  const bytes = new Uint8Array(Buffer.from(sealed, 'base64url'))
  const how = { name: 'AES-GCM', iv: bytes.slice(0, NONCE), additionalData: bound(purpose) }
  const key = await keyOf(masterKey, shop_id)
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt(how, key, bytes.slice(NONCE)))
  } catch {
    return undefined
  }
}

/** Is this the base64 HMAC-SHA-256 of the bytes? In constant time, because `verify` is. */
export async function isSigned(
  secret: string,
  bytes: Uint8Array<ArrayBuffer>,
  signature: string,
): Promise<boolean> {
  const how = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), how, false, ['verify'])
  return await crypto.subtle.verify('HMAC', key, new Uint8Array(Buffer.from(signature, 'base64')), bytes)
}
