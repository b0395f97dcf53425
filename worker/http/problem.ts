import type { ErrorHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'

/** Every error a caller can meet, with its HTTP status. Public API: add freely, never rename. */
export const STATUS = {
  invalid_input: 400,
  invalid_json: 400,
  unreadable_file: 400,
  unknown_format: 400,
  missing_column: 400,
  wrong_encoding: 400,
  forbidden_address: 400,
  spreadsheet: 400,
  missing_key: 401,
  unknown_key: 401,
  bad_signature: 401,
  operator_closed: 403,
  forbidden_origin: 403,
  unknown_shop: 404,
  unknown_route: 404,
  unknown_item: 404,
  no_such_key: 404,
  no_such_hook: 404,
  no_such_feed: 404,
  unknown_import: 404,
  unknown_model: 404,
  unknown_tuning: 404,
  unknown_pair: 404,
  unknown_experiment: 404,
  unknown_mapping: 404,
  too_many_keys: 409,
  too_many_feeds: 409,
  last_key: 409,
  nothing_to_roll_back: 409,
  model_being_built: 409,
  confirm_needed: 409,
  experiment_running: 409,
  experiment_over: 409,
  still_running: 409,
  file_too_large: 413,
  no_good_row: 422,
  bad_rows: 422,
  other_request: 422,
  too_many_events: 429,
  internal: 500,
  unavailable: 503,
} as const
export type ErrorCode = keyof typeof STATUS

/**
 * What we can explain to the caller; anything else thrown is our own bug, a 500.
 * `message`: what is wrong and what to do. `facts`: what helps to mend it, never a secret.
 */
export class PairwellError extends Error {
  readonly code: ErrorCode
  readonly facts: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, message: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.code = code
    this.facts = facts
  }
}

const asKnown = (thrown: unknown): PairwellError => {
  if (thrown instanceof PairwellError) return thrown
  // Hono's own refusal of a body that is not JSON.
  if (thrown instanceof HTTPException && thrown.status === 400) {
    return new PairwellError('invalid_json', 'The body is not JSON. Send Content-Type: application/json.')
  }
  console.error(thrown) // the log gets the stack, the caller nothing to exploit
  return new PairwellError(
    'internal',
    'Something broke on our side. Try again; if it stays, tell the operator.',
  )
}

/** The only place where an error becomes a response (RFC 9457). */
export const problem: ErrorHandler = (thrown, c) => {
  const { code, message, facts } = asKnown(thrown)
  const status = STATUS[code]
  // A cache would keep a bare 404 for minutes.
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
