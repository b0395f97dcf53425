import { hydrate, render } from 'preact'
import { guarded } from '../guarded.ts'
import type { lazy } from '../page/lazy.ts'
import type { Page, Panel as PanelOfPage } from '../page/page.ts'
import css from '../view/panel.css'
import { Panel, Root } from '../view/panel.tsx'
import type { CardItem, Shown } from '../view/shown.ts'
import type { On, Ui } from '../view/ui.ts'
import type { Note } from './impression.ts'

/** What is shown in a panel, also for the part that acts for the shopper. */
export type Scene = {
  page: Page
  panel: PanelOfPage
  ui: Ui
  answer: Shown
  note: Note
  /** Renders again. */
  redraw: () => void
}

/**
 * Renders an answer, and returns a function that renders it again.
 * @param all the answer for everybody, if the Worker has rendered it: that is taken over before anything changes
 */
export function stagedScene(
  page: Page,
  panel: PanelOfPage,
  ui: Ui,
  answer: Shown,
  note: Note,
  part: Awaited<ReturnType<(typeof lazy)['layouts']>> | undefined,
  all: Shown | null,
): () => void {
  const { root, wear } = panel.space
  const treeOf = (shown: Shown, now?: Partial<Ui>) => (
    <Root Drawn={part?.[answer.panel.layout] ?? Panel} shown={shown} ui={{ ...ui, ...now }} />
  )
  const on: On = (what, ...about) => {
    if (what === 'select') note('select_item', about as never)
    else
      page.lazy.press().then(
        (part) => part[what as 'add'](scene, ...(about as never as [never, never])),
        // If the part cannot be loaded, the item's own page can still sell it.
        () => what === 'add' && location.assign((about as never as CardItem[][])[0]?.[0]?.url ?? ''),
      )
  }
  const redraw = guarded(() => {
    const focused = root.activeElement
    render(treeOf(answer, { on: guarded(on) as On, hint: part?.hintOf(answer, page.cart.total) }), root)
    // If the removed card had the focus, the keyboard would start again at the top of the page.
    if (focused && !root.activeElement) root.querySelector('section')?.focus({ preventScroll: true })
  })
  const scene = { page, panel, ui, answer, note, redraw }
  wear(css)
  if (part) wear(part.css)
  if (all) hydrate(treeOf(all), root)
  // The sheet that the Worker links to has the same rules.
  root.querySelector('link')?.remove()
  redraw()
  return redraw
}
