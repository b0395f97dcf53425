import { render } from 'preact'
import type { Page, Panel, Stage } from '../page/page.ts'
import { cardsOf, without } from '../view/shown.ts'
import { untouched } from '../view/ui.ts'
import { impressionOf, isGone } from './impression.ts'
import { stagedScene } from './scene.tsx'
import { whenSeen } from './seen.ts'

/** Margin of the view in an experiment: 150 pixels, half of a usual panel, above its end. */
const ABOVE = '0px 0px -150px'

/** Shows the answers of one panel, and reports what the shopper sees of them. */
export function createStage(page: Page, panel: Panel): Stage {
  const { element, space } = panel
  const { root } = space
  const ui = { ...untouched(), gone: isGone }
  const sectionOf = () => root.querySelector('section')
  // Until it is taken over, what the Worker has rendered belongs to nobody.
  let isForeign = sectionOf() !== null
  const clear = () => {
    stage.redraw = () => {}
    render(null, root)
    root.replaceChildren()
  }
  const vanish = () => space.close(clear)
  const stage: Stage = {
    redraw: () => {},
    take: async (asked, all) => {
      const person = all && (await page.consent.person())
      const visitor = person?.visitor()
      // What another panel shows already is not shown again.
      const others = [...page.all.values()].filter((other) => other !== panel && other.asked !== asked)
      const isOut = (item_id: string) =>
        isGone(item_id) ||
        others.some(({ answer }) => answer && cardsOf(answer).some((card) => card.item_id === item_id))
      // For a visitor with consent that of an arm, without what the browser remembers as dismissed or seen too often.
      const { answer, place } =
        person && visitor
          ? person.personal(all, visitor, person.memory, isOut, page.events.token)
          : { answer: all && without(all, ({ item_id }) => isOut(item_id)), place: undefined }
      if (panel.asked !== asked) return
      const before = panel.answer
      panel.answer = answer
      if (answer && answer.recommendation_id === before?.recommendation_id) return
      space.stop()
      const shown = place?.holdout ? null : answer
      const own: unknown = shown && Object(window.pairwell).render?.(shown, element)
      const { layout, free_shipping } = shown?.panel ?? {}
      // Without the other layouts, or if they cannot be loaded, the panel is a plain grid.
      const isPlain = own || !shown || (layout === 'grid' && !free_shipping)
      const part = isPlain ? undefined : await page.lazy.layouts().catch(() => undefined)
      if (panel.answer !== answer) return // meanwhile another answer has come

      const height = sectionOf()?.offsetHeight
      const note = answer && impressionOf(page, answer, place, ui.chosen)
      if (note && shown && !own) {
        ui.said = ''
        stage.redraw = stagedScene(page, panel, ui, shown, note, part, isForeign ? all : null)
      } else {
        clear()
        render(<div />, root)
        if (own instanceof Node) root.append(own)
      }
      isForeign = false
      const isShown = root.childNodes[1]
      if (note && (isShown || place?.arm)) {
        element.hidden = false
        if (isShown) note('view_item_list')
        const seen = () => {
          note('rec_viewable')
          if (!isShown) vanish()
        }
        // In an experiment the upper edge decides who has seen the panel, because the height of an arm must not decide it.
        const edge = place?.arm && root.querySelector('div')
        space.stop = edge ? whenSeen(space, edge, seen, ABOVE) : whenSeen(space, element, seen)
      } else {
        // A panel that is removed while it is in view keeps its height, so that the page does not move.
        render(<div style={{ height }} />, root)
        vanish()
      }
    },
    stop: () => {
      stage.redraw = () => {}
    },
  }
  return stage
}
