/** Groups of routes that share places, so that a rush of one does not close the others. */
export type Group = 'pages' | 'beacons' | 'messages' | 'servers' | 'uploads' | 'files'

/**
 * Requests of a group that are with the runtime at a time. Beyond them it gets no faster: they would wait in a queue of the
 * runtime, which the Worker cannot see, for longer than their callers do.
 */
const MOST: Readonly<Record<Group, number>> = {
  pages: 16,
  // A beacon that is refused is lost.
  beacons: 64,
  messages: 16,
  servers: 16,
  uploads: 16,
  files: 16,
}

export function groupOf(method: string, path: string): Group {
  if (path.startsWith('/p/')) return method === 'POST' ? 'beacons' : 'pages'
  if (path.startsWith('/hooks/') || path.startsWith('/sign-in')) return 'messages'
  if (/^\/v1\/(imports|models\/outside)/.test(path) && method === 'POST') return 'uploads'
  return path.startsWith('/v1/') ? 'servers' : 'files'
}

/** Whether strangers send bodies to a group: these are read before a place is taken, because a slow body must not keep one. */
export const isOfStrangers = (group: Group): boolean => group === 'beacons' || group === 'messages'

/** The places of a server. */
export class Places {
  private readonly taken = new Map<Group, number>()

  /** Takes a place, and returns the function that gives it back; undefined if there is none. */
  take(group: Group): (() => void) | undefined {
    const taken = this.taken.get(group) ?? 0
    if (taken >= MOST[group]) return undefined
    this.taken.set(group, taken + 1)
    let isLeft = false
    return () => {
      if (isLeft) return
      isLeft = true
      this.taken.set(group, (this.taken.get(group) ?? 1) - 1)
    }
  }
}
