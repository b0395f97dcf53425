import { guarded } from '../guarded.ts'
import type { Page, Panel, Panels } from './page.ts'
import { addressOf, panelOf, subjectOf } from './question.ts'
import { whenNear } from './stage/near.ts'
import { createStage } from './stage/stage.ts'
import { take } from './take.ts'
import { wishOf } from './wish.ts'

/** The panels of a page, with one request for all panels of the same subject. */
export function createPanels(page: Page): Panels {
  const all = new Map<HTMLElement, Panel>()
  let queued = false
  const update = (again = false) => {
    queued = false
    // While the page is loading, more panels and the product data may follow; then one request serves all of them.
    if (document.readyState === 'loading') return
    const open = [...all.values()].filter((panel) => wants(panel, page) || again)
    const near = open.filter((panel) => panel.near)
    for (const subject of new Set(near.map((panel) => panel.subject))) {
      // Panels further down are included: they will be needed soon, and it is the same request.
      const among = subject ? open : near
      ask(
        page,
        subject,
        among.filter((panel) => panel.subject === subject),
      )
    }
  }
  const updateSoon = () => {
    if (!queued) queueMicrotask(guarded(() => update()))
    queued = true
  }
  const add = (element: HTMLElement) => {
    const panel: Panel = {
      ...{ element, near: false, subject: '', kind: '', instead: '' },
      stage: createStage(element, page, () => {
        panel.instead = 'downgrade'
        updateSoon()
      }),
      leave: whenNear(element, () => {
        panel.near = true
        updateSoon()
      }),
    }
    all.set(element, panel)
  }
  const remove = (element: HTMLElement) => {
    const panel = all.get(element)
    panel?.leave()
    panel?.stage.stop()
    all.delete(element)
  }
  return { all, update, updateSoon, add, remove }
}

/** Whether the panel's request differs from its last one. Reads the attributes. */
function wants(panel: Panel, page: Page): boolean {
  const wish = wishOf(panel.element)
  const subject = subjectOf(wish)
  if (subject !== panel.subject) panel.instead = ''
  panel.subject = subject
  panel.kind = panelOf({ ...wish, intent: panel.instead || wish.intent })
  // An answer that the server wrote into the page needs no request.
  const ready = panel.asked === undefined && panel.element.querySelector(':scope > script[type$=json]')
  if (ready) {
    panel.asked = subject + panel.kind
    hand(page, panel, panel.asked, JSON.parse(ready.textContent ?? ''))
  }
  return panel.asked !== subject + panel.kind
}

/** Gives a panel its answer. An exception shows nothing and must not become an error of the page. */
const hand = (...given: Parameters<typeof take>) => void take(...given).catch(() => {})

/** Sends one request for all panels of a subject, and gives each its answer. */
function ask(page: Page, subject: string, panels: readonly Panel[]): void {
  const kinds = new Map<string, string>()
  const waiting = panels.map((panel) => {
    panel.asked = subject + panel.kind
    // Two panels of the same intent show the same answer.
    const [intent = ''] = panel.kind.split(':')
    if (!kinds.has(intent)) kinds.set(intent, panel.kind)
    return { panel, asked: panel.asked, place: [...kinds.keys()].indexOf(intent) }
  })
  const give = (answers: readonly unknown[] | null) => {
    for (const { panel, asked, place } of waiting) {
      hand(page, panel, asked, answers?.[place])
    }
  }
  if (subject) page.ask(addressOf(subject, [...kinds.values()], page.tag)).then(guarded(give))
  else give(null)
}
