import { kit } from '../../view/kit.ts'
import { type Draw, panel } from '../../view/panel.ts'
import type { Shown } from '../../view/shown.ts'
import { lazy } from '../lazy.ts'

/** The function that renders an answer: a promise while the layout is loading, and a grid if it cannot be loaded. */
export function layoutOf({ panel: { layout } }: Shown, root: ShadowRoot): Draw | Promise<Draw> {
  if (layout !== 'carousel' && layout !== 'bundle') return panel
  return lazy.layouts().then(
    ({ make }) => {
      const made = make(kit)
      root.adoptedStyleSheets = [...root.adoptedStyleSheets.slice(0, 1), made.sheet]
      return made[layout]
    },
    () => panel,
  )
}
