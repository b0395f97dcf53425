import { readFileSync } from 'node:fs'
import { expect, test, twoFrames } from '../page-test.ts'
import { json, type Reply, type Shop, type Visit } from './a-shop.ts'
import { item, pageOf, panel } from './answers.ts'

/** The CSS with which a shop reserves space, from docs/EMBED.md. */
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

/** Runs in the page: adds up the layout shifts that the browser reports. */
function measureShift(): void {
  let moved = 0
  const sum = (entries: PerformanceEntryList) => {
    for (const entry of entries) moved += 'value' in entry ? Number(entry.value) : 0
  }
  const observer = new PerformanceObserver((list) => sum(list.getEntries()))
  observer.observe({ type: 'layout-shift', buffered: true })
  const read = () => {
    sum(observer.takeRecords())
    return moved
  }
  Object.assign(window, { moved: read })
}

/** Waits until the panel shows the result of its request: all cards with pictures, or an empty panel. */
async function settled({ page, inFlight }: Visit, shop: Shop, state: string): Promise<void> {
  const panel = page.locator('pairwell-panel')
  if (state !== 'ok') {
    // The widget gives up after 1.5 seconds; then nothing is in flight.
    await expect.poll(() => shop.api.asked.length).toBeGreaterThan(0)
    await expect.poll(() => inFlight.size).toBe(0)
  } else {
    await page.getByRole('listitem').first().waitFor()
    const pictures = panel.locator('img')
    await expect
      .poll(() => pictures.evaluateAll((all) => all.every((one) => (one as HTMLImageElement).complete)))
      .toBe(true)
  }
  await twoFrames(page)
}

async function moved(
  shop: Shop,
  state: string,
  placement: 'product' | 'cart',
  width: number,
): Promise<number> {
  const head = `<style>body{margin:16px;font:16px/1.5 sans-serif}${SPACE}</style>`
  const body = `<h1>Tea</h1><p>A text above.</p>${PANEL[placement]}<p>A text below.</p><footer>Imprint</footer>`
  const reply = REPLIES[state]?.(LAYOUT[placement])
  const options = { viewport: { width, height: 1400 } }
  const visit = await shop.visit(
    { head, body, before: measureShift, givesUp: state === 'hang' },
    reply,
    options,
  )
  await settled(visit, shop, state)
  return await visit.page.evaluate('window.moved()')
}

for (const state of Object.keys(REPLIES)) {
  for (const placement of ['product', 'cart'] as const) {
    for (const [device, width] of [
      ['a phone', 360],
      ['a tablet', 768],
      ['a desktop', 1280],
    ] as const) {
      test(`${state}: nothing on the ${placement} page shifts on ${device}`, async ({ shop }) => {
        expect(await moved(shop, state, placement, width)).toBe(0)
      })
    }
  }
}

for (const width of [390, 768, 1280]) {
  test(`at ${width} px a blocked script leaves no hole`, async ({ shop }) => {
    const head = `<style>${SPACE}</style><meta http-equiv="Content-Security-Policy" content="script-src 'none'">`
    const { page } = await shop.visit(
      {
        head,
        body: `<h1>Tea</h1>${PANEL.product}<footer>Imprint</footer>`,
        ownFaults: /Content Security Policy/,
      },
      json({}),
      { viewport: { width, height: 900 } },
    )
    const height = async () => (await page.locator('pairwell-panel').boundingBox())?.height
    // An answer is possible at first.
    expect(await height()).toBeGreaterThan(300)
    await expect.poll(height).toBe(0)
  })

  for (const state of ['500', 'hang', 'empty']) {
    test(`at ${width} px an API with the answer "${state}" leaves no hole once it is out of view`, async ({
      shop,
    }) => {
      const head = `<style>${SPACE} footer{height:3000px}</style>`
      const body = `<h1>Tea</h1>${PANEL.product}<footer>Imprint</footer>`
      const visit = await shop.visit({ head, body, givesUp: state === 'hang' }, REPLIES[state]?.('grid'), {
        viewport: { width, height: 900 },
      })
      await settled(visit, shop, state)
      await visit.page.evaluate(() => window.scrollTo(0, 2_500))
      await visit.page.locator('pairwell-panel[hidden]').waitFor({ state: 'attached' })
    })
  }

  test(`at ${width} px no script at all keeps no space`, async ({ shop }) => {
    const { page } = await shop.visit({ head: `<style>${SPACE}</style>`, body: PANEL.product }, json({}), {
      viewport: { width, height: 900 },
      javaScriptEnabled: false,
    })
    expect((await page.locator('pairwell-panel').boundingBox())?.height).toBe(0)
  })

  test(`at ${width} px a working panel leaves no hole below it once that is out of view`, async ({
    shop,
  }) => {
    const two = json(pageOf(panel(cards.slice(0, 2))))
    const head = `<style>${SPACE.replaceAll(/\d+rem/g, '60rem')} footer{height:3000px}</style>`
    const { page } = await shop.visit(
      { head, body: `<h1>Tea</h1>${PANEL.product}<footer>Imprint</footer>` },
      two,
      { viewport: { width, height: 900 } },
    )
    await page.getByRole('listitem').first().waitFor()
    const hole = () =>
      page.evaluate(() => {
        const root = document.querySelector('pairwell-panel')?.shadowRoot
        const bottom = (selector: string) =>
          root?.querySelector(selector)?.getBoundingClientRect().bottom ?? 0
        return bottom('section') - bottom('ul')
      })
    await page.evaluate(() => window.scrollTo(0, 2_500))
    await expect.poll(hole).toBeLessThan(20)
  })
}
