import { jwtVerify } from 'jose'
import type { Env } from '../env.ts'
import { anonymiser } from '../ingest/identity/anonymise.ts'
import type { Store } from '../store/open.ts'
import { readErasedAmong } from '../store/orders/customers.ts'
import { listTokenKeys } from '../store/shop/tokens.ts'
import { unseal } from './seal.ts'

/** Purpose of the sealed keys. */
export const PURPOSE = 'customer token'
/** Maximum age of a token, and tolerated difference of clocks. */
const LIFE = '1 hour'
const SKEW = '60 seconds'

/**
 * The customer whom a token of the merchant's server names: the keyed hash of `sub`, the shop's own id of the customer, or
 * else of `email`. Null when the customer has asked to be forgotten, and for a token that is expired, older than an hour, of
 * another algorithm or signed by no key of the shop: the page may have been open for hours, so that is not an error.
 */
export async function customerOf(env: Env, store: Store, token: string): Promise<string | null> {
  for (const { sealed } of await listTokenKeys(store)) {
    const key = await unseal(env.MASTER_KEY, store.shop_id, PURPOSE, sealed)
    const claims = key === undefined ? undefined : await claimsOf(token, key)
    if (!claims) continue
    const people = anonymiser(env.MASTER_KEY, store.shop_id)
    const { sub, email } = claims
    const keys = [people.byId(sub ?? ''), people.byEmail(typeof email === 'string' ? email : '')]
    const named = keys.filter((key) => key !== undefined)
    const erased = await readErasedAmong(store, named)
    return named.find((key) => !erased.has(key)) ?? null
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

async function claimsOf(token: string, key: string) {
  try {
    const how = { algorithms: ['HS256'], maxTokenAge: LIFE, clockTolerance: SKEW, requiredClaims: ['exp'] }
    return (await jwtVerify(token, new TextEncoder().encode(key), how)).payload
  } catch {
    return undefined // not signed by this key, or no longer good
  }
}
