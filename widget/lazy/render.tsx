import { hydrate, render } from 'preact'
import { guarded } from '../guarded.ts'
import css from '../view/panel.css'
import { Panel, Root } from '../view/panel.tsx'
import type { CardItem, Shown } from '../view/shown.ts'
import type { On, Ui } from '../view/ui.ts'
import type { Scene } from './scene.ts'

/** The other layouts, and the hint of a cart. */
type Layouts = typeof import('./layouts.tsx')

/** What is in the shadow root: an answer in its layout. */
const treeOf = ({ answer, ui }: Scene, layouts: Layouts | undefined, shown: Shown, now?: Partial<Ui>) => (
  <Root Drawn={layouts?.[answer.panel.layout] ?? Panel} shown={shown} ui={{ ...ui, ...now }} />
)

/** Takes over what the Worker has rendered, which is the answer for everybody, before anything changes. */
export function takeOver(scene: Scene, layouts: Layouts | undefined, all: Shown): void {
  const { root } = scene.panel.space
  hydrate(treeOf(scene, layouts, all), root)
  // The sheet that it links to has the same rules as ours.
  root.querySelector('link')?.remove()
}

/** Returns a function that renders a scene while it is the one of its panel. @param current the function of the panel's scene */
export function show(scene: Scene, layouts: Layouts | undefined, current: () => unknown): () => void {
  const { page, panel, ui, answer, note } = scene
  const { root, wear } = panel.space
  const on: On = (what, ...about) => {
    const [first, key] = about as never as [string, string]
    if (what === 'select') note('select_item', about as never)
    else if (what === 'choose') {
      ui.chosen.set(key, first)
      draw()
    } else
      import('./press.tsx').then(
        (part) => part[what as 'add'](scene, ...(about as never as [never, never])),
        // If the part cannot be loaded, the item's own page can still sell it.
        () => {
          const [item] = what === 'add' ? ((about as never as CardItem[][])[0] ?? []) : []
          if (item?.url) location.assign(item.url)
        },
      )
  }
  wear(css)
  if (layouts) wear(layouts.css)
  const draw = guarded(() => {
    if (current() !== draw) return
    const focused = root.activeElement
    const hint = layouts?.hintOf(answer, page.cart.total)
    render(treeOf(scene, layouts, answer, { on: guarded(on) as On, hint }), root)
    // If the removed card had the focus, the keyboard would start again at the top of the page.
    if (focused && !root.activeElement) root.querySelector('section')?.focus({ preventScroll: true })
  })
  return draw
}
