import { type ErrorCode, PairwellError } from '../../vocabulary/errors.ts'
import { isWithin } from '../../vocabulary/time.ts'

/** What is wrong with a database that did not do what it was asked; also the code of the error that a caller gets. */
export type Fault = Extract<
  ErrorCode,
  'busy' | 'shop_is_moving' | 'storage_full' | 'storage_corrupt' | 'unavailable'
>

/**
 * Messages of D1 and of SQLite by fault, the first that matches counts.
 * @see https://developers.cloudflare.com/d1/observability/debug-d1/
 * @see https://www.sqlite.org/rescode.html
 */
const FAULTS: readonly (readonly [fault: Fault, message: RegExp])[] = [
  // Raised by the triggers of a shop that is being moved: see moves/watch.ts.
  ['shop_is_moving', /shop_is_moving/],
  [
    'storage_full',
    /SQLITE_FULL|database or disk is full|(exceed|reach)\w* (the )?maximum (DB|database) size/i,
  ],
  ['storage_corrupt', /SQLITE_(CORRUPT|NOTADB)|disk image is malformed|file is not a database/i],
  ['busy', /SQLITE_(BUSY|LOCKED)|database (table )?is locked|overloaded|too many requests queued/i],
  [
    'unavailable',
    /SQLITE_IOERR|disk I\/O error|network connection lost|caused object to be reset|and was reset|reset because|cannot resolve D1|internal error/i,
  ],
]

/** The fault that an error tells of; undefined for an error that is not the database's. */
export function faultOf(thrown: unknown): Fault | undefined {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const { message } = error
    const found = FAULTS.find(([, pattern]) => pattern.test(message))
    if (found) return found[0]
  }
  return undefined
}

const MESSAGES: Readonly<Record<Fault, string>> = {
  busy: 'The database is busy. Nothing was changed; try again in a few seconds.',
  shop_is_moving: 'The shop is being moved to another database at this moment. Try again in a few seconds.',
  storage_full: 'The database is full, so nothing can be stored. The operator has to make room.',
  storage_corrupt: 'The database is damaged. The operator has to restore it.',
  unavailable: 'The database does not answer. Try again later.',
}

/** The error for a caller whose request met a fault. */
export const faultError = (fault: Fault, message = MESSAGES[fault]): PairwellError =>
  new PairwellError(fault, message)

/** Time for which a fault of the storage counts as present after a statement met it, milliseconds. */
const FAULT_LIFE = 60_000

let seen: { fault: Fault; at: number } | undefined

/** Remembers, for this isolate, a fault of the storage that a statement met. */
export function noteFault(fault: Fault, now: number): void {
  if (fault === 'storage_full' || fault === 'storage_corrupt') seen = { fault, at: now }
}

/** The fault of the storage that a statement of this isolate met in the last minute. */
export const recentFault = (now: number): Fault | undefined =>
  seen && isWithin(FAULT_LIFE, seen.at, now) ? seen.fault : undefined
