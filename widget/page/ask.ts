import { isRecord } from '../guarded.ts'

/** Timeout of a request in milliseconds, including one retry (design §9). */
const GIVE_UP = 1_500
/** A request that failed within this time (a third of the timeout) is retried. */
const FAST = 500

/** Sends a request; resolves to the panels of the answer, unchecked, or null for every kind of failure. Never rejects. */
export type Ask = (address: string) => Promise<readonly unknown[] | null>

/** @param fetch the page's own, because pages wrap it */
export const createAsk =
  (fetch: typeof globalThis.fetch): Ask =>
  async (address) => {
    try {
      const begun = performance.now()
      const signal = AbortSignal.timeout(GIVE_UP)
      // Without custom headers the browser sends no preflight request.
      const once = () => fetch(address, { signal, credentials: 'omit', referrerPolicy: 'no-referrer' })
      const response = await once().catch((failure: unknown) => {
        if (performance.now() - begun > FAST) throw failure
        return once()
      })
      const answer: unknown = response.status === 200 && (await response.json())
      return isRecord(answer) && Array.isArray(answer.panels) ? answer.panels : null
    } catch {
      return null // late, refused, cut off or not JSON: for the shopper all the same
    }
  }
