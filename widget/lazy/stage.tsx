import { render } from 'preact'
import type { RecommendedItem } from '../../schema/serving/recommendations.ts'
import type { Page, Panel } from '../page/page.ts'
import { type Shown, without } from '../view/shown.ts'
import { untouched } from '../view/ui.ts'
import type { Place } from './arms.ts'
import { dismissed, impressionOf, type Note } from './impression.ts'
import { isOnOther } from './others.ts'
import { type Layouts, show } from './render.tsx'
import { whenSeen } from './seen.ts'
import { cartOf } from './shop.ts'

/** Margin of the view in an experiment: 150 pixels, half of a usual panel, above its end. */
const ABOVE = '0px 0px -150px'

/** Prepares a panel for answers, and returns the function that shows them and reports what the shopper sees of them. */
export function createStage(page: Page, panel: Panel): NonNullable<Panel['take']> {
  // On a page that has broken this function Preact would render again for ever; then nothing is shown.
  ;[].shift()
  const { element, root } = panel
  const ui = untouched(dismissed)
  panel.clear = () => {
    panel.redraw = undefined
    render(null, root)
    root.replaceChildren()
  }
  return async (asked, all) => {
    const { answer, place } = await chosenFor(page, asked, all)
    if (panel.asked !== asked) return
    const before = panel.answer
    panel.answer = answer
    if (answer && answer.recommendation_id === before?.recommendation_id) return
    panel.stop()
    const shown = place?.holdout ? null : answer
    const own: unknown = shown && Object(window.pairwell).render?.(shown, element)
    // Without the other layouts, or if they cannot be loaded, the panel is a plain grid.
    const isMore = shown && !own && !isPlain(shown)
    const part = isMore ? await page.load('layouts', (layouts: Layouts) => layouts) : null
    if (panel.answer !== answer) return // meanwhile another answer has come

    const room = root.querySelector<HTMLElement>('#room')?.offsetHeight
    const height = root.querySelector('section')?.offsetHeight ?? room
    const note = answer && impressionOf(page, answer, place, ui.chosen)
    if (note && shown && !own) {
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
const isPlain = ({ panel, items, spare = [] }: Shown): boolean =>
  panel.layout === 'grid' &&
  !panel.free_shipping &&
  ![...items, ...spare].some(({ variants }) => variants?.[1]) &&
  !window.Shopify?.routes?.root?.[1]

/** The answer for this visitor, without what another panel of the page shows already. */
async function chosenFor(
  page: Page,
  asked: string,
  all: Panel['answer'],
): Promise<{ answer: Panel['answer']; place?: Place | undefined }> {
  if (!all) return { answer: all }
  const isOut = ({ item_id }: RecommendedItem) =>
    dismissed.has(item_id) || isOnOther(page.all, asked, item_id)
  const person = await page.consent.person()
  return person?.personal(all, isOut, page.events.token) ?? { answer: without(all, isOut) }
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
  let isOver = false
  panel.stop = () => {
    isOver = true
  }
  const begin = page.guarded(() => {
    if (isOver) return
    if (isShown) note('view_item_list')
    // In an experiment the upper edge decides who has seen the panel, because the height of an arm must not decide it.
    panel.stop = whenSeen(page, arm ? (edge as Element) : element, seen, arm ? ABOVE : '0px')
  })
  // A page that the browser renders in advance is shown to nobody until it is opened.
  if (document.prerendering) document.addEventListener('prerenderingchange', begin)
  else begin()
  return true
}

/** Keeps the reserved height until that moves nothing in view: a panel that is lower must not pull up what is below it. */
function hold(panel: Panel, height: number | undefined): void {
  const section = height && panel.root.querySelector('section')
  if (!section) return
  section.style.minHeight = `${height}px`
  panel.whenUnseen(() => {
    section.style.minHeight = ''
  })
}
