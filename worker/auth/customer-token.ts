import { jwtVerify } from 'jose'
import type { Env } from '../env.ts'
import { anonymiser } from '../ingest/identity/anonymise.ts'
import type { Store } from '../store/open.ts'
import { readErasures } from '../store/orders/customers.ts'
import { listTokenKeys } from '../store/shop/tokens.ts'
import { unseal } from './seal.ts'

/** What the sealed keys are for. */
export const PURPOSE = 'customer token'
/** Longest life of a token, and how far clocks may differ. */
const LIFE = '1 hour'
const SKEW = '60 seconds'

/**
 * Who has signed in, as the merchant's server vouches for: keyed hash of `sub`, the shop's own id of the customer, or of
 * `email`. Null for a token that is expired, older than an hour, of another algorithm or of no key of the shop's: the page
 * may have been open for long, so that is no error.
 */
export async function customerOf(env: Env, store: Store, token: string): Promise<string | null> {
  for (const { sealed } of await listTokenKeys(store)) {
    const key = await unseal(env.MASTER_KEY, store.shop_id, PURPOSE, sealed)
    const claims = key === undefined ? undefined : await claimsOf(token, key)
    if (!claims) continue
    const people = anonymiser(env.MASTER_KEY, store.shop_id, await readErasures(store))
    const { sub, email } = claims
    return people.byId(sub ?? '') ?? people.byEmail(typeof email === 'string' ? email : '') ?? null
  }
  return null
}

/**
 * Who draws, by a token that is good, in the letters that the page sees: a browser reads the claims a byte a letter.
 * @see widget/lazy/subject.ts, which reads them in the page; a test holds the two together
 */
export function subjectOf(token: string): string {
  const claims = atob(token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '')
  const { sub, email } = JSON.parse(claims)
  return String(sub || email || '').toLowerCase()
}

async function claimsOf(token: string, key: string) {
  try {
    const how = { algorithms: ['HS256'], maxTokenAge: LIFE, clockTolerance: SKEW, requiredClaims: ['exp'] }
    return (await jwtVerify(token, new TextEncoder().encode(key), how)).payload
  } catch {
    return undefined // not signed by this key, or no longer good
  }
}
