import type { Page } from '../page/page.ts'

/** Time in view (milliseconds) and visible share after which a panel is viewable, as the IAB/MRC standard has it. */
const SEEN_FOR = 1_000
const SEEN_SHARE = 0.5

/**
 * Calls `run` once, when half of an element, or half a screen of it, has been in view for a second. Returns a function that
 * cancels it.
 * @param rootMargin margin of the viewport
 */
export function whenSeen(page: Page, element: Element, run: () => void, rootMargin: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = page.watch(
    element,
    (entry) => {
      clearTimeout(timer)
      const isSeen =
        entry.intersectionRatio >= SEEN_SHARE || entry.intersectionRect.height >= innerHeight * SEEN_SHARE
      if (entry.isIntersecting && isSeen) {
        timer = setTimeout(
          page.guarded(() => {
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
