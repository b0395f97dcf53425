import { expect, test } from '../../page-test.ts'
import { json, type Visit } from '../a-shop.ts'
import { PAIR, pageOf, panel } from '../answers.ts'
import { atRest } from './at-rest.ts'
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
    await atRest(visit)
    // The checks below and `evaluate` need the functions that the page has broken, so the browser repairs them directly.
    await session.send('Runtime.evaluate', { expression: 'window.repair?.()' })
    await atRest(visit)
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
