/** What this browser stores under one key. Callers must check the consent first. */
export type Memory = {
  read: () => Readonly<Record<string, unknown>>
  /** Returns false if nothing can be stored. */
  write: (kept: object) => boolean
}

/** The storage of the browser under a key. @param toJson writes JSON */
export const memoryAt = (key: string, toJson: (value: unknown) => string): Memory => ({
  read: () => {
    try {
      return Object(JSON.parse(localStorage.getItem(key) ?? ''))
    } catch {
      return {} // nothing there, or denied
    }
  },
  write: (kept) => {
    try {
      localStorage.setItem(key, toJson(kept))
      return true
    } catch {
      return false // denied or full
    }
  },
})
