import { KEY, randomId } from '../page/consent.ts'
import { memoryAt } from './memory.ts'

// The part for visitors with consent: their id, and what their browser remembers.
export { personal, remember } from './personal.ts'

/** Name of the cookie with a visitor id that the merchant's server may set. */
const COOKIE = /(?:^|; )pairwell_visitor=([\w-]{16,64})/

export const memory = memoryAt(KEY)

/** The id of this browser; undefined if nothing can be stored. */
export function visitor(): string | undefined {
  const named = COOKIE.exec(document.cookie)?.[1] ?? memory.read().visitor
  if (typeof named === 'string') return named
  const fresh = randomId()
  return memory.write({ ...memory.read(), visitor: fresh }) ? fresh : undefined
}
