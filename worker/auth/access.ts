import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { PairwellError } from '../../vocabulary/errors.ts'
import { MINUTE, SECOND } from '../../vocabulary/time.ts'
import type { Env } from '../env.ts'
import { isLoopback } from './console.ts'

/** The header in which Cloudflare Access states who has passed it. */
export const ASSERTION_HEADER = 'Cf-Access-Jwt-Assertion'

/** An application behind Cloudflare Access: the issuer of its assertions, and their audience. */
export type AccessApplication = { issuer: string; audience: string }

/**
 * The application that the deployment names; undefined when it names none.
 * @throws {PairwellError} `unavailable` when the setting is no address over https
 */
export function accessOf({ ACCESS_TEAM_DOMAIN = '', ACCESS_AUD = '' }: Env): AccessApplication | undefined {
  if (ACCESS_TEAM_DOMAIN === '' || ACCESS_AUD === '') return undefined
  const written = ACCESS_TEAM_DOMAIN.includes('://') ? ACCESS_TEAM_DOMAIN : `https://${ACCESS_TEAM_DOMAIN}`
  const url = URL.canParse(written) ? new URL(written) : undefined
  // Keys that come over http could be anybody's; on one's own machine there is nobody else.
  if (url && (url.protocol === 'https:' || isLoopback(url.hostname))) {
    return { issuer: url.origin, audience: ACCESS_AUD }
  }
  throw new PairwellError(
    'unavailable',
    'ACCESS_TEAM_DOMAIN of this deployment is not a domain, such as example.cloudflareaccess.com.',
  )
}

/** Time for which the team's keys are used before they are read again. Access changes them every six weeks. */
const KEYS_LIFE = 10 * MINUTE
/** Time limit for the server of the keys. */
const PATIENCE = 5 * SECOND

/** The keys of teams, by issuer, for this isolate. */
const keySets = new Map<string, JWTVerifyGetKey>()

function keysOf(issuer: string): JWTVerifyGetKey {
  const known = keySets.get(issuer)
  if (known) return known
  const address = new URL('/cdn-cgi/access/certs', issuer)
  const keys = createRemoteJWKSet(address, { cacheMaxAge: KEYS_LIFE, timeoutDuration: PATIENCE })
  keySets.set(issuer, keys)
  return keys
}

const refused = () =>
  new PairwellError(
    'access_refused',
    'Cloudflare Access has not confirmed who you are to this application. Open the console through Access again.',
  )

/**
 * The e-mail address that Access has confirmed, in small letters. Checked are signature, issuer, audience and time.
 * @param keys of the team; by default they are fetched from it and cached
 * @throws {PairwellError} `access_refused`; `unavailable` when the keys of the team cannot be read
 */
export async function confirmedAddress(
  { issuer, audience }: AccessApplication,
  assertion: string | undefined,
  keys: JWTVerifyGetKey = keysOf(issuer),
): Promise<string> {
  if (assertion === undefined || assertion === '') throw refused()
  let email: unknown
  try {
    const { payload } = await jwtVerify(assertion, keys, {
      ...{ issuer, audience, algorithms: ['RS256', 'ES256'] },
      requiredClaims: ['exp', 'iat', 'email'],
    })
    email = payload.email
  } catch (thrown) {
    throw isOfServer(thrown) ? unreachable() : refused()
  }
  // A service token names no person.
  if (typeof email !== 'string' || !email.includes('@')) throw refused()
  return email.trim().toLowerCase()
}

/** Whether the keys of the team could not be read, which says nothing about the assertion. */
const isOfServer = (thrown: unknown): boolean =>
  !(thrown instanceof errors.JOSEError) ||
  thrown instanceof errors.JWKSTimeout ||
  thrown instanceof errors.JWKSInvalid ||
  thrown.code === 'ERR_JOSE_GENERIC'

const unreachable = () =>
  new PairwellError('unavailable', 'The keys of Cloudflare Access cannot be read. Try again in a minute.')
