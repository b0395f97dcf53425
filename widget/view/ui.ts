import type { ComponentChild } from 'preact'
import type { AddState, CardItem, Shown } from './shown.ts'

/** State of a panel besides its answer: interactions of the shopper, and their handler. The Worker has none. */
export type Ui = {
  /** Attributes and texts of buttons that have been pressed, by item id. */
  states: Map<string, ButtonState>
  /** What stands below a button, by item id: the menu of a card, or a refusal of the shop. */
  asides: Map<string, ComponentChild>
  /** The chosen variant by item id, choices of a layout by a key of its own, and addresses of pictures that cannot be loaded. */
  chosen: Map<string, string>
  /** Items that the shopper has dismissed on this page. */
  gone: Set<string>
  /** The adapter of the shop's cart; '' if the page adds by itself. */
  cart?: string
  /** Text for the polite live region; everybody can read it if `isShown`. */
  said?: string
  isShown?: boolean | undefined
  /** Draws the amount missing for free delivery; only in panels that need more than the views (lazy/layouts). */
  hint?: (shown: Shown) => ComponentChild
  /** Draws the menu of variants; the same. */
  choice?: (props: { item: CardItem; panel: Shown['panel']; ui: Ui }) => ComponentChild
  /** Handles interactions; without it the cards have no buttons. */
  on?: On
}

/** A button that has been pressed: its text instead of the usual one, and its attributes. */
export type ButtonState = {
  part: `add ${AddState}`
  said?: string
  'aria-label'?: string | undefined
  'aria-disabled'?: boolean
  'aria-busy'?: boolean
}

/** What a shopper can do. */
export type Acts = {
  /** The link of a card is followed. */
  select: [item: CardItem]
  /** Items are put into the cart. @param key key of the button's state: the item's id, or that of a bundle */
  add: [items: readonly CardItem[], key: string]
  choose: [value: string, key: string]
  /** The menu of a card is opened. */
  more: [item: CardItem, button: HTMLElement]
  /** Lower-priced items are wanted. */
  cheaper: []
}
export type On = <What extends keyof Acts>(what: What, ...about: Acts[What]) => void

/** The state before any interaction. */
export const untouched = (gone = new Set<string>()): Ui => ({
  ...{ states: new Map(), asides: new Map(), chosen: new Map(), gone },
})
