import { render } from 'preact'
import { guarded } from '../guarded.ts'
import type { Page, Panel } from '../page/page.ts'
import { type Shown, without } from '../view/shown.ts'
import { type Ui, untouched } from '../view/ui.ts'
import type { Place } from './arms.ts'
import { impressionOf, isGone, type Note } from './impression.ts'
import { isOnOther } from './others.ts'
import { show } from './render.tsx'
import { whenSeen } from './seen.ts'
import { cartOf } from './shop.ts'

/** Margin of the view in an experiment: 150 pixels, half of a usual panel, above its end. */
const ABOVE = '0px 0px -150px'

/** Prepares a panel for answers, and returns the function that shows them and reports what the shopper sees of them. */
export function createStage(page: Page, panel: Panel): NonNullable<Panel['take']> {
  // On a page that has broken this function Preact would render again for ever; then nothing is shown.
  ;[].shift()
  const { element, root } = panel
  const ui: Ui = { ...untouched(), gone: isGone }
  panel.clear = () => {
    panel.redraw = undefined
    render(null, root)
    root.replaceChildren()
  }
  return async (asked, all) => {
    const { answer, place } = await chosenFor(page, panel, asked, all)
    if (panel.asked !== asked) return
    const before = panel.answer
    panel.answer = answer
    if (answer && answer.recommendation_id === before?.recommendation_id) return
    panel.stop()
    const shown = place?.holdout ? null : answer
    const own: unknown = shown && Object(window.pairwell).render?.(shown, element)
    // Without the other layouts, or if they cannot be loaded, the panel is a plain grid.
    const isMore = shown && !own && !isPlain(shown)
    const part = isMore ? await import('./layouts.tsx').catch(() => undefined) : undefined
    if (panel.answer !== answer) return // meanwhile another answer has come

    const room = root.querySelector<HTMLElement>('.room')?.offsetHeight
    const height = root.querySelector('section')?.offsetHeight ?? room
    const note = answer && impressionOf(page, answer, place, ui.chosen)
    if (note && shown && !own) {
      part?.leadToLanguage(shown)
      Object.assign(ui, { said: '', isShown: false, cart: cartOf(page.tag.dataset) })
      show({ page, panel, ui, answer: shown, note }, part)
      hold(panel, room)
    } else {
      panel.clear()
      render(<div />, root)
      if (own instanceof Node) root.append(own)
    }
    if (!note || !report(page, panel, note, place)) {
      // A panel that is removed while it is in view keeps its height, so that the page does not move.
      render(<div style={`height:${height ?? 0}px`} />, root)
      panel.close()
    }
  }
}

/** Whether an answer needs no other part: it is a grid in the shop's main language, without a choice of variants and without a hint. */
const isPlain = ({ panel: { layout, free_shipping }, items, spare = [] }: Shown): boolean =>
  layout === 'grid' &&
  !free_shipping &&
  ![...items, ...spare].some(({ variants }) => variants?.[1]) &&
  !Object(window.Shopify?.routes).root?.[1]

/** The answer for this visitor, without what another panel of the page shows already. */
async function chosenFor(
  { all: panels, consent, events }: Page,
  panel: Panel,
  asked: string,
  all: Shown | null,
): Promise<{ answer: Shown | null; place?: Place | undefined }> {
  if (!all) return { answer: all }
  const isOut = (item_id: string) => isGone(item_id) || isOnOther(panels, panel, asked, item_id)
  const person = await consent.person()
  return (
    person?.personal(all, isOut, events.token) ?? { answer: without(all, ({ item_id }) => isOut(item_id)) }
  )
}

/** Reports what is shown now, and when it has been in view; false if it is nothing that anybody could see. */
function report(page: Page, panel: Panel, note: Note, place: Place | undefined): boolean {
  const { element, root } = panel
  const [edge, isShown] = root.childNodes
  const arm = place?.arm
  if (!isShown && !arm) return false
  element.hidden = false
  const seen = () => {
    note('rec_viewable')
    if (!isShown) panel.close()
  }
  const begin = guarded(() => {
    if (isShown) note('view_item_list')
    // In an experiment the upper edge decides who has seen the panel, because the height of an arm must not decide it.
    panel.stop = whenSeen(page, arm ? (edge as Element) : element, seen, arm && ABOVE)
  })
  // A page that the browser renders in advance is shown to nobody until it is opened.
  if (!document.prerendering) begin()
  else {
    const opened = 'prerenderingchange'
    document.addEventListener(opened, begin, { once: true })
    panel.stop = () => document.removeEventListener(opened, begin)
  }
  return true
}

/** Keeps the reserved height until that moves nothing in view: a panel that is lower must not pull up what is below it. */
function hold({ root, whenUnseen }: Panel, height: number | undefined): void {
  const section = height && root.querySelector('section')
  if (!section) return
  section.style.minHeight = `${height}px`
  whenUnseen(() => section.style.removeProperty('min-height'))
}
