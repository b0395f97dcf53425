import type { EventInput } from '../../../schema/outcomes/events.ts'
import type { Press } from '../../lazy/press.ts'
import { kit } from '../../view/kit.ts'
import type { Draw } from '../../view/panel.ts'
import { type AddState, type CardItem, cardsOf } from '../../view/shown.ts'
import { say } from '../../view/texts.ts'
import { shippingHint } from '../cart.ts'
import { memory } from '../consent.ts'
import { eventItem, type View } from '../events.ts'
import { lazy } from '../lazy.ts'
import type { Page, Stage } from '../page.ts'
import { patch } from './patch.ts'

/**
 * The upper edge of a panel, or of the place where it would be. In an experiment the edge decides who has seen the panel (150
 * pixels, half of a usual panel, above the end of the viewport), because the height of an arm must not decide it.
 */
export const EDGE = kit.h('div', {})

/** The rendered panel of one element: its answer, and the shopper's interactions with it. */
export type Drawing = Pick<Stage, 'redraw' | 'announce'> & {
  /** Sets a new answer and the function that renders its layout; undefined when there is nothing to render. */
  update: (view: View | null, draw: Draw | undefined) => void
  /** The cards that are shown: none in a holdout, and none that the shopper dismissed. */
  cards: () => readonly CardItem[]
  /** Reports an event with these cards. */
  note: (name: EventInput['name'], items: readonly CardItem[]) => void
}

/** @param cheaper shows cheaper items instead */
export function createDrawing(
  panel: HTMLElement,
  root: ShadowRoot,
  { tag, consent, events }: Page,
  cheaper: () => void,
): Drawing {
  const states = new Map<string, AddState>()
  const chosen = new Map<string, string>()
  let view: View | null = null
  let draw: Draw | undefined
  let announcement = ''
  const cards = () => (view && !view.place?.holdout ? cardsOf(view.answer, consent.gone) : [])
  const note: Drawing['note'] = (name, items) => {
    const all = cards()
    if (!view) return
    const shown = items.map((item) => eventItem(item, Math.max(0, all.indexOf(item)), chosen))
    events.note(name, view, shown)
    if (name !== 'view_item_list') remember(consent, name, items)
  }
  const announce = (text: string) => {
    announcement = text
    redraw()
  }
  const redraw = () => {
    const focused = root.activeElement
    if (!view || !draw) return
    const { answer } = view
    const drawn = draw(answer, {
      states,
      chosen,
      announcement,
      gone: consent.gone,
      hint: shippingHint(answer),
      on: {
        add: (items, key) =>
          press({ panel, tag, lazy, kit, answer, items, key, chosen, states, announce }, note),
        choose: (key, value) => {
          chosen.set(key, value)
          redraw()
        },
        select: (item) => note('select_item', [item]),
        dismiss: (item) => {
          note('rec_dismissed', [item])
          consent.dismiss(item.item_id)
          announce(say(answer.panel.texts, 'gone', 'title', item.title))
        },
        cheaper: answer.intent === 'upgrade' && cheaper,
      },
    })
    patch(root, drawn ? [EDGE, drawn] : [EDGE])
    // If the removed card had the focus, the keyboard would start again at the top of the page.
    if (focused && !root.activeElement) root.querySelector('section')?.focus({ preventScroll: true })
  }
  const update: Drawing['update'] = (next, layout) => {
    view = next
    draw = layout
    announcement = ''
  }
  return { update, cards, note, redraw, announce }
}

/** Puts the items of a card into the cart, and reports those that were added. */
function press(given: Press, note: Drawing['note']): void {
  lazy
    .press()
    // If the part cannot be loaded, the item's own page can still sell it.
    .then(
      (part) => part.press(given),
      () => location.assign(given.items[0]?.url ?? ''),
    )
    .then((added) => added && note('add_to_cart', given.items))
    .catch(() => {})
}

/** Stores the interaction in the browser, with consent only. Loaded after the panel is shown. */
function remember(consent: Page['consent'], name: EventInput['name'], items: readonly CardItem[]): void {
  if (!consent.given()) return
  lazy
    .personal()
    .then((part) => consent.given() && part.remember(memory, name, items))
    .catch(() => {})
}
