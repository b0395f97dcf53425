import { reasonOf, wordsFor } from '../../../worker/texts/index.ts'
import { expect, test } from '../../page-test.ts'
import type { Reply } from '../a-shop.ts'
import { item, pageOf, panel } from '../answers.ts'

/** From the narrowest phone to a wide screen. A page at 200 % zoom has half the width, so 640 px at 200 % are 320 px. */
const WIDTHS = [320, 390, 560, 768, 1280, 1920]
/** Sizes of the page's letters: usual, and doubled by the shopper's browser without a change of the width. */
const LETTERS = [16, 32]
const LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'sv']
const LAYOUTS = ['grid', 'list', 'carousel', 'bundle'] as const

const euros = (amount: number) => ({ amount, currency: 'EUR' })

/** A panel in a language with everything that a card can have, its names as long as shops have them. */
function longPanel(language: string, layout: (typeof LAYOUTS)[number]) {
  const { words } = wordsFor(language, 'en')
  const { texts } = words
  const variants = ['100 g', 'Donaudampfschifffahrtsgesellschaftskapitän 250 g', 'XL'].map((title, at) => ({
    ...{ variant_id: `v${at}`, title, price: euros(123_456_50 + at) },
  }))
  const of = (name: string, more = {}) =>
    item(`${language}-${name}`, {
      title: 'Rindfleischetikettierungsüberwachungsaufgabe mit Zubehör und Handbuch',
      price: euros(123_456_50),
      reason: reasonOf(words, 'mined', 7),
      why: texts.gone,
      ...more,
    })
  return panel(
    [
      of('variants', { variants, variant_id: 'v1', prior_price_30d: euros(223_456_50), age_limit: 18 }),
      of('choose', { action: 'choose', disclosure: texts.failed }),
      of('view', { action: 'view' }),
      of('plain'),
    ],
    {
      ...{ layout, texts, locale: language, not_for_me: true },
      title: texts.nothing_cheaper,
      ...(language === 'ar' && { dir: 'rtl' as const }),
    },
    {
      recommendation_id: language,
      seed: of('seed'),
      intent: layout === 'grid' ? 'upgrade' : 'complementary',
    },
  )
}

/** Runs in the page: the elements whose text is cut off, or that stick out of their panel. */
function cutOff(): string[] {
  const cut: string[] = []
  for (const host of document.querySelectorAll('pairwell-panel')) {
    const box = host.getBoundingClientRect()
    for (const element of host.shadowRoot?.querySelectorAll<HTMLElement>('section *:not(slot)') ?? []) {
      const isHidden = element.closest('[part~="status"], select')
      const isScrolled = element.closest('.carousel ul') !== null
      const { left, right } = element.getBoundingClientRect()
      const isOut = !isScrolled && (left < box.left - 1 || right > box.right + 1)
      const isCut =
        element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && !element.matches('ul')
      if (!isHidden && (isOut || isCut))
        cut.push(`${host.getAttribute('item-id')} ${element.localName} ${element.getAttribute('part')}`)
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) cut.push('the page scrolls sideways')
  return cut
}

for (const layout of LAYOUTS) {
  test(`no text of a ${layout} is cut off, in ten languages, at all widths and letter sizes`, async ({
    shop,
  }) => {
    const reply: Reply = (question, response) =>
      void response
        .setHeader('Content-Type', 'application/json')
        .end(JSON.stringify(pageOf(longPanel(question.searchParams.get('item_id') ?? '', layout))))
    const body = LANGUAGES.map((id) => `<pairwell-panel item-id="${id}"></pairwell-panel>`).join('')
    const { page } = await shop.visit({ head: '<style>body{margin:16px}</style>', body }, reply, {
      viewport: { width: 1280, height: 20_000 },
    })
    await expect(page.locator('section')).toHaveCount(LANGUAGES.length)
    const found: Record<string, string[]> = {}
    for (const size of LETTERS) {
      await page.addStyleTag({ content: `body{font-size:${size}px}` })
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 20_000 })
        const cut = await page.evaluate(cutOff)
        if (cut.length > 0) found[`${width} px, letters of ${size} px`] = cut
      }
    }
    expect(found).toEqual({})
  })
}

test('"Choose options" takes one line in a carousel on a phone, in ten languages', async ({ shop }) => {
  const reply: Reply = (question, response) => {
    const language = question.searchParams.get('item_id') ?? ''
    const { texts } = wordsFor(language, 'en').words
    const items = ['mug', 'pot', 'cup'].map((name) => item(`${language}-${name}`, { action: 'choose' }))
    const shown = panel(items, { layout: 'carousel', texts, locale: language })
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(pageOf(shown)))
  }
  const body = LANGUAGES.map((id) => `<pairwell-panel item-id="${id}"></pairwell-panel>`).join('')
  const head = '<style>body{margin:16px;font:16px sans-serif}</style>'
  const { page } = await shop.visit({ head, body }, reply, { viewport: { width: 360, height: 12_000 } })
  const buttons = page.locator('pairwell-panel [part~="add"]')
  await expect(buttons).toHaveCount(3 * LANGUAGES.length)
  const tall = await buttons.evaluateAll((all) =>
    all.filter((one) => one.getBoundingClientRect().height > 44).map((one) => one.textContent),
  )
  expect(tall).toEqual([])
})
