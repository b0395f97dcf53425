import { guarded } from '../../guarded.ts'

/** How far below the view loading begins, in pixels (design §9). */
const AHEAD = '400px'
/** Milliseconds and share of a panel in view after which it counts as seen, as the advertising trade counts. */
const SEEN_FOR = 1_000
const SEEN_SHARE = 0.5

/** Runs once, when an element comes near the view. Returns what cancels it. */
export function whenNear(element: Element, run: () => void): () => void {
  return watch(element, (entry) => entry.isIntersecting && run, { rootMargin: AHEAD })
}

/**
 * Runs once, when an element can vanish and nothing in view moves: it has no height, or lies below the
 * view. Above the view does not count: without scroll anchoring (Safari) the page would jump.
 */
export function whenUnseen(element: Element, run: () => void): () => void {
  return watch(
    element,
    ({ isIntersecting, boundingClientRect: { height, bottom } }) =>
      (height === 0 || (!isIntersecting && bottom > 0)) && run,
  )
}

/**
 * Runs once, when half of an element, or half a screen of it, has been in view for a second.
 * @param rootMargin what the view is taken to be smaller by
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
    // A step below, because half of a panel of two screens is never in view.
    { threshold: [0, SEEN_SHARE / 2, SEEN_SHARE], rootMargin },
  )
  return () => {
    clearTimeout(timer)
    stop()
  }
}

/** Watches until a look at the element gives something to run. */
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
