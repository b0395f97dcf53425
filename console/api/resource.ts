import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { type Answer, ask, Problem } from './call.ts'

/** What a page knows of something that it reads. While it is read again, the data before stay. */
export type Resource<T> = {
  data: T | undefined
  etag: string | undefined
  /** When the data were copied, if they are a copy on this device. */
  copied_at: number | undefined
  problem: Problem | undefined
  reload(): void
  /** Takes what a call has answered about it, such as the state after a change. */
  put(answer: Answer<T>): void
}

export const asProblem = (thrown: unknown): Problem =>
  thrown instanceof Problem ? thrown : new Problem(0, 'internal', String(thrown))

/** One page of a list. */
type ListPage = { items: unknown[]; next?: string | null }

/** All pages of a list as one: of the API's lists that a page shows as a whole none has more than a few thousand entries. */
async function askAll<T>(path: string, init: { signal: AbortSignal }): Promise<Answer<T>> {
  const first = await ask<ListPage>(path, init)
  const items = [...first.data.items]
  for (let { next } = first.data; next != null; ) {
    const { data } = await ask<ListPage>(`${path}&after=${encodeURIComponent(next)}`, init)
    items.push(...data.items)
    next = data.next
  }
  return { ...first, data: { ...first.data, items, next: null } as T }
}

/** Reads a list to its end. @param path with a query */
export const useAll = <Entry>(path: string): Resource<{ items: Entry[] }> =>
  useResource<{ items: Entry[] }>(path, undefined, askAll)

/**
 * Reads an address, and again whenever it changes.
 * @param path   undefined reads nothing
 * @param every  milliseconds after an answer at which it is read again while the page is visible; undefined for once
 * @param read   reads it; by default one call
 */
export function useResource<T>(
  path: string | undefined,
  every?: number,
  read: (path: string, init: { signal: AbortSignal }) => Promise<Answer<T>> = ask,
): Resource<T> {
  const [answer, setAnswer] = useState<(Answer<T> & { path: string }) | undefined>()
  const [problem, setProblem] = useState<Problem | undefined>()
  const [count, setCount] = useState(0)
  const alive = useRef(every)
  alive.current = every
  // biome-ignore lint/correctness/useExhaustiveDependencies: `count` is there so that `reload` reads again
  useEffect(() => {
    if (path === undefined) return
    const ending = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const load = async () => {
      try {
        const got = await read(path, { signal: ending.signal })
        if (ending.signal.aborted) return
        setAnswer({ ...got, path })
        setProblem(undefined)
      } catch (thrown) {
        if (ending.signal.aborted) return
        setProblem(asProblem(thrown))
      }
      plan()
    }
    const plan = () => {
      if (alive.current !== undefined)
        timer = setTimeout(() => (document.hidden ? plan() : load()), alive.current)
    }
    load()
    return () => {
      ending.abort()
      clearTimeout(timer)
    }
  }, [path, count, every, read])
  const reload = useCallback(() => setCount((now) => now + 1), [])
  const current = answer?.path === path ? answer : undefined
  const put = (next: Answer<T>) => {
    if (path !== undefined) setAnswer({ ...next, path })
  }
  const { data, etag, copied_at } = current ?? {}
  return { data, etag, copied_at, problem, reload, put }
}

/** A press that calls the API: whether it runs, what went wrong, and how to run it. */
export function useAct<A extends unknown[]>(act: (...args: A) => Promise<void>) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | undefined>()
  const run = async (...args: A) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await act(...args)
    } catch (thrown) {
      setProblem(asProblem(thrown))
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, run, forget: () => setProblem(undefined) }
}

/** The data of a resource; while it is being read at another address, the data before. */
export function useKept<T>(resource: Resource<T>): T | undefined {
  const kept = useRef<T | undefined>(undefined)
  if (resource.data !== undefined) kept.current = resource.data
  return kept.current
}

/** Milliseconds after the last key before what was typed is used. */
const PAUSE = 150

/** A text as it was when the reader last paused typing, without spaces around it. */
export function usePaused(typed: string): string {
  const [paused, setPaused] = useState(typed.trim())
  useEffect(() => {
    const timer = setTimeout(() => setPaused(typed.trim()), PAUSE)
    return () => clearTimeout(timer)
  }, [typed])
  return paused
}
