import type { Context, ErrorHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { routePath } from 'hono/route'
import { PairwellError, RETRY_AFTER, STATUS } from '../../vocabulary/errors.ts'
import { logFault } from '../log.ts'
import { faultError, faultOf, noteFault } from '../store/faults.ts'
import type { App } from './app.ts'
import { noteRefusal } from './refusals.ts'

const asKnown = (thrown: unknown, c: Context<App>): PairwellError => {
  if (thrown instanceof PairwellError) return thrown
  // Hono throws this for a body that is not JSON.
  if (thrown instanceof HTTPException && thrown.status === 400) {
    return new PairwellError('invalid_json', 'The body is not JSON. Send Content-Type: application/json.')
  }
  // The log gets the stack, the caller the id by which the operator finds it.
  const { method } = c.req
  logFault(
    'request_failed',
    { request_id: c.var.requestId, method, route: routePath(c), shop_id: c.var.store?.shop_id },
    thrown,
  )
  const fault = faultOf(thrown)
  if (fault) {
    noteFault(fault, Date.now())
    return faultError(fault)
  }
  return new PairwellError(
    'internal',
    'An internal error occurred. Try again; if it persists, give the operator the X-Request-Id of this answer.',
  )
}

/** The only place where an error becomes a response (RFC 9457). */
export const problem: ErrorHandler<App> = (thrown, c) => {
  const { code, message, facts } = asKnown(thrown, c)
  c.set('code', code)
  noteRefusal(c, code)
  const status = STATUS[code]
  const seconds = RETRY_AFTER[code]
  if (seconds !== undefined && !c.res.headers.has('Retry-After')) c.header('Retry-After', String(seconds))
  // Without this header a cache would keep a 404 for minutes.
  const headers = {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    'Access-Control-Allow-Origin': '*',
  }
  return c.json(
    { ...facts, type: 'about:blank', title: code.replaceAll('_', ' '), status, code, detail: message },
    status,
    headers,
  )
}
