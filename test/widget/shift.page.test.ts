import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aShop, json, type Reply, type Shop } from './a-shop.ts'
import { item, pageOf, panel } from './answers.ts'

let shop: Shop
beforeAll(async () => {
  shop = await aShop()
})
afterAll(() => shop.close())

/** The space that a shop keeps, as docs/EMBED.md has it. */
const [, SPACE = ''] = /```css\n([\s\S]*?)```/.exec(readFileSync('docs/EMBED.md', 'utf8')) ?? []

const LAYOUT = { product: 'grid', cart: 'list' } as const
const PANEL = {
  product: '<pairwell-panel item-id="tea"></pairwell-panel>',
  cart: '<pairwell-panel placement="cart" cart-item-ids="tea"></pairwell-panel>',
}
const cards = ['Mug of stoneware', 'Pot for two', 'Jar with a lid', 'Strainer'].map((title, at) =>
  item(`i${at}`, { title, why: 'Counted from the orders of this shop.' }),
)
const REPLIES: Record<string, (layout: 'grid' | 'list') => Reply> = {
  ok: (layout) => json(pageOf(panel(layout === 'list' ? cards.slice(0, 3) : cards, { layout }))),
  empty: () => json(pageOf(panel([]))),
  500: () => (_question, response) => void response.writeHead(500).end('{}'),
  hang: () => () => undefined,
  offline: () => (_question, response) => void response.destroy(),
}

/** How much a page has moved in all, by the browser's own measure. */
const movedOn = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise((done) => {
        const sum = (entries: PerformanceEntryList) =>
          entries.reduce((all, entry) => all + ('value' in entry ? Number(entry.value) : 0), 0)
        const watcher = new PerformanceObserver((list) => done(sum(list.getEntries())))
        watcher.observe({ type: 'layout-shift', buffered: true })
        setTimeout(() => done(0), 150)
      }),
  )

async function moved(state: string, placement: 'product' | 'cart', width: number): Promise<number> {
  const head = `<style>body{margin:16px;font:16px/1.5 sans-serif}${SPACE}</style>`
  const body = `<h1>Tea</h1><p>A text above.</p>${PANEL[placement]}<p>A text below.</p><footer>Imprint</footer>`
  const reply = REPLIES[state]?.(LAYOUT[placement])
  const { page, faults } = await shop.visit({ head, body }, reply, { viewport: { width, height: 1400 } })
  if (state === 'ok') await page.getByRole('listitem').first().waitFor()
  // Longer than a request may take, and the frames after it.
  await page.waitForTimeout(state === 'ok' ? 300 : 1_900)
  const sum = await movedOn(page)
  expect(faults).toEqual([])
  await page.close()
  return sum
}

const CASES = Object.keys(REPLIES).flatMap((state) =>
  (['product', 'cart'] as const).map((placement) => [state, placement] as const),
)

it.each(CASES)(
  '%s: nothing on the %s page moves, on a phone, a tablet and a desktop',
  async (state, placement) => {
    const widths = [360, 768, 1280]
    // Those that are only waited for are waited for together; an answer has 1.5 s, so its page has the machine to itself.
    if (state === 'ok') for (const width of widths) expect(await moved(state, placement, width)).toBe(0)
    else expect(await Promise.all(widths.map((width) => moved(state, placement, width)))).toEqual([0, 0, 0])
  },
)
