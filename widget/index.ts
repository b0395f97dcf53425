import { guarded, isRecord } from './guarded.ts'
import { createAsk } from './page/ask.ts'
import { followCart } from './page/cart.ts'
import { definePanels, ELEMENT } from './page/element.ts'
import { insertPanel, readTag } from './page/tag.ts'

const boot = guarded(() => {
  const script = document.currentScript
  if (!(script instanceof HTMLScriptElement)) return
  const tag = readTag(script)
  // A second copy of the tag finds the element defined, and leaves everything to the first.
  if (!tag || customElements.get(ELEMENT)) return

  const panels = definePanels(tag, createAsk(window.fetch.bind(window)))
  document.addEventListener(
    'rec:cart',
    guarded((event: Event) => followCart(event, panels.elements())),
  )
  whenParsed(() => {
    insertPanel(script, ELEMENT)
    panels.update(false)
  })
  offerApi(guarded(() => panels.update(true)))
})

function whenParsed(run: () => void): void {
  const safely = guarded(run)
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', safely)
  else safely()
}

/** The widget's one global. What the page put there before stays, and stays the same object. */
function offerApi(refresh: () => void): void {
  const before = window.pairwell
  // `<div id="pairwell">` makes `window.pairwell` an element, which is not ours to write on.
  const api = isRecord(before) && !(before instanceof Node) ? before : {}
  window.pairwell = Object.assign(api, { version: PAIRWELL_VERSION, refresh })
}

boot()
