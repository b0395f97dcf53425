import { guarded } from '../guarded.ts'
import own from './space.css'

/** Distance from the viewport at which loading begins, in pixels (design §9). */
const AHEAD = 400

/** Looks where an element is, and returns a function to call once, or false. */
type Look = (entry: IntersectionObserverEntry) => (() => void) | false
/** Watches an element until `look` returns a function. Returns a function that ends it. */
export type Watch = (element: Element, look: Look, options?: IntersectionObserverInit) => () => void

/** The space of a panel in the page. */
export type Space = {
  element: HTMLElement
  root: ShadowRoot
  /** Adds a style sheet to the panel. */
  wear: (css: string) => void
  /** Calls a function as soon as a change of the panel's height moves nothing that is in view. Returns a function that cancels it. */
  whenUnseen: (run: () => void) => () => void
  /**
   * Keeps space for an empty panel until something is shown, or it is closed: what the shop's style sheet says, else some if the panel
   * `isNear` but below the view.
   */
  reserve: (isNear?: boolean) => void
  /** Ends the watching that belongs to what the panel shows now. */
  stop: () => void
  /** Removes the content. */
  clear: () => void
  /** Removes the panel as soon as that moves nothing that is in view. */
  close: () => void
}

const sheets: Record<string, CSSStyleSheet> = {}

/** Sets up the shadow root of an element. */
export function spaceOf(element: HTMLElement): Space {
  const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
  const space: Space = {
    ...{ element, root },
    whenUnseen: (run) => watch(element, (entry) => isUnseen(entry) && run),
    wear: (css) => {
      const sheet = sheetOf(css)
      if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet)
    },
    reserve: (isNear) => {
      const isWanted =
        (isNear && element.getBoundingClientRect().top >= innerHeight) ||
        getComputedStyle(element).getPropertyValue('--rec-min-height')
      if (!isWanted || root.firstChild) return
      // The view takes this element over as its upper edge.
      const room = document.createElement('div')
      room.id = 'room'
      root.append(room)
    },
    stop: () => {},
    clear: () => root.replaceChildren(),
    close: () => {
      space.stop()
      space.stop = space.whenUnseen(() => {
        space.clear()
        element.hidden = true
      })
    },
  }
  space.wear(own)
  return space
}

/** A style sheet that all panels share. Constructed, because a page's CSP may block `<style>`, but not this. */
function sheetOf(css: string): CSSStyleSheet {
  if (!sheets[css]) {
    sheets[css] = new CSSStyleSheet()
    sheets[css].replaceSync(css)
  }
  return sheets[css]
}

/**
 * Calls `run` once, when an element comes near the viewport. Returns a function that cancels it. An element that is near already does
 * not wait for the next frame, unless a style sheet of the page may still move it.
 */
export function whenNear(element: Element, run: () => void): () => void {
  const stop = watch(element, ({ isIntersecting }) => isIntersecting && run, { rootMargin: `${AHEAD}px` })
  const [box] = element.getClientRects()
  const styles = document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')
  const isStyled = [...styles].every(({ sheet }) => sheet)
  if (box && isStyled && box.bottom > -AHEAD && box.top < innerHeight + AHEAD) {
    stop()
    run()
  }
  return stop
}

/**
 * Whether an element can be removed without moving what is in view: it has no height, or is below the viewport. Above the
 * viewport the page would jump in browsers without scroll anchoring (Safari).
 */
const isUnseen = ({ isIntersecting, boundingClientRect }: IntersectionObserverEntry) =>
  !boundingClientRect.height ||
  (!isIntersecting && (boundingClientRect.bottom > 0 || CSS.supports('overflow-anchor', 'auto')))

export const watch: Watch = (element, look, options) => {
  const watcher = new IntersectionObserver(
    guarded((entries: IntersectionObserverEntry[]) => {
      const last = entries.at(-1)
      const run = last && look(last)
      if (!run) return
      watcher.disconnect()
      run()
    }),
    options,
  )
  watcher.observe(element)
  return () => watcher.disconnect()
}
