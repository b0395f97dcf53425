import { logFault } from '../log.ts'
import { faultError, faultOf, noteFault } from '../store/faults.ts'
import type { Answered } from './answer.ts'

/** Timeout of the database in milliseconds; after it a cache may serve its stale copy. */
const PATIENCE_MS = 800

/**
 * Waits for an answer of the database for at most 800 ms.
 * @throws {PairwellError} `unavailable` on a timeout or failure, or the code of the database's fault
 */
export async function inTime(answered: Promise<Answered>): Promise<Answered> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the database did not answer in time')), PATIENCE_MS)
  })
  try {
    return await Promise.race([answered, late])
  } catch (thrown) {
    logFault('request_failed', { part: 'answer' }, thrown)
    const fault = faultOf(thrown) ?? 'unavailable'
    noteFault(fault, Date.now())
    throw faultError(fault, 'The database does not answer. Show nothing, and try again later.')
  } finally {
    clearTimeout(timer)
  }
}
