import { card } from './card.ts'
import { type Child, h, type Props, type VNode } from './node.ts'
import { cardsOf, type Shown } from './shown.ts'
import { say } from './texts.ts'
import type { Ui } from './ui.ts'

/** Renders a layout; `undefined` when there is nothing to show. */
export type Draw = (shown: Shown, ui: Ui) => VNode | undefined

/** A grid or a list of suggestions. The Worker renders it too, so it uses neither `window` nor a clock. */
export const panel: Draw = (shown, ui) => {
  const cards = cardsOf(shown, ui.gone)
  if (cards.length === 0) return undefined
  return frame(shown, ui, [
    h(
      'ul',
      { part: 'list', 'data-most': shown.panel.columns },
      cards.map((item) => card(item, shown.panel, ui)),
    ),
    ui.on?.cheaper &&
      h(
        'button',
        { type: 'button', part: 'cheaper', onclick: ui.on.cheaper },
        say(shown.panel.texts, 'too_dear'),
      ),
  ])
}

/** The frame of every layout: a named region with its title, the shop's own slots, and a live region. */
export function frame({ panel }: Shown, ui: Ui, inner: readonly Child[], props: Props = {}): VNode {
  return h(
    'section',
    // Focusable by script: when the card with the focus is removed, the panel gets the focus.
    {
      part: 'panel',
      class: panel.layout,
      'aria-label': panel.title,
      lang: panel.locale,
      dir: panel.dir,
      tabindex: -1,
      ...props,
    },
    h('slot', { name: 'title' }, h('h2', { part: 'title' }, panel.title)),
    ui.hint && h('p', { part: 'hint' }, ui.hint),
    ...inner,
    h('slot', { name: 'after' }),
    ui.on && h('output', { part: 'status', 'aria-live': 'polite' }, ui.announcement),
  )
}
