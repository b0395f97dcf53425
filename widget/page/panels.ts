import { guarded } from '../guarded.ts'
import { isAnswer } from './answer.ts'
import { lazy } from './lazy.ts'
import type { Page, Panel, Panels } from './page.ts'
import { panelOf, subjectOf } from './question.ts'
import { spaceOf, whenNear } from './space.ts'
import { wishOf } from './wish.ts'

/** The panels of a page, with one request for all panels of the same subject. */
export function createPanels(page: Page, all: Map<HTMLElement, Panel>): Panels {
  let queued = false
  const update = (again = false) => {
    queued = false
    // While the page is loading, more panels and the product data may follow; then one request serves all of them.
    if (document.readyState === 'loading') return
    const open = [...all.values()].filter((panel) => wants(panel, page, updateSoon, again))
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
      ...{ element, near: false, subject: '', kind: '' },
      space: spaceOf(element),
      leave: () => {},
    }
    panel.leave = whenNear(element, (isBelow) => {
      panel.near = true
      panel.space.reserve(isBelow)
      updateSoon()
    })
    // At once, because the shop's style sheet has kept the space until the element was defined.
    panel.space.reserve()
    all.set(element, panel)
    // What the page's own data needs is loaded while the page still is.
    wishOf(element, updateSoon)
  }
  const remove = (element: HTMLElement) => {
    const panel = all.get(element)
    panel?.leave()
    panel?.space.stop()
    panel?.stage?.stop()
    all.delete(element)
  }
  return { all, update, updateSoon, add, remove }
}

/** Whether the panel's request differs from its last one, or is sent `again`. Reads the attributes. */
function wants(panel: Panel, page: Page, updateSoon: () => void, again: boolean): boolean {
  const wish = wishOf(panel.element, updateSoon)
  if (!wish) return false
  const subject = subjectOf(wish)
  panel.subject = subject
  panel.kind = panelOf(wish)
  // An answer that the server wrote into the page needs no request.
  const ready = panel.asked === undefined && panel.element.querySelector(':scope > script[type$=json]')
  if (ready) {
    panel.asked = subject + panel.kind
    give(page, panel, panel.asked, JSON.parse(ready.textContent ?? ''))
  }
  return again || panel.asked !== subject + panel.kind
}

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
  const share = (answers: readonly unknown[] | null) => {
    for (const { panel, asked, place } of waiting) {
      give(page, panel, asked, answers?.[place])
    }
  }
  if (subject) {
    // The views come at the same time as the answer.
    lazy.view().catch(() => {})
    page.ask(page.addressOf(subject, [...kinds.values()])).then(guarded(share))
  } else share(null)
}

/** Gives a panel its answer. An exception shows nothing and must not become an error of the page. */
async function give(page: Page, panel: Panel, asked: string, raw: unknown): Promise<void> {
  try {
    const answer = isAnswer(raw) ? raw : null
    if (answer) panel.stage ??= (await lazy.view()).createStage(page, panel)
    if (panel.stage) await panel.stage.take(asked, answer)
    else if (panel.asked === asked) close(panel)
  } catch {
    // The views cannot be loaded or rendered.
    if (panel.asked === asked) close(panel)
  }
}

function close(panel: Panel): void {
  panel.answer = null
  panel.space.close()
}
