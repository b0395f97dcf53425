import type { EventInput } from '../../schema/outcomes/events.ts'
import { guarded } from '../guarded.ts'
import { isRecord } from '../is-record.ts'
import { load } from './lazy.ts'
import type { Page } from './page.ts'
import type { Wish } from './question.ts'

/** Defines `window.pairwell`. Each function is guarded, so that an exception never reaches the page. */
export function offerApi(page: Page, update: () => void): void {
  const before = window.pairwell
  // With `<div id="pairwell">` in the page, `window.pairwell` is an element, which must not be changed.
  const api = isRecord(before) && !(before instanceof Node) ? before : {}
  const { q: queued } = api
  const { consent, events } = page
  const offered = Object.assign(api, {
    version: PAIRWELL_VERSION,
    refresh: guarded(update),
    recommend: (question: Partial<Wish>) =>
      load('extras')
        .then((part) => part.recommend(page, question))
        .catch(() => null),
    consent: guarded((given: boolean) => {
      consent.set(given)
      update()
    }),
    customer: guarded((token: string) => {
      events.token = token
      if (document.querySelector('pairwell-offer')) {
        load('offer')
          .then((part) => part.showOffers(page))
          .catch(() => null)
      }
    }),
    track: guarded((name: EventInput['name'], fields: object) => events.track(name, fields)),
    q: { push: guarded((call: unknown) => typeof call === 'function' && call(offered)) },
  })
  window.pairwell = offered
  // Calls that the page queued before the script was loaded.
  if (Array.isArray(queued)) queued.forEach(offered.q.push)
}
