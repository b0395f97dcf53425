import { render } from 'preact'
import { look } from '../view/look.ts'
import { Panel, Root } from '../view/panel.tsx'
import type { CardItem } from '../view/shown.ts'
import type { On } from '../view/ui.ts'
import type { Scene } from './scene.ts'

type Press = typeof import('./press.tsx')
/** The other layouts, and what else few panels need. */
export type Layouts = typeof import('./layouts.tsx')

/**
 * Renders a scene, and again after each change while it is the one of its panel. What the Worker has rendered is taken over: Preact uses
 * the elements that it finds.
 */
export function show(scene: Scene, layouts: Layouts | null): void {
  const { panel, ui, answer } = scene
  const { guarded } = scene.page
  const { root } = panel
  const on: On = (what, ...about) => {
    const [first, key] = about as never as [string, string]
    if (what === 'select') scene.note('select_item', about as never)
    else if (what === 'choose') {
      ui.chosen.set(key, first)
      draw()
    } else
      scene.page
        .load('press', (part: Press) => part[what as 'add'](scene, ...(about as never as [never, never])))
        .then((failure) => {
          // If the part cannot be loaded, the item's own page can still sell it.
          const url = failure === null && what === 'add' && (first as never as CardItem[])[0]?.url
          if (url) location.assign(url)
        })
  }
  panel.wear(look)
  // The sheet to which the Worker's markup links has the same rules.
  root.querySelector('link')?.remove()
  ui.on = guarded(on) as On
  layouts?.prepare(scene)
  const draw = guarded(() => {
    if (panel.redraw !== draw) return
    const focused = root.activeElement
    // A new object, so that Preact sees a change.
    render(<Root Drawn={layouts?.[answer.panel.layout] ?? Panel} shown={answer} ui={{ ...ui }} />, root)
    // If the removed card had the focus, the keyboard would start again at the top of the page.
    if (focused && !root.activeElement) root.querySelector('section')?.focus({ preventScroll: true })
  })
  panel.redraw = draw
  draw()
}
