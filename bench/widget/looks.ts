import { mkdirSync } from 'node:fs'
import { chromium, type Page } from '@playwright/test'
import type { Recommendation, RecommendedItem } from '../../schema/serving/recommendations.ts'
import { aShop, type Reply } from '../../test/widget/a-shop.ts'
import { item, pageOf, panel } from '../../test/widget/answers.ts'
import { build } from '../../tools/build.ts'
import { launchOptions } from '../../tools/chromium.ts'

/**
 * Takes pictures of every layout in three looks and five states, at two widths, into `dist/looks`: `node bench/widget/looks.ts`. One picture
 * has all states of a layout in a look.
 */
const FOLDER = 'dist/looks'
const WIDTHS = [390, 1280]
const LAYOUTS = ['grid', 'list', 'carousel', 'bundle'] as const

const LOOKS = {
  light:
    'body{font:16px/1.5 system-ui,sans-serif;color:#222;background:#fff} pairwell-panel{--rec-button:#1f5f4a;--rec-button-text:#fff;--rec-accent:#1f5f4a}',
  dark: 'body{font:16px/1.5 system-ui,sans-serif;color:#e8e6e1;background:#14171a} pairwell-panel{--rec-accent:#e2b864;--rec-muted:#b9b6ae}',
  serif:
    'body{font:17px/1.5 "DejaVu Serif",Georgia,serif;color:#2b2320;background:#fffaf2} pairwell-panel{--rec-accent:#5a2a27;--rec-button:#5a2a27;--rec-button-text:#fffaf2;--rec-radius:0;--rec-border:0;--rec-gap:32px;--rec-padding:0}',
}

const euros = (amount: number) => ({ amount, currency: 'EUR' })
const WHY = 'Based on 412 orders of the last 14 months; 38 of them have both.'
const sizes = ['100 g tin', '250 g bag', '1 kg bag for the whole office, resealable'].map((title, at) => ({
  ...{ variant_id: `4400000000000${at}`, title, price: euros(950 + 700 * at) },
}))
const of = (id: string, title: string, amount: number, more: Partial<RecommendedItem> = {}) =>
  item(id, { title, price: euros(amount), why: WHY, variant_id: '44000000000009', ...more })
const PLAIN = [
  of('mug', 'Mug of stoneware', 1250),
  of('pot', 'Teapot for two', 3990),
  of('jar', 'Jar with a lid', 1490),
  of('strainer', 'Strainer', 690),
  of('tray', 'Tray of oak', 2450),
  of('kettle', 'Kettle with a gooseneck', 8900),
]
const MIXED = [
  of('sencha', 'Sencha, first harvest', 950, { variants: sizes, variant_id: sizes[0]?.variant_id ?? '' }),
  of('set', 'Gift set “Four seasons of green tea” with a tin, a strainer and a handbook', 5900, {
    action: 'choose',
  }),
  of('rum', 'Rum for the tea of winter', 2990, {
    ...{ age_limit: 18, disclosure: 'Drink responsibly.', prior_price_30d: euros(3490) },
  }),
  of('blind', 'Blind', 4900, { action: 'view', reason: '' }),
]

/** The answers of a layout, by the item of their panel. */
const states = (layout: Recommendation['panel']['layout']): Record<string, Recommendation> => {
  const shown = (items: RecommendedItem[], more: Partial<Recommendation['panel']> = {}) =>
    panel(
      items,
      { layout, not_for_me: true, free_shipping: euros(4500), ...more },
      { seed: of('tea', 'Gyokuro', 1800) },
    )
  const bare = PLAIN.slice(0, 4).map((one) => ({ ...one, image_url: null }))
  const broken = PLAIN.slice(0, 4).map((one) => ({ ...one, image_url: '/gone.jpg' }))
  const all = {
    plain: shown(PLAIN.slice(0, layout === 'carousel' ? 6 : 4)),
    mixed: shown(MIXED),
    two: shown(PLAIN.slice(0, 2)),
    pictures: layout === 'carousel' ? shown(broken) : shown(bare, { pictures: 'optional' }),
    pressed: shown(PLAIN.slice(0, layout === 'list' ? 3 : 4)),
  }
  // Panels of a page show no item twice, so each state has its own ids.
  return Object.fromEntries(
    Object.entries(all).map(([state, answer]) => [
      state,
      {
        ...answer,
        recommendation_id: state,
        items: answer.items.map((one) => ({ ...one, item_id: `${state}-${one.item_id}` })),
      },
    ]),
  )
}

await build()
mkdirSync(FOLDER, { recursive: true })
const browser = await chromium.launch(launchOptions())
const shop = await aShop(browser)
try {
  for (const layout of LAYOUTS) {
    for (const [look, css] of Object.entries(LOOKS)) {
      for (const width of WIDTHS) await shoot(layout, look, css, width)
    }
  }
} finally {
  await shop.close()
  await browser.close()
}

async function shoot(
  layout: (typeof LAYOUTS)[number],
  look: string,
  css: string,
  width: number,
): Promise<void> {
  const answers = states(layout)
  const reply: Reply = (question, response) => {
    const shown = answers[question.searchParams.get('item_id') ?? '']
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify(pageOf(...(shown ? [shown] : []))))
  }
  const body = Object.keys(answers)
    .map((state) => `<p class="state">${state}</p><pairwell-panel item-id="${state}"></pairwell-panel>`)
    .join('')
  const head = `<style>${css} body{margin:24px auto;max-width:1100px;padding:0 16px} .state{opacity:.5;margin:40px 0 8px}</style>
    <script>window.Shopify = {}</script>`
  const { page } = await shop.visit(
    {
      ...{ head, body },
      platform: (_request, response) =>
        void response
          .writeHead(422, { 'Content-Type': 'application/json' })
          .end('{"description":"All 3 Mug of stoneware are in your cart."}'),
    },
    reply,
    { viewport: { width, height: 4_000 } },
  )
  await page.getByRole('listitem').first().waitFor()
  await page.waitForLoadState('networkidle')
  await act(page)
  await page.locator('body').screenshot({ path: `${FOLDER}/${layout}-${look}-${width}.png` })
  await page.context().close()
}

/** Shows a refusal and an open menu in the last panel. */
async function act(page: Page): Promise<void> {
  const last = page.locator('pairwell-panel').last()
  await last.locator('[part~="add"]').first().click()
  await last.locator('[part="refused"]').first().waitFor()
  await last.locator('[part="more"]').nth(1).click()
  await last.locator('[part="menu"]').waitFor()
}
