import type { Shown } from '../view/shown.ts'
import { answerOf } from './answer.ts'
import { addressOf } from './question.ts'
import type { Tag } from './tag.ts'

/** Timeout of a request in milliseconds, including one retry (design §9). */
const GIVE_UP = 1_500
/** A request that failed within this time (a third of the timeout) is retried. */
const FAST = 500

/**
 * Sends a request for several kinds of panels of one subject. Resolves to their answers, null for one that is none; to [] without a
 * subject and for every kind of failure. Never rejects.
 */
export type Ask = (subject: string, kinds: readonly string[]) => Promise<readonly (Shown | null)[]>

export const createAsk =
  (tag: Tag): Ask =>
  async (subject, kinds) => {
    if (!subject) return []
    try {
      const address = addressOf(tag, subject, kinds)
      const begun = Date.now()
      const signal = AbortSignal.timeout(GIVE_UP)
      // Without custom headers the browser sends no preflight request.
      const once = () => fetch(address, { signal, credentials: 'omit', referrerPolicy: 'no-referrer' })
      const response = await once().catch<Response | null>(() => (Date.now() - begun < FAST ? once() : null))
      const said: unknown = response?.ok && (await response.json())
      // A failure or refusal has no panels, and throws here.
      return Object(said).panels.map(answerOf)
    } catch {
      return [] // late, refused, cut off or not JSON: for the shopper all the same
    }
  }
