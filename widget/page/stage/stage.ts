import { isRecord } from '../../guarded.ts'
import css from '../../view/panel.css'
import type { View } from '../events.ts'
import type { Page, Stage } from '../page.ts'
import { createDrawing, EDGE } from './drawing.ts'
import { layoutOf } from './layouts.ts'
import { whenSeen, whenUnseen } from './near.ts'
import { patch } from './patch.ts'
import { sheetOf } from './sheet.ts'

let sheet: CSSStyleSheet | undefined
const ABOVE = '0px 0px -150px'

/**
 * Sets up the shadow root of an element. Until the first answer the element keeps the height that the page gave it.
 * @param cheaper shows cheaper items instead
 */
export function createStage(element: HTMLElement, page: Page, cheaper: () => void): Stage {
  const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
  sheet ??= sheetOf(css)
  root.adoptedStyleSheets = [sheet]
  const { update, cards, note, redraw, announce } = createDrawing(element, root, page, cheaper)
  let view: View | null = null
  let stopWatching = () => {}

  const show = async (next: View | null) => {
    if (next && next.answer.recommendation_id === view?.answer.recommendation_id) return
    stopWatching()
    const height = root.querySelector('section')?.offsetHeight
    view = next
    const arm = next?.place?.arm
    const shown = next?.place?.holdout ? null : next
    const own = shown && ownRender(shown, element)
    const draw = shown && !own ? await layoutOf(shown.answer, root) : undefined
    if (view !== next) return // meanwhile another answer has come
    update(next, draw)
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
      // A panel that is removed while it is in view keeps its height, so that the page does not move.
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
    update(view, undefined)
  }
  return { show, redraw, announce, stop }
}

/** The node that the shop's own `pairwell.render(answer, element)` returns; undefined without one. */
function ownRender({ answer }: View, element: Element): Node | undefined {
  const api = window.pairwell
  const made = isRecord(api) && typeof api.render === 'function' && api.render(answer, element)
  return made instanceof Node ? made : undefined
}
