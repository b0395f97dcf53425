import type { guarded } from '../guarded.ts'
import type { Shown } from '../view/shown.ts'
import type { Ask } from './ask.ts'
import type { Consent } from './consent.ts'
import type { Events } from './events.ts'
import type { Question, Wish } from './question.ts'
import type { Space, Watch } from './space.ts'
import type { Tag } from './tag.ts'

/** The cart of the last `rec:cart` event, for panels that are added later: its ids, and its value in minor units. */
export type Told = { item_ids: string; total?: unknown }

/** Services that all panels of a page share; the other files of the widget get them from here. */
export type Page = {
  tag: Tag
  ask: Ask
  questionOf: (wish: Wish) => Question
  consent: Consent
  events: Events
  cart: Told
  /** Sets up the shadow root of an element. */
  spaceOf: (element: HTMLElement) => Space
  watch: Watch
  /** All panels of the page. */
  all: ReadonlyMap<HTMLElement, Panel>
  /** A value as JSON, for the parts that send or store some. */
  toJson: (value: unknown) => string
  guarded: typeof guarded
  /** Loads a part for another one, and uses it; null for every kind of failure. @template Part the part's exports */
  load: <Part, Result>(
    name: 'press' | 'layouts',
    use: (part: Part) => Result | Promise<Result>,
  ) => Promise<Result | null>
}

/** A panel in the page: its space, and what it asks and shows. */
export type Panel = Space & {
  /** Whether it has come near the viewport. */
  near?: boolean
  /** Its request: the subject ('' for none), and the kind of panel; undefined before its attributes have been read. */
  subject?: string
  kind?: string
  /** The last request; undefined before the first. */
  asked?: string
  /** Undefined until the first response, and after a failure. */
  answer?: Shown | null | undefined
  /**
   * Shows an answer; none, or one with too few cards, clears the panel without moving the page. Undefined until the file with the views
   * has arrived for the first answer; null if it cannot be loaded.
   */
  take?: ((asked: string, answer: Panel['answer']) => Promise<void>) | null
  /** Renders again after a change outside the answer; undefined while nothing is shown. */
  redraw?: (() => void) | undefined
  /** Ends the watching for the viewport. */
  leave?: () => void
}

/** All panels of a page. */
export type Panels = {
  add: (element: HTMLElement) => void
  remove: (element: HTMLElement) => void
  /** Reads the attributes, and requests panels whose request has changed; with `again` all panels. */
  update: (again?: boolean) => void
  /** The same in a microtask, so that several changed attributes cause one request. */
  updateSoon: () => void
}
