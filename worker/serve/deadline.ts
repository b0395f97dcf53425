import { PairwellError } from '../../vocabulary/errors.ts'
import type { Answered } from './answer.ts'

/** Milliseconds that the database may take: after them a cache in front may serve its stale copy. */
const PATIENCE_MS = 800

/**
 * Waits for an answer of the database for at most 800 ms.
 * @throws {PairwellError} `unavailable` when it does not come in time, or fails
 */
export async function inTime(answered: Promise<Answered>): Promise<Answered> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the database did not answer in time')), PATIENCE_MS)
  })
  try {
    return await Promise.race([answered, late])
  } catch (thrown) {
    console.error(thrown)
    throw new PairwellError('unavailable', 'The database does not answer. Show nothing, and try again later.')
  } finally {
    clearTimeout(timer)
  }
}
