import { Buffer } from 'node:buffer'
import { hkdfSync } from 'node:crypto'
import { CompactEncrypt, compactDecrypt } from 'jose'
import { PairwellError } from '../../vocabulary/errors.ts'

/** JWE (RFC 7516): the derived key encrypts directly, with AES-256 in GCM. Nothing else is accepted when opening. */
const ALG = 'dir'
const ENC = 'A256GCM'
const BYTES_OF_KEY = 32
const BYTES_OF_KEY_ID = 9

/** Keys derived from the deployment's secret (HKDF, RFC 5869). @throws {PairwellError} `unavailable` without a secret */
function derived(
  masterKey: string | undefined,
  salt: string,
  use: string,
  bytes: number,
): Uint8Array<ArrayBuffer> {
  if (!masterKey || masterKey.length < 32) {
    throw new PairwellError(
      'unavailable',
      'The deployment has no MASTER_KEY of at least 32 characters. Tell its operator.',
    )
  }
  return new Uint8Array(hkdfSync('sha256', masterKey, salt, use, bytes))
}

/** The shop's own key: one shop's key cannot open the texts of another. */
const keyOf = (masterKey: string | undefined, shop_id: string) =>
  derived(masterKey, shop_id, 'pairwell seal jwe', BYTES_OF_KEY)

/** Identifies the deployment's secret without revealing it, to recognise texts that were sealed with an earlier one. */
const keyIdOf = (masterKey: string | undefined) =>
  Buffer.from(derived(masterKey, '', 'pairwell master key id', BYTES_OF_KEY_ID)).toString('base64url')

/**
 * Encrypts a secret that must be readable again: a compact JWE under the shop's own key.
 * @param purpose purpose of the text, in the protected header; the text cannot be opened for another purpose
 */
export async function seal(
  masterKey: string | undefined,
  shop_id: string,
  purpose: string,
  plain: string,
): Promise<string> {
  return await new CompactEncrypt(new TextEncoder().encode(plain))
    .setProtectedHeader({ alg: ALG, enc: ENC, kid: keyIdOf(masterKey), purpose })
    .encrypt(keyOf(masterKey, shop_id))
}

/** Decrypts a sealed text; undefined if it was sealed with another key or for another purpose, or was changed. */
export async function unseal(
  masterKey: string | undefined,
  shop_id: string,
  purpose: string,
  sealed: string,
): Promise<string | undefined> {
  if (!sealed.includes('.')) return await unsealFirstForm(masterKey, shop_id, purpose, sealed)
  const key = keyOf(masterKey, shop_id)
  const allowed = { keyManagementAlgorithms: [ALG], contentEncryptionAlgorithms: [ENC] }
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, key, allowed)
    if (protectedHeader.kid !== keyIdOf(masterKey) || protectedHeader.purpose !== purpose) return undefined
    return new TextDecoder().decode(plaintext)
  } catch {
    return undefined
  }
}

/** Bytes of the nonce at the start of the format of version 0.1.0. */
const NONCE = 12

/** Decrypts texts of version 0.1.0: AES-GCM with the purpose as additional data, nonce and text as base64url. */
async function unsealFirstForm(
  masterKey: string | undefined,
  shop_id: string,
  purpose: string,
  sealed: string,
): Promise<string | undefined> {
  const bytes = new Uint8Array(Buffer.from(sealed, 'base64url'))
  const raw = derived(masterKey, shop_id, 'pairwell seal', BYTES_OF_KEY)
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt'])
  const additionalData = new TextEncoder().encode(purpose)
  const how = { name: 'AES-GCM', iv: bytes.slice(0, NONCE), additionalData }
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt(how, key, bytes.slice(NONCE)))
  } catch {
    return undefined
  }
}

/** Whether a text is the base64 HMAC-SHA-256 of the bytes. Constant time, like WebCrypto's `verify`. */
export async function isSigned(
  secret: string,
  bytes: Uint8Array<ArrayBuffer>,
  signature: string,
): Promise<boolean> {
  const how = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), how, false, ['verify'])
  return await crypto.subtle.verify('HMAC', key, new Uint8Array(Buffer.from(signature, 'base64')), bytes)
}
