import { createHmac, hkdfSync } from 'node:crypto'
import { PairwellError } from '../../../vocabulary/errors.ts'

/** Turns who bought into a key that tells nothing without the deployment's secret. */
export type Anonymiser = {
  byEmail(email: string): string | undefined
  byId(customer_id: string): string | undefined
}

/** Addresses that are nobody's (RFC 6761): WordPress gives one to all whom it has erased. */
const NOBODY = /@[^@]*\.invalid$/

/** Keys remembered while a file streams: a buyer's orders stand close together more often than not. */
const REMEMBERED = 20_000

/**
 * HMAC-SHA-256 under a key of the shop's own (HKDF, RFC 5869), cut to 128 bits, base64url. The same person in two shops
 * has two keys. Synchronous, because a file asks for one a row.
 * @param erased keys of people who asked to be forgotten (store/customers.ts): of them it says nothing
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
      'The deployment has no MASTER_KEY of at least 32 characters. Tell its operator.',
    )
  }
  const key = new Uint8Array(hkdfSync('sha256', masterKey, shop_id, 'pairwell customer', 32))
  const known = new Map<string, string>()
  const kept = (made: string) => (erased.has(made) ? undefined : made)
  const keyed = (subject: string): string | undefined => {
    const found = known.get(subject)
    if (found !== undefined) return kept(found)
    const made = createHmac('sha256', key).update(subject).digest().subarray(0, 16).toString('base64url')
    if (known.size === REMEMBERED) known.clear()
    known.set(subject, made)
    return kept(made)
  }
  return {
    byEmail: (email) => {
      const plain = email.trim().toLowerCase()
      return plain === '' || NOBODY.test(plain) ? undefined : keyed(`email:${plain}`)
    },
    byId: (customer_id) => {
      const plain = customer_id.trim()
      return plain === '' ? undefined : keyed(`id:${plain}`)
    },
  }
}
