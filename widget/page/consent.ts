import { isRecord } from '../guarded.ts'
import type { Tag } from './tag.ts'

/** The one key of ours in the browser's storage, and the cookie that the merchant's own server may set. */
const KEY = 'pairwell'
const COOKIE = /(?:^|; )pairwell_visitor=([\w-]{16,64})/
/** Milliseconds for which an item stays away: a quarter of a year. */
const AWAY = 90 * 86_400_000

/** What may be remembered of this browser: nothing without consent. */
export type Consent = {
  given: () => boolean
  /** The browser's id; undefined without consent, and where nothing can be stored. */
  visitor: () => string | undefined
  /** The page's word; it counts for more than what the tag said. */
  set: (given: boolean) => void
  /** Whether the shopper has sent this item away: on this page, or as far as may be remembered. */
  gone: (item_id: string) => boolean
  dismiss: (item_id: string) => void
}

/** What is kept under that key, for those who have asked for consent. */
export type Memory = {
  read: () => Readonly<Record<string, unknown>>
  /** False where nothing can be kept. */
  write: (kept?: object) => boolean
}

/** Reads what the page, the tag, Shopify's own banner and the browser say; a browser's "no" (GPC) stands above all. */
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
  /** Until when each item that was sent away stays away. Items whose time is over are left out, and go with the next write. */
  const dismissed = () =>
    new Map(Object.entries<number>(Object(read().dismissed)).filter(([, until]) => until > Date.now()))
  return {
    given,
    visitor,
    set: (next) => {
      word = next
      // What was stored under an earlier yes goes with the no.
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

/** Nothing given, nothing kept. */
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

/** 160 random bits. Not `randomUUID`: that is missing on pages without https. */
export const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(5)), (word) => word.toString(36)).join('')
