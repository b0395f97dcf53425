import type { Context } from 'hono'
import { matchedRoutes, routePath } from 'hono/route'
import type { ErrorCode } from '../../vocabulary/errors.ts'
import { MINUTE } from '../../vocabulary/time.ts'
import { logRefusal } from '../log.ts'
import type { App } from './app.ts'

/**
 * Refusals that are written to the log: somebody may have tried to sign in, to use a key, a session or a signature that is not theirs, to do
 * more than their role allows, to act from another site, to exceed a quota, or to reach a private address through us. `missing_key`
 * is not among them: a browser that nobody has signed in gets it with each visit of the console.
 */
export const LOGGED_REFUSALS: ReadonlySet<ErrorCode> = new Set([
  'access_refused',
  'bad_signature',
  'cross_site_call',
  'forbidden_address',
  'forbidden_origin',
  'not_permitted',
  'operator_closed',
  'passkey_refused',
  'signed_out',
  'too_many_events',
  'too_many_sign_ins',
  'too_many_unknown_items',
  'unknown_key',
  'unknown_link',
])

/** Lines that an isolate writes in a minute: strangers can cause refusals, and each line costs. */
export const MOST_LINES = 30

let minute = 0
let written = 0
/** Refusals since the last line that were not written. */
let left_out = 0

/** Writes a refusal to the log, if it is one of those above: ids, the route and the reason. By `request_id` Cloudflare's logs have the address. */
export function noteRefusal(c: Context<App>, code: ErrorCode): void {
  if (!LOGGED_REFUSALS.has(code)) return
  const now = Math.floor(Date.now() / MINUTE)
  if (now !== minute) [minute, written] = [now, 0]
  if (written >= MOST_LINES) {
    left_out += 1
    return
  }
  written += 1
  const { requestId: request_id, store, session } = c.var
  // Middleware is registered for all methods, and may have refused before the route was reached.
  const route = matchedRoutes(c).find(({ method }) => method === c.req.method)?.path ?? routePath(c)
  logRefusal({
    ...{ request_id, code, method: c.req.method, route },
    ...{ shop_id: store?.shop_id, member_id: session?.member_id },
    left_out: left_out === 0 ? undefined : left_out,
  })
  left_out = 0
}
