import { KEY, type Person } from '../page/consent.ts'
import { memoryAt } from './memory.ts'
import { personal, remember } from './personal.ts'

/** Name of the cookie with a visitor id that the merchant's server may set. */
const COOKIE = /(?:^|; )pairwell_visitor=([\w-]{16,64})/

/** The visitor of this browser. @param toJson the page's writer of JSON @param newId makes the visitor's id */
export function personOf(toJson: (value: unknown) => string, newId: () => string): Person {
  const memory = memoryAt(KEY, toJson)
  const visitor = () => {
    const named = COOKIE.exec(document.cookie)?.[1] ?? memory.read().visitor
    if (typeof named === 'string') return named
    const fresh = newId()
    return memory.write({ ...memory.read(), visitor: fresh }) ? fresh : undefined
  }
  return {
    visitor,
    personal: (all, isOut, token) => {
      const id = visitor()
      return id ? personal(all, id, memory, isOut, token) : undefined
    },
    remember: (name, about) => remember(memory, name, about),
  }
}
