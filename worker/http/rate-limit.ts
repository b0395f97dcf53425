import type { Context } from 'hono'
import { type ErrorCode, PairwellError } from '../../vocabulary/errors.ts'
import type { App } from './app.ts'

/** Requests that one address may make with one key (or to sign in), `quota` in `seconds`, as wrangler.toml binds them. */
export const QUOTAS = {
  events: { binding: 'EVENT_RATE', quota: 100, seconds: 10 },
  unknown_items: { binding: 'UNKNOWN_RATE', quota: 100, seconds: 10 },
  sign_in: { binding: 'SIGN_IN_RATE', quota: 30, seconds: 60 },
} as const
export type QuotaName = keyof typeof QUOTAS

/** The address that a request comes from; '' if it is not known. */
export const addressOf = (c: Context<App>): string => c.req.header('CF-Connecting-IP') ?? ''

/** The caller of a public route: a publishable key and an address. */
export const callerOf = (c: Context<App>, pk: string): string => `${pk} ${addressOf(c)}`

/** States the quota in `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers). */
export function statePolicy(c: Context<App>, name: QuotaName): void {
  const { quota, seconds } = QUOTAS[name]
  c.header('RateLimit-Policy', `"${name}";q=${quota};w=${seconds}`)
}

/** Counts a request; returns whether the quota allows it. Without the binding there is no limit. */
export async function isWithin(c: Context<App>, name: QuotaName, caller: string): Promise<boolean> {
  return (await c.env[QUOTAS[name].binding]?.limit({ key: caller }))?.success !== false
}

/** The refusal of a request beyond a quota. The runtime counts in windows, so nothing is left until the window ends. */
export function beyond(c: Context<App>, name: QuotaName, code: ErrorCode, message: string): PairwellError {
  const { seconds } = QUOTAS[name]
  c.header('RateLimit', `"${name}";r=0;t=${seconds}`)
  c.header('Retry-After', String(seconds))
  return new PairwellError(code, message)
}
