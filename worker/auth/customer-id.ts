import { Buffer } from 'node:buffer'
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { deriveKey, keyIdOf, type MasterKeys, masterKey, masterKeyOf } from './master-key.ts'

const CIPHER = 'aes-256-gcm'
const BYTES_OF_KEY = 32
/** Bytes of a nonce. */
export const NONCE = 12
const TAG = 16

/** Encrypts and decrypts the merchant's own customer ids of one shop. */
export type CustomerIds = {
  /** @param nonce 12 bytes that are derived from the id, so that no two ids have the same */
  seal(plain: string, nonce: Uint8Array): string
  open(sealed: string): string | undefined
  /** The text sealed with the current key; undefined when no key of the deployment opens it. */
  sealAgain(sealed: string): string | undefined
}

/**
 * Encryption of customer ids under the shop's own key: `<id of the master key>.<nonce, text, tag as base64url>`. Synchronous,
 * because a file needs one per customer, and shorter than a JWE, because there is one per customer. The nonce comes from the id, so
 * that the same id gives the same bytes and an equal row is not written again (the idea of SIV, RFC 5297).
 */
export function customerIds(keys: MasterKeys, shop_id: string): CustomerIds {
  const encryption = (secret: string) => deriveKey(secret, shop_id, 'pairwell customer id', BYTES_OF_KEY)
  const current = masterKey(keys)
  const key = encryption(current)
  const kid = keyIdOf(current)
  const seal = (plain: string, nonce: Uint8Array) => {
    const cipher = createCipheriv(CIPHER, key, nonce)
    const text = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `${kid}.${text.toString('base64url')}`
  }
  const open = (sealed: string) => {
    const [sealedWith, text = ''] = sealed.split('.')
    const secret = masterKeyOf(keys, sealedWith)
    if (secret === undefined) return undefined
    const bytes = Buffer.from(text, 'base64url')
    try {
      const decipher = createDecipheriv(
        CIPHER,
        secret === current ? key : encryption(secret),
        nonceOf(sealed),
      )
      decipher.setAuthTag(bytes.subarray(-TAG))
      return decipher.update(bytes.subarray(NONCE, -TAG), undefined, 'utf8') + decipher.final('utf8')
    } catch {
      return undefined
    }
  }
  const sealAgain = (sealed: string) => {
    const plain = open(sealed)
    return plain === undefined ? undefined : seal(plain, nonceOf(sealed))
  }
  return { seal, open, sealAgain }
}

const nonceOf = (sealed: string): Uint8Array =>
  Buffer.from(sealed.split('.')[1] ?? '', 'base64url').subarray(0, NONCE)
