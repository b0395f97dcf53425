import { isRecord } from '../guarded.ts'
import type { Tag } from './tag.ts'

/** Our only key in the browser's storage, and the name of the cookie that the merchant's server may set. */
const KEY = 'pairwell'
const COOKIE = /(?:^|; )pairwell_visitor=([\w-]{16,64})/
/** Milliseconds for which a dismissed item is not shown: 90 days. */
const AWAY = 90 * 86_400_000

/** Storage in this browser; nothing is stored without consent. */
export type Consent = {
  given: () => boolean
  /** The visitor id; undefined without consent, and if nothing can be stored. */
  visitor: () => string | undefined
  /** Consent as the page states it, which takes precedence over the tag. */
  set: (given: boolean) => void
  /** Whether the shopper dismissed this item, on this page or earlier. */
  gone: (item_id: string) => boolean
  dismiss: (item_id: string) => void
}

/** The stored data. Callers must check the consent first. */
export type Memory = {
  read: () => Readonly<Record<string, unknown>>
  /** Returns false if nothing can be stored. */
  write: (kept?: object) => boolean
}

/** Consent of the page, the tag, and Shopify's banner; Global Privacy Control in the browser overrides all of them. */
export function createConsent({ dataset }: Tag): Consent {
  let word: boolean | undefined
  const here = new Set<string>()
  const given = () =>
    !navigator.globalPrivacyControl &&
    (word ??
      (dataset.consent
        ? dataset.consent === 'granted'
        : window.Shopify?.customerPrivacy?.analyticsProcessingAllowed() === true))
  const visitor = () => {
    if (!given()) return undefined
    const named = COOKIE.exec(document.cookie)?.[1] ?? read().visitor
    if (typeof named === 'string') return named
    const fresh = randomId()
    return write({ ...read(), visitor: fresh }) ? fresh : undefined
  }
  /** Expiry of each dismissed item. Expired items are left out, and deleted with the next write. */
  const dismissed = () =>
    new Map(Object.entries<number>(Object(read().dismissed)).filter(([, until]) => until > Date.now()))
  return {
    given,
    visitor,
    set: (next) => {
      word = next
      // Data stored under an earlier consent is deleted when the consent is withdrawn.
      if (!next) write()
    },
    gone: (item_id) => here.has(item_id) || (given() && dismissed().has(item_id)),
    dismiss: (item_id) => {
      here.add(item_id)
      if (given()) {
        write({ ...read(), dismissed: Object.fromEntries(dismissed().set(item_id, Date.now() + AWAY)) })
      }
    },
  }
}

function read(): Readonly<Record<string, unknown>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '')
    return isRecord(kept) ? kept : {}
  } catch {
    return {} // nothing there, denied, or not ours
  }
}

/** Stores the data; without an argument deletes it. */
function write(kept?: object): boolean {
  try {
    if (kept) localStorage.setItem(KEY, JSON.stringify(kept))
    else localStorage.removeItem(KEY)
    return true
  } catch {
    return false // denied or full
  }
}

export const memory: Memory = { read, write }

/** 160 random bits. `randomUUID` is not available on pages without https. */
export const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(5)), (word) => word.toString(36)).join('')
