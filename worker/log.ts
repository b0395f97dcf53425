import { DrizzleQueryError } from 'drizzle-orm'

/** What a line of the log is about; docs/OPERATIONS.md says what to do about each. */
export const LOG_EVENTS = [
  'request_failed',
  'request_refused',
  'duty_failed',
  'job_failed',
  'jobs_failed',
  'message_failed',
  'tick_failed',
  'no_worker_called',
  'model_refused',
  'feed_failed',
  'hook_failed',
  'beacon_set_aside',
  'beacons_not_written',
  'beacon_not_queued',
  'counts_not_written',
  'database_not_ready',
  'homes_not_read',
  'secret_not_opened',
] as const
export type LogEvent = (typeof LOG_EVENTS)[number]

/** Ids and numbers; no text of a shop, no name of a person, no secret. */
export type LogFacts = Readonly<Record<string, string | number | undefined>>

/** Characters of a stack that are kept: a line of the log has 256 kB at most, and the first frames tell where it was. */
const MOST_OF_A_STACK = 4_000

/**
 * Writes a line of JSON, by whose fields a log can be searched.
 * @param thrown the cause; of a failed query only what the database said, because its message repeats the values of the statement
 */
export function logFault(event: LogEvent, facts: LogFacts, thrown?: unknown): void {
  const cause = thrown instanceof DrizzleQueryError ? (thrown.cause ?? new Error('A query failed.')) : thrown
  const error =
    cause instanceof Error
      ? { error: cause.message, stack: cause.stack?.slice(0, MOST_OF_A_STACK) }
      : cause !== undefined && { error: String(cause) }
  console.error(JSON.stringify({ level: 'error', event, ...facts, ...error }))
}

/** Writes a line about a refusal that may be an attack (http/refusals.ts), and that is no fault of ours. */
export const logRefusal = (facts: LogFacts): void =>
  console.warn(JSON.stringify({ level: 'warn', event: 'request_refused' satisfies LogEvent, ...facts }))
