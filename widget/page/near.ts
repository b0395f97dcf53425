import { guarded } from '../guarded.ts'

/** How far below the view loading begins, in pixels (design §9). */
const AHEAD = '400px'

/** Runs once, when an element comes near the view. Returns what cancels it. */
export function whenNear(element: Element, run: () => void): () => void {
  return watch(element, AHEAD, (entry) => entry.isIntersecting, run)
}

/**
 * Runs once, when an element can vanish and nothing in view moves: it has no height, or lies below the
 * view. Above the view does not count: without scroll anchoring (Safari) the page would jump.
 */
export function whenUnseen(element: Element, run: () => void): () => void {
  const unseen = ({ isIntersecting, boundingClientRect: { height, bottom } }: IntersectionObserverEntry) =>
    height === 0 || (!isIntersecting && bottom > 0)
  return watch(element, '0px', unseen, run)
}

function watch(
  element: Element,
  rootMargin: string,
  holds: (entry: IntersectionObserverEntry) => boolean,
  run: () => void,
): () => void {
  const watcher = new IntersectionObserver(
    guarded((entries: IntersectionObserverEntry[]) => {
      const last = entries.at(-1)
      if (!last || !holds(last)) return
      watcher.disconnect()
      run()
    }),
    { rootMargin },
  )
  watcher.observe(element)
  return () => watcher.disconnect()
}
