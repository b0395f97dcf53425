import { h, render } from 'preact'
import { guarded } from '../guarded.ts'
import { Panel } from '../view/Panel.tsx'
import type { CardItem, Shown } from '../view/shown.ts'
import { createButtons } from './buttons.ts'
import { whenUnseen } from './near.ts'
import { styledRoot } from './styled-root.ts'

/** Where one panel's answers appear. */
export type Stage = {
  /** Shows an answer; null, or one with too few cards, clears the stage without moving the page. */
  show: (answer: Shown | null) => void
  stop: () => void
}

/** Sets up the shadow root of an element; until the first answer it keeps whatever space the page gave it. */
export function createStage(element: HTMLElement): Stage {
  const root = styledRoot(element)
  let shown: Shown | null = null
  let stopWaiting = () => {}

  const panel = () => root.querySelector('section')
  const draw = () => {
    const answer = shown
    const focused = root.activeElement
    const onAdd = guarded((item: CardItem) => answer && buttons.press(item, answer))
    const { states, announcement } = buttons
    const props = answer && { recommendation: answer, states, announcement: announcement(), onAdd }
    render(props && h(Panel, props), root)
    // A card that left took the focus with it; without this the keyboard starts again at the page's top.
    if (focused && !root.activeElement) panel()?.focus({ preventScroll: true })
  }
  const buttons = createButtons(element, draw)

  const vanish = () => {
    render(null, root)
    element.hidden = true
  }
  const show = (answer: Shown | null) => {
    stopWaiting()
    const height = panel()?.offsetHeight ?? 0
    shown = answer
    draw()
    if (panel()) {
      element.hidden = false
      return
    }
    if (height > 0) render(h('div', { style: { height: `${height}px` } }), root)
    stopWaiting = whenUnseen(element, vanish)
  }
  const stop = () => {
    stopWaiting()
    buttons.stop()
  }
  return { show, stop }
}
