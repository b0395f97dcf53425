import { base64url, hexOf, hmac, utf8 } from './bytes.ts'

/** Seconds for which a token may be good; the API accepts no more. */
const LONGEST_LIFE = 3_600

/** The customer whom a token names: your own id, an e-mail address, or both, which says that they are one person. */
export type CustomerNames =
  | { customer_id: string | number; email?: string | undefined }
  | { customer_id?: undefined; email: string }

/** How long a token is good. */
export type TokenOptions = {
  /** Seconds; an hour by default, which is the most. */
  expiresIn?: number | undefined
  /** UTC milliseconds of the server's clock. */
  now?: number | undefined
}

/**
 * The token of a signed-in customer, for `pairwell.customer(token)` on the page: a JWT (HS256) that the API checks.
 * @param tokenKey `tk_…` of `POST /v1/token-keys`; keep it on the server
 * @throws {RangeError} for a customer without a name, and for a life of no or more than 3,600 seconds
 */
export async function customerToken(
  tokenKey: string,
  { customer_id, email }: CustomerNames,
  { expiresIn = LONGEST_LIFE, now = Date.now() }: TokenOptions = {},
): Promise<string> {
  checkKey(tokenKey)
  const sub = String(customer_id ?? '')
  if (sub === '' && !email) throw new RangeError('A token needs a customer_id or an email.')
  if (!(expiresIn > 0 && expiresIn <= LONGEST_LIFE)) {
    throw new RangeError(`A token is good for 1 to ${LONGEST_LIFE} seconds, not ${expiresIn}.`)
  }
  const iat = Math.floor(now / 1_000)
  const claims = {
    ...(sub !== '' && { sub }),
    ...(email && { email }),
    iat,
    exp: iat + Math.floor(expiresIn),
  }
  const signed = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) => base64url(utf8(JSON.stringify(part))))
  return [...signed, base64url(await hmac(tokenKey, signed.join('.')))].join('.')
}

/**
 * The order token, for `pairwell.track('purchase', {transaction_id, order_token, …})` on the thank-you page: the proof that the page is
 * that of the buyer. The hex digits of an HMAC-SHA-256.
 * @param transaction_id the number of the order, as in the order that is sent to the API
 */
export async function orderToken(tokenKey: string, transaction_id: string | number): Promise<string> {
  checkKey(tokenKey)
  return hexOf(await hmac(tokenKey, `order:${transaction_id}`))
}

function checkKey(tokenKey: string): void {
  if (!tokenKey.startsWith('tk_')) throw new TypeError('A token is signed with a token key, tk_….')
}
