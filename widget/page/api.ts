import { guarded } from '../guarded.ts'
import { load } from './lazy.ts'
import type { Page } from './page.ts'
import type { Wish } from './question.ts'

/** Defines `window.pairwell`. Each function is guarded, so that an exception never reaches the page. */
export function offerApi(page: Page, update: () => void): void {
  const before = Object(window.pairwell)
  // With `<div id="pairwell">` in the page, `window.pairwell` is an element, which must not be changed.
  const api: { q?: unknown } = before.nodeType ? {} : before
  const { q: queued } = api
  const offered = Object.assign(api, {
    version: PAIRWELL_VERSION,
    refresh: guarded(update),
    recommend: (question: Partial<Wish>) => load('extras', (part) => part.recommend(page, question)),
    consent: guarded((given: boolean) => {
      page.consent.set(given)
      update()
    }),
    customer: guarded((token: string) => {
      page.events.token = token
      if (document.querySelector('pairwell-offer')) load('offer', (part) => part.showOffers(page))
    }),
    track: guarded(page.events.track),
    // A call that is no function is one of the exceptions.
    q: { push: guarded((call: (api: object) => void) => call(offered)) },
  })
  window.pairwell = offered
  // Calls that the page queued before the script was loaded.
  if (Array.isArray(queued)) queued.forEach(offered.q.push)
}
