import { useCallback, useEffect, useRef, useState } from 'preact/hooks'

/** Whether an element has come into view, and the `ref` that says which. Once it has, it stays so. */
export function useSeen(): [boolean, (element: Element | null) => void] {
  const [isSeen, setSeen] = useState(false)
  const watcher = useRef<IntersectionObserver | undefined>(undefined)
  useEffect(() => () => watcher.current?.disconnect(), [])
  const place = useCallback((element: Element | null) => {
    watcher.current?.disconnect()
    if (!element) return
    watcher.current = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      setSeen(true)
      watcher.current?.disconnect()
    })
    watcher.current.observe(element)
  }, [])
  return [isSeen, place]
}
