import { createHmac, hkdfSync } from 'node:crypto'
import { PairwellError } from '../../../vocabulary/errors.ts'

/** Turns a buyer's e-mail address or number into a keyed hash that cannot be reversed without the deployment's secret. */
export type Anonymiser = {
  byEmail(email: string): string | undefined
  byId(customer_id: string): string | undefined
  /** A company, by its name or number. */
  byAccount(company: string): string | undefined
}

/** Addresses that belong to no one (RFC 6761); WordPress gives one of them to every erased customer. */
const RESERVED_ADDRESS = /@[^@]*\.invalid$/

/** Cached hashes per file: orders of one buyer are often close together. */
const MAX_CACHED = 20_000

/**
 * HMAC-SHA-256 under a key derived for the shop (HKDF, RFC 5869), truncated to 128 bits, as base64url. The same person has
 * different hashes in two shops. Synchronous, because a file needs one per row.
 * @param erased hashes of people who asked to be forgotten (worker/store/orders/customers.ts); for them the result is undefined
 * @throws {PairwellError} `unavailable` when the deployment has no MASTER_KEY
 */
export function anonymiser(
  masterKey: string | undefined,
  shop_id: string,
  erased: ReadonlySet<string> = new Set(),
): Anonymiser {
  if (!masterKey || masterKey.length < 32) {
    throw new PairwellError(
      'unavailable',
      'The deployment has no MASTER_KEY of at least 32 characters, so customers cannot be pseudonymised. Contact its operator.',
    )
  }
  const key = new Uint8Array(hkdfSync('sha256', masterKey, shop_id, 'pairwell customer', 32))
  const cache = new Map<string, string>()
  const kept = (made: string) => (erased.has(made) ? undefined : made)
  const keyed = (subject: string): string | undefined => {
    const found = cache.get(subject)
    if (found !== undefined) return kept(found)
    const made = createHmac('sha256', key).update(subject).digest().subarray(0, 16).toString('base64url')
    if (cache.size === MAX_CACHED) cache.clear()
    cache.set(subject, made)
    return kept(made)
  }
  return {
    byEmail: (email) => {
      const plain = email.trim().toLowerCase()
      return plain === '' || RESERVED_ADDRESS.test(plain) ? undefined : keyed(`email:${plain}`)
    },
    byId: (customer_id) => {
      const plain = customer_id.trim()
      return plain === '' ? undefined : keyed(`id:${plain}`)
    },
    byAccount: (company) => {
      const plain = company.trim().toLowerCase().replace(/\s+/g, ' ')
      return plain === '' ? undefined : keyed(`account:${plain}`)
    },
  }
}
