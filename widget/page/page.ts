import type { Shown } from '../view/shown.ts'
import type { Ask } from './ask.ts'
import type { Consent } from './consent.ts'
import type { Events, View } from './events.ts'
import type { Tag } from './tag.ts'

/** Services that all panels of a page share. */
export type Page = { tag: Tag; ask: Ask; consent: Consent; events: Events }

/** The rendered content of one panel. */
export type Stage = {
  /** Shows an answer; null, or one with too few cards, clears the stage without moving the page. */
  show: (view: View | null) => Promise<void>
  /** Renders again after a change outside the answer. */
  redraw: () => void
  /** Announces a text politely to screen readers, and renders again. */
  announce: (text: string) => void
  stop: () => void
}

/** A panel in the page. */
export type Panel = {
  element: HTMLElement
  stage: Stage
  /** Whether it has come near the viewport. */
  near: boolean
  /** Its request: the subject ('' for none), and the kind of panel, such as `upgrade:2`. */
  subject: string
  kind: string
  /** The last request; undefined before the first. */
  asked?: string
  /** Intent to request instead of the one in the attributes: lower-priced items. */
  instead: string
  /** Undefined until the first response; null after a failure. */
  answer?: Shown | null
  leave: () => void
}

/** All panels of a page. */
export type Panels = {
  all: ReadonlyMap<HTMLElement, Panel>
  add: (element: HTMLElement) => void
  remove: (element: HTMLElement) => void
  /** Reads the attributes, and requests panels whose request has changed; with `again` all panels. */
  update: (again?: boolean) => void
  /** The same in a microtask, so that several changed attributes cause one request. */
  updateSoon: () => void
}
