import type { Page } from '@playwright/test'
import type { Recommendation, RecommendedItem } from '../../../schema/serving/recommendations.ts'
import { json, type Sheet, type Shop } from '../a-shop.ts'
import { item, pageOf, panel } from '../answers.ts'

/** Returns an item with the payload in every text. Its links are valid, so that its card is shown. */
const ofText = (payload: string, at: number): RecommendedItem =>
  item(`${payload}${at}`, {
    title: payload,
    reason: payload,
    why: payload,
    disclosure: payload,
    gain: { text: payload, parts: [], difference: payload },
    variant_id: payload,
    variants: [payload, `${payload}2`].map((title) => ({ variant_id: title, title })),
    price: { amount: 100, currency: payload },
    evidence: { level: 'words', seed_item_id: payload },
    url: '/items/mug',
    image_url: '/pictures/mug.svg',
  })

/** Returns pages of four payloads each, in every field of the item, its links, and every text of the panel. */
export function pagesOf(payloads: readonly string[]): ReturnType<typeof pageOf>[] {
  const layouts = ['grid', 'list', 'carousel', 'bundle'] as const
  const pages = []
  for (let at = 0; at < payloads.length; at += 4) {
    const some = payloads.slice(at, at + 4)
    const [first = ''] = some
    const links = some.flatMap((payload, n) => [
      item(`link-${n}`, { url: payload }),
      item(`picture-${n}`, { image_url: payload }),
    ])
    const plain = panel([])
    const texts = Object.fromEntries(
      Object.entries(plain.panel.texts).map(([name, word]) => [
        name,
        typeof word === 'string' ? `${first} ${word}` : { other: `${first} {n}` },
      ]),
    )
    const dress: Recommendation['panel'] = {
      ...plain.panel,
      layout: layouts[(at / 4) % 4] ?? 'grid',
      title: first,
      not_for_me: true,
      texts: Object.assign({}, plain.panel.texts, texts),
    }
    const more = { recommendation_id: `r${at}`, seed: ofText(first, 9) }
    pages.push(pageOf(panel([...some.map(ofText), ...links], dress, more)))
  }
  return pages
}

/** Shows every page in one document and uses all its controls. Returns the payloads that ran and the reports. */
export async function inject(shop: Shop, payloads: readonly string[], csp?: string) {
  const sheet: Sheet = {
    body: '<pairwell-panel item-id="tea"></pairwell-panel>',
    before: () => {
      Object.assign(window, {
        hits: 0,
        hit: () => Object.assign(window, { hits: Reflect.get(window, 'hits') + 1 }),
      })
      // Ordinary links are not followed, but a script in a link could run.
      document.addEventListener('click', (event) => {
        const [target] = event.composedPath()
        const link = target instanceof Element ? target.closest('a') : null
        if (link && /^https?:/.test(link.protocol)) event.preventDefault()
      })
    },
    ...(csp !== undefined && { csp }),
  }
  const [first, ...rest] = pagesOf(payloads)
  const visit = await shop.visit(sheet, json(first))
  const { page } = visit
  const shown = [await touch(page)]
  for (const next of rest) {
    shop.api.reply = json(next)
    const answered = page.waitForResponse(/recommendations/)
    await page.evaluate(() => Reflect.get(Object(Reflect.get(window, 'pairwell')), 'refresh')())
    await (await answered).finished()
    shown.push(await touch(page))
  }
  const ran = await page.evaluate(() => Reflect.get(window, 'hits'))
  const outcome = { ran, shown, faults: visit.faults, violations: await visit.violations() }
  await page.close()
  return outcome
}

/** Waits for the cards, then clicks every link, opens every "why", and chooses an option. Returns the number of cards. */
const touch = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const root = document.querySelector('pairwell-panel')?.shadowRoot
    const frame = () => new Promise((done) => requestAnimationFrame(done))
    for (let waited = 0; waited < 20 || !root?.querySelector('li'); waited += 1) {
      if (waited === 200) return 0
      await frame()
    }
    for (const link of root.querySelectorAll('a')) link.click()
    for (const why of root.querySelectorAll('summary')) why.click()
    for (const box of root.querySelectorAll('input')) box.click()
    for (const choice of root.querySelectorAll('select')) {
      choice.selectedIndex = 1
      choice.dispatchEvent(new Event('change'))
    }
    await frame()
    return root.querySelectorAll('li').length
  })

/** Returns a content security policy that allows only the widget. */
export const strictest = (api: string) =>
  `default-src 'none'; script-src ${api}; connect-src ${api}; img-src * data: blob:; require-trusted-types-for 'script'; trusted-types 'none'`
