import type { Question } from '../../schema/serving/questions.ts'
import type { Recommendation } from '../../schema/serving/recommendations.ts'
import { fragmentOf } from '../../worker/serve/fragment.tsx'
import { expect, test } from '../page-test.ts'
import { json, type Shop } from '../widget/a-shop.ts'
import { item, PAIR, pageOf, panel } from '../widget/answers.ts'

const QUESTION: Question = { placement: 'product', intent: 'complementary', item_id: 'tea' }
const drawn = (shop: Shop, answer: Recommendation) => fragmentOf(answer, QUESTION, shop.apiOrigin)

for (const layout of ['grid', 'list', 'carousel', 'bundle'] as const) {
  test(`a ${layout} is visible without script, in its own style`, async ({ shop }) => {
    const answer = panel(PAIR, { layout }, { seed: item('tea') })
    const visit = await shop.visit({ body: drawn(shop, answer) }, json({}), { javaScriptEnabled: false })
    const { page } = visit
    await page.getByRole('heading', { name: 'Goes well with' }).waitFor()
    expect(await page.getByRole('link').count()).toBe(layout === 'bundle' ? 3 : 2)
    await expect(page.getByRole('button')).toHaveCount(0)
    const style = await page
      .locator('[part="card"]')
      .first()
      .evaluate((card) => getComputedStyle(card).display)
    expect(style).toBe('flex')
    expect(shop.api.asked).toEqual([])
  })
}

for (const layout of ['grid', 'carousel'] as const) {
  test(`the tag takes over a ${layout} without a request or a second rendering, and its buttons work`, async ({
    shop,
  }) => {
    const head = `<script>window.pairwell = { onAdd: async () => {} }
    document.addEventListener('DOMContentLoaded', () => {
      window.before = document.querySelector('pairwell-panel').shadowRoot.querySelector('a') })</script>`
    const visit = await shop.visit({ head, body: drawn(shop, panel(PAIR, { layout })) }, json({}))
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
  })
}

test('a fragment whose subject changes sends a request', async ({ shop }) => {
  const visit = await shop.visit(
    { body: drawn(shop, panel(PAIR)) },
    json(pageOf(panel([item('jar'), item('cup')]))),
  )
  const { page } = visit
  await page.getByRole('button', { name: 'Add to cart: The mug' }).waitFor()
  await page.evaluate(() => document.querySelector('pairwell-panel')?.setAttribute('item-id', 'coffee'))
  await page.getByRole('link', { name: 'The jar' }).waitFor()
  expect(shop.api.asked).toHaveLength(1)
})

test('a replenishment panel that the shop’s server put into the home page works', async ({ shop }) => {
  const due = panel([item('coffee')], { title: 'Time for more' }, { placement: 'home', intent: 'replenish' })
  const head = '<script>window.pairwell = { onAdd: async () => {} }</script>'
  const body = `<pairwell-panel placement="home" intent="replenish"><script type="application/json">${JSON.stringify(due)}</script></pairwell-panel>`
  const visit = await shop.visit({ head, body }, json({}))
  const { page } = visit
  await page.getByRole('heading', { name: 'Time for more' }).waitFor()
  await page.getByRole('button', { name: 'Add to cart: The coffee' }).click()
  await page.getByRole('button', { name: 'Added: The coffee' }).waitFor()
  expect(shop.api.asked).toEqual([])
})
