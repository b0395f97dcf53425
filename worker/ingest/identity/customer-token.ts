import { jwtVerify } from 'jose'
import type { MasterKeys } from '../../auth/master-key.ts'
import { unseal } from '../../auth/seal.ts'
import type { Store } from '../../store/open.ts'
import { listTokenKeys } from '../../store/shop/tokens.ts'
import { type Identifier, keyOfFact } from './identifier.ts'
import { keptKey, linkPeople } from './link-people.ts'

/** Purpose of the sealed keys. */
export const PURPOSE = 'customer token'
/** Maximum age of a token, and tolerated difference of clocks. */
const LIFE = '1 hour'
const SKEW = '60 seconds'

/**
 * The key of the customer whom a token of the merchant's server names: `sub`, the shop's own id of the customer, or else `email`. A
 * token with both says that they are one person. Null when the customer has asked to be forgotten, and for a token that is expired,
 * older than an hour, of another algorithm or signed by no key of the shop: the page may have been open for hours, so that is not an
 * error.
 */
export async function customerOf(
  keys: MasterKeys,
  store: Store,
  people: Identifier,
  token: string,
  now: number,
): Promise<string | null> {
  for (const { sealed } of await listTokenKeys(store)) {
    const key = await unseal(keys, store.shop_id, PURPOSE, sealed)
    const claims = key === undefined ? undefined : await claimsOf(token, key)
    if (!claims) continue
    const fact = people.factOf({ customer_id: textOf(claims.sub), email: textOf(claims.email) })
    if (!fact) return null
    const erased = await linkPeople(store, [fact], now)
    return keptKey(fact, keyOfFact(fact), erased) ?? null
  }
  return null
}

/**
 * The unit that draws an arm, from a verified token, as the page decodes it: a browser reads each byte of the claims as one
 * character.
 * @see widget/lazy/subject.ts, which reads them in the page; a test holds the two together
 */
export function subjectOf(token: string): string {
  const claims = atob(token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '')
  const { sub, email } = JSON.parse(claims)
  return String(sub || email || '').toLowerCase()
}

/** A claim as text: servers also sign numbers. */
const textOf = (claim: unknown): string =>
  typeof claim === 'string' || typeof claim === 'number' ? String(claim) : ''

async function claimsOf(token: string, key: string) {
  try {
    const how = { algorithms: ['HS256'], maxTokenAge: LIFE, clockTolerance: SKEW, requiredClaims: ['exp'] }
    return (await jwtVerify(token, new TextEncoder().encode(key), how)).payload
  } catch {
    return undefined // not signed by this key, or no longer good
  }
}
