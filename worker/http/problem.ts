import type { ErrorHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { PairwellError, RETRY_AFTER, STATUS } from '../../vocabulary/errors.ts'
import { faultError, faultOf, noteFault } from '../store/faults.ts'
import { loggable } from '../store/loggable.ts'

const asKnown = (thrown: unknown): PairwellError => {
  if (thrown instanceof PairwellError) return thrown
  // Hono throws this for a body that is not JSON.
  if (thrown instanceof HTTPException && thrown.status === 400) {
    return new PairwellError('invalid_json', 'The body is not JSON. Send Content-Type: application/json.')
  }
  console.error(loggable(thrown)) // the log gets the stack, the caller nothing to exploit
  const fault = faultOf(thrown)
  if (fault) {
    noteFault(fault, Date.now())
    return faultError(fault)
  }
  return new PairwellError(
    'internal',
    'An internal error occurred. Try again; if it persists, contact the operator.',
  )
}

/** The only place where an error becomes a response (RFC 9457). */
export const problem: ErrorHandler = (thrown, c) => {
  const { code, message, facts } = asKnown(thrown)
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
