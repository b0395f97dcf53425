import { guarded } from '../guarded.ts'
import type { AddState, CardItem, Shown } from '../view/shown.ts'
import { isRefusal, offerAdd } from './add.ts'
import { placementOf } from './question.ts'

/** Milliseconds that "added" stands before the button is itself again. "Failed" stays until the next press. */
const ADDED_STANDS = 2_000

/** The "add" buttons of one panel: how each press went, and what a screen reader hears of it. */
export type Buttons = {
  readonly states: ReadonlyMap<string, AddState>
  readonly announcement: () => string
  press: (item: CardItem, answer: Shown) => void
  stop: () => void
}

/** Makes the buttons of a panel; `redraw` runs after every change. */
export function createButtons(panel: Element, redraw: () => void): Buttons {
  const states = new Map<string, AddState>()
  const timers = new Map<string, number>()
  let announcement = ''
  let stopped = false

  const show = (item: CardItem, state: AddState, answer: Shown) => {
    if (stopped) return
    states.set(item.item_id, state)
    announcement = `${answer.panel.texts[state]}: ${item.title}`
    if (state === 'added')
      timers.set(
        item.item_id,
        window.setTimeout(
          guarded(() => rest(item)),
          ADDED_STANDS,
        ),
      )
    redraw()
  }
  const rest = (item: CardItem) => {
    states.delete(item.item_id)
    announcement = ''
    redraw()
  }
  const press = (item: CardItem, answer: Shown) => {
    if (states.get(item.item_id) === 'adding') return
    window.clearTimeout(timers.get(item.item_id))
    const { item_id, variant_id, title } = item
    const placement = placementOf(panel)
    const { recommendation_id } = answer
    const reply = offerAdd(panel, { item_id, variant_id, title, recommendation_id, placement })
    if (reply === 'taken') return
    // Nobody listens: the item's own page can sell it, so the button is never dead.
    if (reply === 'nobody') return window.location.assign(item.url)
    show(item, 'adding', answer)
    reply.then(
      guarded((said) => show(item, isRefusal(said) ? 'failed' : 'added', answer)),
      guarded(() => show(item, 'failed', answer)),
    )
  }
  const stop = () => {
    stopped = true
    for (const timer of timers.values()) window.clearTimeout(timer)
  }
  return { states, announcement: () => announcement, press, stop }
}
