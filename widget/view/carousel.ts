import type { Kit } from './kit.ts'
import type { Draw } from './panel.ts'

/**
 * A row that is scrolled by hand, by its buttons or by the arrow keys; it never moves by itself. Roles and names as
 * in the carousel pattern of the WAI-ARIA Authoring Practices.
 * @param move by one view; without it there are no buttons
 */
export const make =
  ({ card, cardsOf, frame, h, say }: Kit, move?: (button: unknown, by: -1 | 1) => void): Draw =>
  (shown, ui) => {
    const { panel } = shown
    const cards = cardsOf(shown, ui.gone)
    if (cards.length === 0) return undefined
    const turn = (name: 'previous' | 'next', by: -1 | 1) =>
      h(
        'button',
        {
          type: 'button',
          part: name,
          'aria-label': say(panel.texts, name),
          onclick: ({ currentTarget }) => move?.(currentTarget, by),
        },
        by < 0 ? '‹' : '›',
      )
    const slides = cards.map((item, at) => {
      const place = say(panel.texts, 'slide', 'n', String(at + 1)).replace('{total}', String(cards.length))
      const props = { 'aria-roledescription': 'slide', role: 'group', 'aria-label': place }
      return h('li', {}, card(item, panel, ui, { tag: 'div', props }))
    })
    const inner = [
      move && h('div', { part: 'turn' }, turn('previous', -1), turn('next', 1)),
      // Focusable, so that the arrow keys scroll it.
      h('ul', { part: 'list', tabindex: 0, 'aria-label': panel.title }, slides),
    ]
    return frame(shown, ui, inner, { 'aria-roledescription': 'carousel' })
  }
