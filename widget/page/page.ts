import type { Shown } from '../view/shown.ts'
import type { Ask } from './ask.ts'
import type { Consent } from './consent.ts'
import type { Events } from './events.ts'
import type { Space } from './space.ts'
import type { Tag } from './tag.ts'

/** The cart of the last `rec:cart` event, for panels that are added later: its ids, and its value in minor units. */
export type Told = { item_ids: string; total?: unknown }

/** Services that all panels of a page share; the other files of the widget get them from here. */
export type Page = {
  tag: Tag
  ask: Ask
  /** The address of a request. */
  addressOf: (subject: string, panels: readonly string[]) => string
  consent: Consent
  events: Events
  cart: Told
  /** All panels of the page. */
  all: ReadonlyMap<HTMLElement, Panel>
  /** A value as JSON, for the parts that send or store some. */
  toJson: (value: unknown) => string
}

/** What the file with the views does for a panel. */
export type Stage = {
  /** Shows an answer; null, or one with too few cards, clears the panel without moving the page. */
  take: (asked: string, answer: Shown | null) => Promise<void>
  /** Renders again after a change outside the answer. */
  redraw?: (() => void) | undefined
  stop: () => void
}

/** A panel in the page. */
export type Panel = {
  element: HTMLElement
  space: Space
  /** Undefined until the file with the views has arrived for the first answer. */
  stage?: Stage
  /** Whether it has come near the viewport. */
  near: boolean
  /** Its request: the subject ('' for none), and the kind of panel, such as `upgrade:2`. */
  subject: string
  kind: string
  /** The last request; undefined before the first. */
  asked?: string
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
