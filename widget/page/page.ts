import type { Shown } from '../view/shown.ts'
import type { Ask } from './ask.ts'
import type { Consent } from './consent.ts'
import type { Events, View } from './events.ts'
import type { Tag } from './tag.ts'

/** What all panels of a page have in common. */
export type Page = { tag: Tag; ask: Ask; consent: Consent; events: Events }

/** Where the answers of one panel appear. */
export type Stage = {
  /** Shows an answer; null, or one with too few cards, clears the stage without moving the page. */
  show: (view: View | null) => Promise<void>
  /** Draws again, because something beside the answer has changed. */
  redraw: () => void
  /** Announces a text politely to screen readers, and draws again. */
  announce: (text: string) => void
  stop: () => void
}

/** A panel in the page. */
export type Panel = {
  element: HTMLElement
  stage: Stage
  /** Whether it has come near the viewport. */
  near: boolean
  /** Its question: what it is about ('' for nothing), and the kind of panel, such as `upgrade:2`. */
  subject: string
  kind: string
  /** The question that was asked last; undefined before the first. */
  asked?: string
  /** Intent to ask for instead of the one in the attributes: cheaper items. */
  instead: string
  /** Undefined until the first answer; null when that was none. */
  answer?: Shown | null
  leave: () => void
}

/** All panels of a page. */
export type Panels = {
  all: ReadonlyMap<HTMLElement, Panel>
  add: (element: HTMLElement) => void
  remove: (element: HTMLElement) => void
  /** Reads the attributes, and asks where the question has changed; `again` asks in any case. */
  update: (again?: boolean) => void
  /** The same in a microtask, so that several attributes set in a row are one question. */
  updateSoon: () => void
}
