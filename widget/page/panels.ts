import { guarded } from '../guarded.ts'
import { whenNear } from './near.ts'
import type { Page, Panel, Panels } from './page.ts'
import { addressOf, panelOf, subjectOf } from './question.ts'
import { createStage } from './stage.ts'
import { take } from './take.ts'
import { wishOf } from './wish.ts'

/** Keeps the panels of a page and asks for them, with one request for all panels that are about the same thing. */
export function createPanels(page: Page): Panels {
  const all = new Map<HTMLElement, Panel>()
  let queued = false
  const update = (again = false) => {
    queued = false
    // While the page is loading, its panels and its product data may be further down: then one question serves all.
    if (document.readyState === 'loading') return
    const open = [...all.values()].filter((panel) => wants(panel, page) || again)
    const near = open.filter((panel) => panel.near)
    for (const subject of new Set(near.map((panel) => panel.subject))) {
      // Panels further down are asked for too: they will be needed soon, and it is one request.
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

/** Whether the panel's question differs from the one that was asked last. Reads the attributes. */
function wants(panel: Panel, page: Page): boolean {
  const wish = wishOf(panel.element)
  const subject = subjectOf(wish)
  if (subject !== panel.subject) panel.instead = ''
  panel.subject = subject
  panel.kind = panelOf({ ...wish, intent: panel.instead || wish.intent })
  // An answer that the server wrote into the page needs no question.
  const ready = panel.asked === undefined && panel.element.querySelector(':scope > script[type$=json]')
  if (ready) {
    panel.asked = subject + panel.kind
    hand(page, panel, panel.asked, JSON.parse(ready.textContent ?? ''))
  }
  return panel.asked !== subject + panel.kind
}

/** Gives a panel its answer. A fault in the answer shows nothing and must not become an error of the page. */
const hand = (...given: Parameters<typeof take>) => void take(...given).catch(() => {})

/** Asks once for all panels of a subject, and gives each its own answer. */
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
