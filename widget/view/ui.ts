import type { AddState, CardItem } from './shown.ts'

/** State of a panel besides its answer: interactions of the shopper, and handlers. The Worker has none. */
export type Ui = {
  /** States of the buttons by item id. */
  states: ReadonlyMap<string, AddState>
  /** The chosen variant by item id, and choices of a layout by a key of its own. */
  chosen: ReadonlyMap<string, string>
  gone: (item_id: string) => boolean
  /** Text for the polite live region. */
  announcement: string
  /** Amount missing for free delivery, in words. */
  hint: string
  /** Handlers; without them the cards have no buttons. */
  on?: On | undefined
}

/** Handlers of the shopper's interactions. */
export type On = {
  /** @param key key of the button's state: the item's id, or that of a bundle */
  add?: ((items: readonly CardItem[], key: string) => void) | undefined
  choose: (key: string, value: string) => void
  select: (item: CardItem) => void
  dismiss: (item: CardItem) => void
  cheaper?: (() => void) | false
}

/** The state before any interaction. */
export const UNTOUCHED: Ui = {
  states: new Map(),
  chosen: new Map(),
  gone: () => false,
  announcement: '',
  hint: '',
}
