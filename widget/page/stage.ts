import type { EventInput } from '../../schema/outcomes/events.ts'
import { isRecord } from '../guarded.ts'
import { kit } from '../view/kit.ts'
import css from '../view/panel.css'
import type { Draw } from '../view/panel.ts'
import { type AddState, type CardItem, cardsOf } from '../view/shown.ts'
import { say } from '../view/texts.ts'
import type { On } from '../view/ui.ts'
import { shippingHint } from './cart.ts'
import { memory } from './consent.ts'
import { eventItem, type View } from './events.ts'
import { layoutOf } from './layouts.ts'
import { lazy } from './lazy.ts'
import { whenSeen, whenUnseen } from './near.ts'
import type { Page, Stage } from './page.ts'
import { patch } from './patch.ts'
import { sheetOf } from './sheet.ts'

let sheet: CSSStyleSheet | undefined
/**
 * The upper edge of a panel, or of the place where it would be. In an experiment the edge decides who has seen the panel (150
 * pixels, half of a usual panel, above the end of the viewport), because the height of an arm must not decide it.
 */
const EDGE = kit.h('div', {})
const ABOVE = '0px 0px -150px'

/**
 * Sets up the shadow root of an element. Until the first answer the element keeps the space that the page gave it.
 * @param cheaper shows cheaper items instead
 */
export function createStage(
  element: HTMLElement,
  { tag, consent, events }: Page,
  cheaper: () => void,
): Stage {
  const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
  sheet ??= sheetOf(css)
  root.adoptedStyleSheets = [sheet]
  const states = new Map<string, AddState>()
  const chosen = new Map<string, string>()
  let view: View | null = null
  let draw: Draw | undefined
  let announcement = ''
  let stopWatching = () => {}

  const announce = (text: string) => {
    announcement = text
    redraw()
  }
  const cards = () => (view && !view.place?.holdout ? cardsOf(view.answer, consent.gone) : [])
  const note = (name: EventInput['name'], items: readonly CardItem[]) => {
    const all = cards()
    if (!view) return
    events.note(
      name,
      view,
      items.map((item) => eventItem(item, Math.max(0, all.indexOf(item)), chosen)),
    )
    // After the panel is shown, because nobody waits for it.
    if (name !== 'view_item_list' && consent.given()) {
      lazy
        .personal()
        .then(({ remember }) => consent.given() && remember(memory, name, items))
        .catch(() => {})
    }
  }
  const on = ({ answer }: View): On => ({
    add: (items, key) => {
      const given = { panel: element, tag, lazy, kit, answer, items, key, chosen, states, announce }
      lazy
        .press()
        // If the part cannot be loaded, the item's own page can still sell it.
        .then(
          ({ press }) => press(given),
          () => location.assign(items[0]?.url ?? ''),
        )
        .then((added) => added && note('add_to_cart', items))
        .catch(() => {})
    },
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
  })
  const redraw = () => {
    const focused = root.activeElement
    if (!view || !draw) return
    const drawn = draw(view.answer, {
      ...{ states, chosen, announcement },
      gone: consent.gone,
      hint: shippingHint(view.answer),
      on: on(view),
    })
    patch(root, drawn ? [EDGE, drawn] : [EDGE])
    // A card that was removed had the focus: without this the keyboard starts again at the top of the page.
    if (focused && !root.activeElement) root.querySelector('section')?.focus({ preventScroll: true })
  }
  const show = async (next: View | null) => {
    if (next && next.answer.recommendation_id === view?.answer.recommendation_id) return
    stopWatching()
    const height = root.querySelector('section')?.offsetHeight
    view = next
    announcement = ''
    const arm = next?.place?.arm
    const shown = next?.place?.holdout ? null : next
    const own = shown && ownRender(shown, element)
    draw = shown && !own ? await layoutOf(shown.answer, root) : undefined
    if (view !== next) return // meanwhile another answer has come
    if (draw) redraw()
    else {
      patch(root, [])
      patch(root, [EDGE])
      if (own) root.append(own)
    }
    const panel = root.childNodes[1]
    const edge = root.querySelector('div')
    if (panel || arm) {
      element.hidden = false
      if (panel) note('view_item_list', cards())
      const seen = () => {
        note('rec_viewable', cards())
        if (!panel) vanish()
      }
      stopWatching = arm && edge ? whenSeen(edge, seen, ABOVE) : whenSeen(element, seen)
    } else {
      // A panel that is removed while it is in view leaves its space, so that the page does not move.
      const room = document.createElement('div')
      room.style.height = `${height ?? 0}px`
      root.append(room)
      vanish()
    }
  }
  const vanish = () => {
    stopWatching = whenUnseen(element, () => {
      root.replaceChildren()
      element.hidden = true
    })
  }
  const stop = () => {
    stopWatching()
    draw = undefined
  }
  return { show, redraw, announce, stop }
}

/** The node that the shop's own `pairwell.render(answer, element)` makes; undefined without one. */
function ownRender({ answer }: View, element: Element): Node | undefined {
  const api = window.pairwell
  const made = isRecord(api) && typeof api.render === 'function' && api.render(answer, element)
  return made instanceof Node ? made : undefined
}
