import { createHmac, timingSafeEqual } from 'node:crypto'
import { jwtVerify } from 'jose'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { isStoreDomain, type ShopifyApp } from './config.ts'

/** Seconds by which Shopify's clock and ours may differ. */
const TOLERANCE = 10

const refusal = () =>
  new PairwellError(
    'bad_signature',
    'Shopify has not confirmed this session. Reload the app in the admin of your store.',
  )

/**
 * The store for which Shopify has issued a session token to our app's page: a JWT, signed by HS256 with the app's secret, for a minute.
 * @throws {PairwellError} `bad_signature`
 * @see https://shopify.dev/docs/apps/build/authentication-authorization/session-tokens
 */
export async function storeOfSession(app: ShopifyApp, token: string): Promise<string> {
  const key = new TextEncoder().encode(app.secret)
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      audience: app.client_id,
      clockTolerance: TOLERANCE,
      requiredClaims: ['exp', 'nbf', 'iss', 'dest', 'sub'],
    })
    const domain = new URL(String(payload.dest)).hostname
    // Both name the store; a token of which they differ is not of Shopify's making.
    const isOne = new URL(String(payload.iss)).hostname === domain
    if (isOne && isStoreDomain(domain)) return domain
  } catch {
    // Expired, forged or of another app: to the caller it is the same.
  }
  throw refusal()
}

/** Whether Shopify has signed the parameters with which it opens the app's page: hex HMAC-SHA-256 of all others, sorted. */
export function isSignedQuery(app: ShopifyApp, query: URLSearchParams): boolean {
  const given = query.get('hmac') ?? ''
  const message = [...query]
    .filter(([name]) => name !== 'hmac' && name !== 'signature')
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&')
  const right = createHmac('sha256', app.secret).update(message).digest()
  const bytes = new Uint8Array(given.match(/[0-9a-f]{2}/g)?.map((pair) => Number.parseInt(pair, 16)) ?? [])
  return bytes.length === right.length && timingSafeEqual(bytes, right)
}
