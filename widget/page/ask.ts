import type { Shown } from '../view/shown.ts'
import { readAnswer } from './answer.ts'

/** Milliseconds that a shopper's page waits for us, a second try included (design §9). */
const GIVE_UP = 1_500
/** A try that failed sooner than this (a third of the wait) leaves time for another. */
const FAST = 500

/** Puts a question; null stands for every kind of failure. Never rejects. */
export type Ask = (address: string) => Promise<Shown | null>

/**
 * Makes the asker. Panels that ask the same while the answer is under way share the request; later the
 * browser's own cache answers, for as long as the API allows. `fetch` is handed in, because pages wrap theirs.
 */
export function createAsk(fetch: typeof globalThis.fetch): Ask {
  const underWay = new Map<string, Promise<Shown | null>>()
  return (address) => {
    const shared = underWay.get(address)
    if (shared) return shared
    const answer = request(fetch, address).finally(() => underWay.delete(address))
    underWay.set(address, answer)
    return answer
  }
}

async function request(fetch: typeof globalThis.fetch, address: string): Promise<Shown | null> {
  try {
    const begun = performance.now()
    const signal = AbortSignal.timeout(GIVE_UP)
    // No header of our own: the browser then asks at once, without a preflight.
    const once = () => fetch(address, { signal, credentials: 'omit', referrerPolicy: 'no-referrer' })
    const response = await once().catch((failure: unknown) => {
      if (performance.now() - begun > FAST) throw failure
      return once()
    })
    return response.status === 200 ? readAnswer(await response.json()) : null
  } catch {
    return null // late, refused, cut off or not JSON: for the shopper all the same
  }
}
