import { guarded } from '../guarded.ts'
import type { Shown } from '../view/shown.ts'
import { whenNear } from './near.ts'
import type { Page } from './page.ts'
import { addressOf, panelOf, subjectOf } from './question.ts'
import { createStage, type Stage } from './stage.ts'
import { take } from './take.ts'
import { wishOf } from './wish.ts'

/** A panel that stands in the page. */
export type Panel = {
  element: HTMLElement
  stage: Stage
  /** Has it come near the view? */
  near: boolean
  /** What it wants to know now: about what ('' for nothing), and which kind, such as `upgrade:2`. */
  subject: string
  kind: string
  /** What it was asked last; undefined before the first question. */
  asked?: string
  /** Wanted instead of the kind that the attributes name: what costs less. */
  instead: string
  /** Undefined until the first answer; null when that was none. */
  answer?: Shown | null
  leave: () => void
}

/** All panels of a page. */
export type Panels = {
  all: ReadonlyMap<HTMLElement, Panel>
  add: (element: HTMLElement) => void
  remove: (element: HTMLElement) => void
  /** Reads the attributes, and asks where they make another question; `again` asks in any case. */
  update: (again?: boolean) => void
  /** The same in a microtask: several attributes set in a row are one question. */
  updateSoon: () => void
}

/** Keeps the panels of a page, and asks for them: once for all that are about the same. */
export function createPanels(page: Page): Panels {
  const all = new Map<HTMLElement, Panel>()
  let queued = false
  const update = (again = false) => {
    queued = false
    // While the page arrives its panels and its product data may stand further down: one question for all.
    if (document.readyState === 'loading') return
    const open = [...all.values()].filter((panel) => wants(panel, page) || again)
    const near = open.filter((panel) => panel.near)
    for (const subject of new Set(near.map((panel) => panel.subject))) {
      // What is further down is asked for, too: it will be wanted soon, and it is one request.
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

/** Whether a panel wants to know something that it has not been asked. */
function wants(panel: Panel, page: Page): boolean {
  const wish = wishOf(panel.element)
  const subject = subjectOf(wish)
  if (subject !== panel.subject) panel.instead = ''
  panel.subject = subject
  panel.kind = panelOf({ ...wish, intent: panel.instead || wish.intent })
  // What the Worker has put into the page is an answer already.
  const ready = panel.asked === undefined && panel.element.querySelector(':scope > script[type$=json]')
  if (ready) {
    panel.asked = subject + panel.kind
    hand(page, panel, panel.asked, JSON.parse(ready.textContent ?? ''))
  }
  return panel.asked !== subject + panel.kind
}

/** A fault in an answer shows nothing, and is nobody's error. */
const hand = (...given: Parameters<typeof take>) => void take(...given).catch(() => {})

/** Asks once for all panels of a subject, and hands each its own; one that was asked anew meanwhile takes it not. */
function ask(page: Page, subject: string, panels: readonly Panel[]): void {
  const kinds = new Map<string, string>()
  const waiting = panels.map((panel) => {
    panel.asked = subject + panel.kind
    // One panel an intent: a second of the same shows the same.
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
