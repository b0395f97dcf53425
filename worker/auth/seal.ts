import { Buffer } from 'node:buffer'
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose'
import { deriveKey, keyIdOf, type MasterKeys, masterKey, masterKeyOf, masterKeys } from './master-key.ts'

/** JWE (RFC 7516): the derived key encrypts directly, with AES-256 in GCM. Nothing else is accepted when opening. */
const ALG = 'dir'
const ENC = 'A256GCM'
const BYTES_OF_KEY = 32

/** The shop's own key: one shop's key cannot open the texts of another. */
const keyOf = (secret: string, shop_id: string) =>
  deriveKey(secret, shop_id, 'pairwell seal jwe', BYTES_OF_KEY)

/**
 * Encrypts bytes that must be readable again: a compact JWE under the shop's own key.
 * @param purpose purpose of the bytes, in the protected header; they cannot be opened for another purpose
 */
export async function sealBytes(
  keys: MasterKeys,
  shop_id: string,
  purpose: string,
  plain: Uint8Array,
): Promise<string> {
  const secret = masterKey(keys)
  return await new CompactEncrypt(plain)
    .setProtectedHeader({ alg: ALG, enc: ENC, kid: keyIdOf(secret), purpose })
    .encrypt(keyOf(secret, shop_id))
}

/** Encrypts a secret that must be readable again: see sealBytes. */
export const seal = (keys: MasterKeys, shop_id: string, purpose: string, plain: string): Promise<string> =>
  sealBytes(keys, shop_id, purpose, new TextEncoder().encode(plain))

/**
 * Decrypts sealed bytes; undefined if they were sealed with an unknown key or for another purpose, or were changed.
 * @throws {PairwellError} `unavailable` when the deployment has no usable MASTER_KEY
 */
export async function unsealBytes(
  keys: MasterKeys,
  shop_id: string,
  purpose: string,
  sealed: string,
): Promise<Uint8Array | undefined> {
  masterKey(keys)
  const allowed = { keyManagementAlgorithms: [ALG], contentEncryptionAlgorithms: [ENC] }
  try {
    const secret = masterKeyOf(keys, decodeProtectedHeader(sealed).kid)
    if (secret === undefined) return undefined
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, keyOf(secret, shop_id), allowed)
    return protectedHeader.purpose === purpose ? plaintext : undefined
  } catch {
    return undefined
  }
}

/**
 * Decrypts a sealed text; undefined if it was sealed with an unknown key or for another purpose, or was changed.
 * @throws {PairwellError} `unavailable` when the deployment has no usable MASTER_KEY
 */
export async function unseal(
  keys: MasterKeys,
  shop_id: string,
  purpose: string,
  sealed: string,
): Promise<string | undefined> {
  masterKey(keys)
  if (!sealed.includes('.')) return await unsealFirstForm(keys, shop_id, purpose, sealed)
  const plain = await unsealBytes(keys, shop_id, purpose, sealed)
  return plain && new TextDecoder().decode(plain)
}

/** Bytes of the nonce at the start of the format of version 0.1.0. */
const NONCE = 12

/** Decrypts texts of version 0.1.0: AES-GCM with the purpose as additional data, nonce and text as base64url. */
async function unsealFirstForm(
  keys: MasterKeys,
  shop_id: string,
  purpose: string,
  sealed: string,
): Promise<string | undefined> {
  const bytes = new Uint8Array(Buffer.from(sealed, 'base64url'))
  const additionalData = new TextEncoder().encode(purpose)
  const how = { name: 'AES-GCM', iv: bytes.slice(0, NONCE), additionalData }
  // This format does not say which secret it was sealed with.
  for (const secret of masterKeys(keys)) {
    const raw = deriveKey(secret, shop_id, 'pairwell seal', BYTES_OF_KEY)
    const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt'])
    try {
      return new TextDecoder().decode(await crypto.subtle.decrypt(how, key, bytes.slice(NONCE)))
    } catch {
      // Sealed with another secret, for another purpose, or changed.
    }
  }
  return undefined
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
