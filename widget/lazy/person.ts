import { KEY, type Person, randomId } from '../page/consent.ts'
import { memoryAt } from './memory.ts'
import { personal, remember } from './personal.ts'

/** Name of the cookie with a visitor id that the merchant's server may set. */
const COOKIE = /(?:^|; )pairwell_visitor=([\w-]{16,64})/

/** The visitor of this browser. @param toJson the page's writer of JSON */
export function personOf(toJson: (value: unknown) => string): Person {
  const memory = memoryAt(KEY, toJson)
  return {
    visitor: () => {
      const named = COOKIE.exec(document.cookie)?.[1] ?? memory.read().visitor
      if (typeof named === 'string') return named
      const fresh = randomId()
      return memory.write({ ...memory.read(), visitor: fresh }) ? fresh : undefined
    },
    personal: (all, visitor_id, gone, token) => personal(all, visitor_id, memory, gone, token),
    remember: (name, about) => remember(memory, name, about),
  }
}
