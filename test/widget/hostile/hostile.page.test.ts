import { afterAll, beforeAll, expect, it } from 'vitest'
import { aShop, json, type Shop } from '../a-shop.ts'
import { PAIR, pageOf, panel } from '../answers.ts'
import { HOSTILE, type Hostile } from './hostile-pages.ts'

/** Shops that are free: most of these pages are waited for, so four are open at once. */
const free: Shop[] = []
const waiting: ((shop: Shop) => void)[] = []
const shops: Shop[] = []
beforeAll(async () => {
  shops.push(...(await Promise.all([aShop(), aShop(), aShop(), aShop()])))
  free.push(...shops)
})
afterAll(async () => {
  await Promise.all(shops.map((shop) => shop.close()))
})

it('there are forty hostile pages', () => expect(HOSTILE.length).toBeGreaterThanOrEqual(40))

const PANEL = '<pairwell-panel item-id="tea"></pairwell-panel>'
const SHOP = `<h1>Tea</h1><button id="buy" onclick="this.dataset.bought = Number(this.dataset.bought ?? 0) + 1">Buy tea</button><footer>Imprint</footer>`

it.concurrent.each(HOSTILE)('$name: $ends, and the page is as it was', async (hostile) => {
  const shop = free.pop() ?? (await new Promise<Shop>((take) => waiting.push(take)))
  try {
    await suffer(shop, hostile)
  } finally {
    const next = waiting.shift()
    if (next) next(shop)
    else free.push(shop)
  }
})

async function suffer(shop: Shop, { ends, sheet = {}, reply, options }: Hostile): Promise<void> {
  const body = `<main>${SHOP}${sheet.panel ?? PANEL}</main>`
  const { page, faults } = await shop.visit({ ...sheet, body }, reply ?? json(pageOf(panel(PAIR))), options)
  const cards = page.locator('pairwell-panel').getByRole('listitem', { includeHidden: true })
  if (ends === 'panel') await cards.first().waitFor({ state: 'attached' })
  // Longer than we ever wait.
  else await page.waitForTimeout(ends === 'nothing' ? 1_800 : 900)
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
  // What a page throws itself is its own.
  expect(faults.filter((fault) => !/^Error: mine/.test(fault))).toEqual([])
  await page.close()
}
