import { Buffer } from 'node:buffer'
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import { deriveKey, keyIdOf, type MasterKeys, masterKey, masterKeyOf } from './master-key.ts'

const CIPHER = 'aes-256-gcm'
const BYTES_OF_KEY = 32
const NONCE = 12
const TAG = 16

/** Encrypts and decrypts the merchant's own customer ids of one shop. */
export type CustomerIds = { seal(plain: string): string; open(sealed: string): string | undefined }

/**
 * Encryption of customer ids under the shop's own key: `<id of the master key>.<nonce, text, tag as base64url>`. Synchronous,
 * because a file needs one per customer, and shorter than a JWE, because there is one per customer. The nonce is an HMAC of the
 * text, so that the same id gives the same bytes and an equal row is not written again (the idea of SIV, RFC 5297).
 */
export function customerIds(keys: MasterKeys, shop_id: string): CustomerIds {
  const use = (secret: string, what: string) => deriveKey(secret, shop_id, what, BYTES_OF_KEY)
  const current = masterKey(keys)
  const encryption = use(current, 'pairwell customer id')
  const nonces = use(current, 'pairwell customer id nonce')
  const kid = keyIdOf(current)
  return {
    seal: (plain) => {
      const nonce = createHmac('sha256', nonces).update(plain).digest().subarray(0, NONCE)
      const cipher = createCipheriv(CIPHER, encryption, nonce)
      const text = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `${kid}.${text.toString('base64url')}`
    },
    open: (sealed) => {
      const [sealedWith, text = ''] = sealed.split('.')
      const secret = masterKeyOf(keys, sealedWith)
      if (secret === undefined) return undefined
      const bytes = Buffer.from(text, 'base64url')
      const key = secret === current ? encryption : use(secret, 'pairwell customer id')
      try {
        const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE))
        decipher.setAuthTag(bytes.subarray(-TAG))
        return decipher.update(bytes.subarray(NONCE, -TAG), undefined, 'utf8') + decipher.final('utf8')
      } catch {
        return undefined
      }
    },
  }
}
