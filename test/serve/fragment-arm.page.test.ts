import * as v from 'valibot'
import { expect, it } from 'vitest'
import { beacon } from '../../schema/outcomes/events.ts'
import type { Question } from '../../schema/serving/recommendations.ts'
import { inArm } from '../../worker/serve/arms.ts'
import { fragmentOf } from '../../worker/serve/fragment.ts'
import { shopOfFile } from '../widget/a-file.ts'
import { json, type Visit } from '../widget/a-shop.ts'
import { item, PAIR, panel } from '../widget/answers.ts'

const shop = await shopOfFile()

let visit: Visit

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
const events = () => shop.api.beacons.flatMap((sent) => v.parse(beacon, sent).events)

/** A page into which the server has put the list of an arm. */
async function open(arm: string, tag?: string) {
  const body = fragmentOf(inArm(panel(PAIR, {}, EXPERIMENT), arm), QUESTION, shop.apiOrigin)
  visit = await shop.visit({ body, ...(tag !== undefined && { tag }) }, json({}))
  return visit.page
}
const GRANTED = 'data-key="pk_test" data-consent="granted"'

it.each([
  ['control', 'mug+pot'],
  ['other', 'r_other'],
])('the tag reports the arm %s that the server drew, and asks nothing', async (arm, recommendation_id) => {
  await open(arm, GRANTED)
  await expect
    .poll(() => events(), { timeout: 8_000 })
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

it('a holdout that the server drew is counted when its panel would have been seen', async () => {
  const page = await open('none', GRANTED)
  await expect
    .poll(() => events(), { timeout: 8_000 })
    .toMatchObject([{ name: 'rec_viewable', experiment_id: 'x1', arm: 'none', items: [] }])
  expect(await page.getByRole('listitem').count()).toBe(0)
  expect(shop.api.asked).toEqual([])
})

it('without consent a holdout that the server drew stays hidden', async () => {
  const page = await open('none')
  await page.waitForTimeout(1_500)
  expect(await page.locator('pairwell-panel').isVisible()).toBe(false)
  expect([events(), shop.api.asked]).toEqual([[], []])
})
