import type { EventInput } from '../../schema/outcomes/events.ts'
import type { RecommendedItem } from '../../schema/serving/recommendations.ts'
import type { Place } from '../lazy/arms.ts'
import type { CardItem, Shown } from '../view/shown.ts'
import type { Tag } from './tag.ts'

/** Our only key in the browser's storage. */
export const KEY = 'pairwell'

/** The part for visitors with consent: their id, and what their browser remembers. */
export type Person = {
  /** The id of this browser; undefined if nothing can be stored. */
  visitor: () => string | undefined
  /**
   * The answer for a visitor: that of the visitor's arm, without what the browser remembers as dismissed or seen too often. Undefined for
   * a visitor without an id.
   */
  personal: (
    all: Shown,
    isOut: (item: RecommendedItem) => boolean,
    customer_token?: string,
  ) => { answer: Shown; place?: Place | undefined } | undefined
  /** Stores what an event tells of the items. */
  remember: (name: EventInput['name'], about: readonly CardItem[]) => void
}

/** Nothing is stored, and nobody has an id, without consent. */
export type Consent = {
  given: () => boolean
  /** Consent as the page states it, which takes precedence over the tag. */
  set: (given: boolean) => void
  /** What this browser remembers of its visitor; undefined without consent, null if the part cannot be loaded. */
  person: () => Promise<Person | null | undefined>
  /** The same, if it has been loaded. */
  known?: Person | null
}

/** Consent of the page, the tag, and Shopify's banner; Global Privacy Control in the browser overrides all of them. */
export function createConsent({ dataset }: Tag, load: () => Promise<Person | null>): Consent {
  let word: boolean | undefined
  const consent: Consent = {
    given: () =>
      !navigator.globalPrivacyControl &&
      (word ??
        (dataset.consent
          ? dataset.consent === 'granted'
          : window.Shopify?.customerPrivacy?.analyticsProcessingAllowed() === true)),
    set: (next) => {
      word = next
      // Data stored under an earlier consent is deleted when the consent is withdrawn.
      if (!next) localStorage.removeItem(KEY)
    },
    person: async () => {
      if (!consent.given()) return undefined
      consent.known ??= await load()
      return consent.known
    },
  }
  return consent
}

/** 128 random bits as digits. `randomUUID` is not available on pages without https. */
export const randomId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('')
