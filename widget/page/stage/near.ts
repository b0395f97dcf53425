import { guarded } from '../../guarded.ts'

/** Distance below the viewport at which loading begins (design §9). */
const AHEAD = '400px'
/** Time in view (milliseconds) and visible share after which a panel is viewable, as the IAB/MRC standard has it. */
const SEEN_FOR = 1_000
const SEEN_SHARE = 0.5

/** Calls `run` once, when an element comes near the viewport. Returns a function that cancels it. */
export function whenNear(element: Element, run: () => void): () => void {
  return watch(element, (entry) => entry.isIntersecting && run, { rootMargin: AHEAD })
}

/**
 * Calls `run` once, when an element can be removed without moving visible content: it has no height, or is below the viewport.
 * Above the viewport the page would jump in browsers without scroll anchoring (Safari).
 */
export function whenUnseen(element: Element, run: () => void): () => void {
  return watch(
    element,
    ({ isIntersecting, boundingClientRect: { height, bottom } }) =>
      (height === 0 || (!isIntersecting && bottom > 0)) && run,
  )
}

/**
 * Calls `run` once, when half of an element, or half a screen of it, has been in view for a second.
 * @param rootMargin margin of the viewport
 */
export function whenSeen(element: Element, run: () => void, rootMargin = '0px'): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = watch(
    element,
    ({ isIntersecting, intersectionRatio, intersectionRect: { height } }) => {
      clearTimeout(timer)
      if (isIntersecting && (intersectionRatio >= SEEN_SHARE || height >= innerHeight * SEEN_SHARE)) {
        timer = setTimeout(
          guarded(() => {
            stop()
            run()
          }),
          SEEN_FOR,
        )
      }
      return false
    },
    // A threshold below, because half of a panel of two screens is never in view.
    { threshold: [0, SEEN_SHARE / 2, SEEN_SHARE], rootMargin },
  )
  return () => {
    clearTimeout(timer)
    stop()
  }
}

/** Watches an element until `look` returns a function, and calls that function. */
function watch(
  element: Element,
  look: (entry: IntersectionObserverEntry) => (() => void) | false,
  options?: IntersectionObserverInit,
): () => void {
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
