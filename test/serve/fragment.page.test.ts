import { expect, it } from 'vitest'
import type { Question, Recommendation } from '../../schema/serving/recommendations.ts'
import { fragmentOf } from '../../worker/serve/fragment.ts'
import { shopOfFile } from '../widget/a-file.ts'
import { json, type Visit } from '../widget/a-shop.ts'
import { item, PAIR, pageOf, panel } from '../widget/answers.ts'

const shop = await shopOfFile()

let visit: Visit

const QUESTION: Question = { placement: 'product', intent: 'complementary', item_id: 'tea' }
const drawn = (answer: Recommendation) => fragmentOf(answer, QUESTION, shop.apiOrigin)

it.each(['grid', 'list', 'carousel', 'bundle'] as const)(
  'a %s stands there without script, in its own style',
  async (layout) => {
    const answer = panel(PAIR, { layout }, { seed: item('tea') })
    visit = await shop.visit({ body: drawn(answer) }, json({}), { javaScriptEnabled: false })
    const { page } = visit
    await page.getByRole('heading', { name: 'Goes well with' }).waitFor()
    expect(await page.getByRole('link').count()).toBe(layout === 'bundle' ? 3 : 2)
    expect(await page.getByRole('button').count()).toBe(0)
    const style = await page
      .locator('[part="card"]')
      .first()
      .evaluate((card) => getComputedStyle(card).display)
    expect(style).toBe('flex')
    expect(shop.api.asked).toEqual([])
  },
)

it.each(['grid', 'carousel'] as const)(
  'the tag takes a %s over: nothing is asked, nothing is drawn anew, and its buttons work',
  async (layout) => {
    const head = `<script>window.pairwell = { onAdd: async () => {} }
    document.addEventListener('DOMContentLoaded', () => {
      window.before = document.querySelector('pairwell-panel').shadowRoot.querySelector('a') })</script>`
    visit = await shop.visit({ head, body: drawn(panel(PAIR, { layout })) }, json({}))
    const { page } = visit
    await page.getByRole('button', { name: 'Add to cart: The mug' }).click()
    await page.getByRole('button', { name: 'Added: The mug' }).waitFor()
    expect(shop.api.asked).toEqual([])
    const facts = await page.evaluate(() => {
      const root = document.querySelector('pairwell-panel')?.shadowRoot
      return [
        root?.querySelector('a') === Reflect.get(window, 'before'),
        root?.querySelectorAll('link').length,
      ]
    })
    expect(facts).toEqual([true, 0])
  },
)

it('a fragment that is asked something else asks', async () => {
  visit = await shop.visit({ body: drawn(panel(PAIR)) }, json(pageOf(panel([item('jar'), item('cup')]))))
  const { page } = visit
  await page.getByRole('button', { name: 'Add to cart: The mug' }).waitFor()
  await page.evaluate(() => document.querySelector('pairwell-panel')?.setAttribute('item-id', 'coffee'))
  await page.getByRole('link', { name: 'The jar' }).waitFor()
  expect(shop.api.asked).toHaveLength(1)
})

it('what is due to a known customer, put into the front page by the shop’s own server, is a panel that works', async () => {
  const due = panel([item('coffee')], { title: 'Time for more' }, { placement: 'home', intent: 'replenish' })
  const head = '<script>window.pairwell = { onAdd: async () => {} }</script>'
  const body = `<pairwell-panel placement="home" intent="replenish"><script type="application/json">${JSON.stringify(due)}</script></pairwell-panel>`
  visit = await shop.visit({ head, body }, json({}))
  const { page } = visit
  await page.getByRole('heading', { name: 'Time for more' }).waitFor()
  await page.getByRole('button', { name: 'Add to cart: The coffee' }).click()
  await page.getByRole('button', { name: 'Added: The coffee' }).waitFor()
  expect(shop.api.asked).toEqual([])
})
