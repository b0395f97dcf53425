import type { AddState, CardItem } from './shown.ts'

/** What stands in a panel beside its answer: what the shopper did, and what to do next. The Worker knows none of it. */
export type Ui = {
  /** Presses by item id; what is missing is at rest. */
  states: ReadonlyMap<string, AddState>
  /** The chosen variant by item id, and what a layout lets a shopper choose, by a name of its own. */
  chosen: ReadonlyMap<string, string>
  gone: (item_id: string) => boolean
  /** What a screen reader says next, politely. */
  announcement: string
  /** The gap to free delivery, in words. */
  hint: string
  /** Without them the cards have no button: one that does nothing is worse than none. */
  on?: On | undefined
}

/** What a shopper can do. */
export type On = {
  /** @param key what the press is remembered by: the item's id, or that of a bundle */
  add?: ((items: readonly CardItem[], key: string) => void) | undefined
  choose: (key: string, value: string) => void
  select: (item: CardItem) => void
  dismiss: (item: CardItem) => void
  cheaper?: (() => void) | false
}

/** A panel that nobody has touched. */
export const UNTOUCHED: Ui = {
  states: new Map(),
  chosen: new Map(),
  gone: () => false,
  announcement: '',
  hint: '',
}
