import type { CDPSession } from '@playwright/test'
import { expect, test } from '../../page-test.ts'
import { json, type Visit } from '../a-shop.ts'
import { PAIR, pageOf, panel } from '../answers.ts'
import { HOSTILE, type Hostile } from './hostile-pages.ts'

test('there are forty hostile pages', () => expect(HOSTILE.length).toBeGreaterThanOrEqual(40))

const PANEL = '<pairwell-panel item-id="tea"></pairwell-panel>'
const SHOP = `<h1>Tea</h1><button id="buy" onclick="this.dataset.bought = Number(this.dataset.bought ?? 0) + 1">Buy tea</button><footer>Imprint</footer>`

for (const { name, ends, sheet = {}, reply = json(pageOf(panel(PAIR))), options } of HOSTILE) {
  test(`${name}: ${ends}, and the page is unchanged`, async ({ shop }) => {
    const body = `<main>${SHOP}${sheet.panel ?? PANEL}</main>`
    const visit = await shop.visit({ ...sheet, body, ownFaults: /^Error: mine/ }, reply, options)
    await checkPage(visit, ends)
  })
}

async function checkPage(visit: Visit, ends: Hostile['ends']): Promise<void> {
  const { page } = visit
  const cards = page.locator('pairwell-panel').getByRole('listitem', { includeHidden: true })
  if (ends === 'panel') await cards.first().waitFor({ state: 'attached' })
  else {
    const session = await page.context().newCDPSession(page)
    await atRest(visit, session)
    // The checks below and `evaluate` need the functions that the page has broken, so the browser repairs them directly.
    await session.send('Runtime.evaluate', { expression: 'window.repair?.()' })
    await atRest(visit, session)
  }
  expect([0, 2, 3]).toContain(await cards.count())
  if (ends === 'nothing') expect(await cards.count()).toBe(0)

  const left = await page.evaluate(() => {
    const main = document.querySelector('main')
    const buy = document.querySelector<HTMLElement>('#buy')
    buy?.click()
    const own = Array.from(main?.children ?? [], (child) => child.localName)
    return {
      bought: buy?.dataset.bought,
      own: own.filter((name) => name !== 'pairwell-panel' && name !== 'script'),
      styles: document.adoptedStyleSheets.length,
      hit: 'hit' in window,
    }
  })
  expect(left).toEqual({ bought: '1', own: ['h1', 'button', 'footer'], styles: 0, hit: false })
}

/** Frames until an element that came into view is observed, requested and rendered. */
const FRAMES = 5

/**
 * Waits until a loaded page is idle: no request is in flight, and some frames later there is still none. The widget aborts
 * its requests after 1.5 seconds, so every page becomes idle.
 */
async function atRest({ inFlight }: Visit, session: CDPSession): Promise<void> {
  const { frameTree } = await session.send('Page.getFrameTree')
  // An isolated world has the original functions of the browser, whatever the page has changed.
  const { executionContextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
  })
  const nextFrame = () =>
    session.send('Runtime.evaluate', {
      expression: 'new Promise((done) => requestAnimationFrame(() => done()))',
      contextId: executionContextId,
      awaitPromise: true,
    })
  for (let quiet = 0; quiet < FRAMES; quiet += 1) {
    await nextFrame()
    if (inFlight.size > 0) quiet = -1
  }
}
