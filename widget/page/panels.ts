import { guarded } from '../guarded.ts'
import { answerOf } from './answer.ts'
import { load } from './lazy.ts'
import type { Page, Panel, Panels } from './page.ts'
import type { Question } from './question.ts'
import { spaceOf, whenNear } from './space.ts'
import { wishOf } from './wish.ts'

/** A panel whose attributes have been read. */
type Asking = Panel & Question

/** The panels of a page, with one request for all panels of the same subject. */
export function createPanels(page: Page, all: Map<HTMLElement, Panel>): Panels {
  let queued = false
  const update = (again?: boolean) => {
    queued = false
    // While the page is loading, more panels and the product data may follow; then one request serves all of them.
    if (document.readyState === 'loading') return
    const open = [...all.values()].filter((panel): panel is Asking => wants(panel, page, updateSoon, again))
    const near = open.filter((panel) => panel.near)
    for (const subject of new Set(near.map((panel) => panel.subject))) {
      // Panels further down are included: they will be needed soon, and it is the same request.
      const among = (subject ? open : near).filter((panel) => panel.subject === subject)
      ask(page, subject, among)
    }
  }
  const updateSoon = guarded(() => {
    if (!queued) queueMicrotask(guarded(update))
    queued = true
  })
  const add = guarded((element: HTMLElement) => {
    const panel: Panel = spaceOf(element)
    panel.leave = whenNear(element, () => {
      panel.near = true
      panel.reserve(true)
      updateSoon()
    })
    // At once, because the shop's style sheet has kept the space until the element was defined.
    panel.reserve()
    all.set(element, panel)
    // What the page's own data needs is loaded while the page still is.
    wishOf(element, updateSoon)
  })
  const remove = guarded((element: HTMLElement) => {
    const panel = all.get(element)
    if (!panel) return
    panel.leave?.()
    panel.stop()
    delete panel.redraw
    all.delete(element)
  })
  return { update, updateSoon, add, remove }
}

/** Whether the panel's request differs from its last one, or is sent `again`. Reads the attributes. */
function wants(panel: Panel, page: Page, updateSoon: () => void, again?: boolean): panel is Asking {
  const { element } = panel
  const wish = wishOf(element, updateSoon)
  if (!wish) return false
  const asking = Object.assign(panel, page.questionOf(wish))
  const question = asking.subject + asking.kind
  // An answer that the server wrote into the page needs no request.
  const ready = panel.asked === undefined && element.querySelector(':scope > script[type$=json]')
  if (ready) give(page, panel, question, answerOf(JSON.parse(ready.textContent ?? '')))
  return again || panel.asked !== question
}

/** Sends one request for all panels of a subject, and gives each its answer. */
function ask(page: Page, subject: string, panels: readonly Asking[]): void {
  /** The first kind of each intent: two panels of the same intent show the same answer. */
  const kinds: Record<string, string> = {}
  // In a microtask, when all kinds are known.
  const answers = Promise.resolve().then(() => page.ask(subject, Object.values(kinds)))
  for (const panel of panels) {
    const { kind } = panel
    const [intent] = kind.split(':') as [string]
    kinds[intent] ??= kind
    const answer = answers.then((all) => all[Object.keys(kinds).indexOf(intent)])
    give(page, panel, subject + kind, answer)
  }
  // The views come at the same time as the answer.
  if (subject) load('view', () => {})
}

/** Gives a panel the answer to what it asks now. An exception shows nothing and must not become an error of the page. */
async function give(
  page: Page,
  panel: Panel,
  asked: string,
  coming: Panel['answer'] | Promise<Panel['answer']>,
): Promise<void> {
  panel.asked = asked
  try {
    const answer = await coming
    if (answer) panel.take ??= await load('view', (part) => part.createStage(page, panel))
    if (panel.take) return await panel.take(asked, answer)
  } catch {
    // The answer cannot be rendered.
  }
  if (panel.asked === asked) {
    panel.answer = null
    panel.close()
  }
}
