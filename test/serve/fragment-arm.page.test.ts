import type { Question } from '../../schema/serving/questions.ts'
import { inArm } from '../../worker/serve/arms.ts'
import { fragmentOf } from '../../worker/serve/fragment.tsx'
import { eventsOf, expect, moveOnUntil, sendAll, test } from '../page-test.ts'
import { json, type Shop } from '../widget/a-shop.ts'
import { item, PAIR, panel } from '../widget/answers.ts'

const QUESTION: Question = { placement: 'product', intent: 'complementary', item_id: 'tea' }
const ARMS = [
  { arm: 'control', share: 0.4, holdout: false },
  {
    arm: 'other',
    share: 0.4,
    holdout: false,
    recommendation_id: 'r_other',
    items: [item('jar'), item('cup')],
  },
  { arm: 'none', share: 0.2, holdout: true },
]
const EXPERIMENT = { experiment: { experiment_id: 'x1', arms: ARMS } }
/** Returns a page with the fragment of an arm, as the shop's server includes it. */
const drawn = (shop: Shop, arm: string) =>
  fragmentOf(inArm(panel(PAIR, {}, EXPERIMENT), arm), QUESTION, shop.apiOrigin)
const GRANTED = 'data-key="pk_test" data-consent="granted"'

for (const [arm, recommendation_id] of [
  ['control', 'mug+pot'],
  ['other', 'r_other'],
] as const) {
  test(`the tag reports the arm ${arm} that the server drew, and sends no request`, async ({ shop }) => {
    await shop.visit({ body: drawn(shop, arm), tag: GRANTED }, json({}))
    await expect
      .poll(() => eventsOf(shop))
      .toMatchObject(
        ['view_item_list', 'rec_viewable'].map((name) => ({
          name,
          arm,
          experiment_id: 'x1',
          recommendation_id,
        })),
      )
    expect(shop.api.asked).toEqual([])
  })
}

test('a holdout that the server drew is counted when its panel would have come into view', async ({
  shop,
}) => {
  const { page } = await shop.visit({ body: drawn(shop, 'none'), tag: GRANTED }, json({}))
  await expect
    .poll(() => eventsOf(shop))
    .toMatchObject([{ name: 'rec_viewable', experiment_id: 'x1', arm: 'none', items: [] }])
  await expect(page.getByRole('listitem')).toHaveCount(0)
  expect(shop.api.asked).toEqual([])
})

test('without consent a holdout that the server drew stays hidden', async ({ shop }) => {
  const holdout = `<div id="holdout">${drawn(shop, 'none')}</div>`
  // The view of a second panel shows that the widget has also observed the holdout, and sent its events.
  const control = fragmentOf(panel([item('cup'), item('jar')]), QUESTION, shop.apiOrigin)
  const { page } = await shop.visit({ body: holdout + control, clock: true }, json({}))
  await moveOnUntil(page, () => eventsOf(shop).some(({ name }) => name === 'rec_viewable'))
  await sendAll(shop, page)
  await expect(page.locator('#holdout pairwell-panel')).toBeHidden()
  expect(eventsOf(shop).map(({ name, recommendation_id }) => [name, recommendation_id])).toEqual([
    ['view_item_list', 'cup+jar'],
    ['rec_viewable', 'cup+jar'],
    ['view_item', undefined],
  ])
  expect(shop.api.asked).toEqual([])
})
