import { jwtVerify } from 'jose'
import * as v from 'valibot'
import type { MasterKeys } from '../../auth/master-key.ts'
import { unseal } from '../../auth/seal.ts'
import type { Store } from '../../store/open.ts'
import { listTokenKeys } from '../../store/shop/tokens.ts'
import { type Identifier, keyOfFact, type Names } from './identifier.ts'
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
    const names = key === undefined ? undefined : await namesOf(token, key)
    if (!names) continue
    const fact = people.factOf(names)
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

/** Servers also sign numbers, and null for what they do not know. */
const name = v.pipe(v.nullish(v.union([v.string(), v.number()]), ''), v.transform(String), v.maxLength(320))

/** Who the token says the customer is. A rightly signed token may still hold anything. */
const claims = v.object({ sub: name, email: name })

/** The names in a token; undefined if it is not signed by this key, no longer good, or names nobody in a known way. */
async function namesOf(token: string, key: string): Promise<Names | undefined> {
  try {
    const how = { algorithms: ['HS256'], maxTokenAge: LIFE, clockTolerance: SKEW, requiredClaims: ['exp'] }
    const { payload } = await jwtVerify(token, new TextEncoder().encode(key), how)
    const read = v.safeParse(claims, payload)
    return read.success ? { customer_id: read.output.sub, email: read.output.email } : undefined
  } catch {
    return undefined
  }
}
