import { isRecord } from '../guarded.ts'

/** Milliseconds that a shopper's page waits for us, a second try included (design §9). */
const GIVE_UP = 1_500
/** A try that failed sooner than this (a third of the wait) leaves time for another. */
const FAST = 500

/** Puts a question; the panels of the answer as they came, and null for every kind of failure. Never rejects. */
export type Ask = (address: string) => Promise<readonly unknown[] | null>

/** Makes the asker. `fetch` is handed in, because pages wrap theirs. */
export const createAsk =
  (fetch: typeof globalThis.fetch): Ask =>
  async (address) => {
    try {
      const begun = performance.now()
      const signal = AbortSignal.timeout(GIVE_UP)
      // No header of our own: the browser then asks at once, without a preflight.
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
