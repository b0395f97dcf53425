import { guarded } from './guarded.ts'
import { offerApi } from './page/api.ts'
import { createAsk } from './page/ask.ts'
import { followCart, told } from './page/cart.ts'
import { createConsent, randomId } from './page/consent.ts'
import { defineElement, ELEMENT } from './page/element.ts'
import { createEvents } from './page/events.ts'
import { load } from './page/lazy.ts'
import type { Page, Panel } from './page/page.ts'
import { createPanels } from './page/panels.ts'
import { questionOf } from './page/question.ts'
import { spaceOf, watch } from './page/space.ts'
import { readTag, type Tag } from './page/tag.ts'
import { toJson } from './to-json.ts'

const boot = guarded(() => {
  const script = document.currentScript as HTMLScriptElement
  const tag = readTag(script)
  if (!tag) return
  // If another copy of the tag runs already, this one only inserts its own panel.
  if (!customElements.get(ELEMENT) && !Object(window.pairwell).version) start(tag)
  if (script.dataset.target) {
    load('extras', (part) => whenParsed(() => part.insertPanel(script)))
  }
})

function start(tag: Tag): void {
  const consent = createConsent(tag, () => load('person', (part) => part.personOf(toJson, randomId)))
  const events = createEvents(tag, consent)
  const all = new Map<HTMLElement, Panel>()
  const page: Page = {
    ...{
      tag,
      consent,
      events,
      cart: told,
      all,
      questionOf,
      spaceOf,
      watch,
      toJson,
      guarded,
      load: load as Page['load'],
    },
    ask: createAsk(tag),
  }
  const panels = createPanels(page, all)
  const on = (target: EventTarget | undefined, name: string, run: (event: Event) => void) =>
    target?.addEventListener(name, guarded(run))

  // Not earlier: an element whose shadow root is still being parsed must not get one from us.
  whenParsed(() => defineElement(panels))
  offerApi(page, () => panels.update(true))
  on(document, 'rec:cart', (event) => followCart(Object(event).detail, all))
  // Single-page shops, and pages restored from the back/forward cache.
  on(window.navigation, 'navigatesuccess', panels.updateSoon)
  // Without the Navigation API at least navigation in the history, after the page's own listeners.
  on(window, 'popstate', () => setTimeout(panels.updateSoon))
  on(window, 'pageshow', (event) => Object(event).persisted && panels.update(true))
  if (location.search.includes('pairwell=debug')) load('extras', (part) => part.explain(page))
}

/** Calls `run` when the page is parsed; its deferred scripts may not have run yet. */
function whenParsed(run: () => void): void {
  const safely = guarded(run)
  if (document.readyState === 'loading') document.addEventListener('readystatechange', safely, { once: true })
  else safely()
}

boot()
