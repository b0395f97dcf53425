import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { dice } from '../../demo/shop/orders/random.ts'
import type { EventName } from '../../schema/outcomes/events.ts'
import { DAY } from '../../vocabulary/time.ts'
import { tick } from '../../worker/jobs/tick.ts'
import { forgetEvents, RETENTION_DAYS } from '../../worker/store/outcomes/events.ts'
import { aShop, type TestShop } from '../a-shop.ts'
import { aBeacon, anEvent, count, report } from './a-beacon.ts'
import { panelDaysOf, sumsOf } from './panel-days.ts'

const NAMES: readonly EventName[] = [
  'view_item_list',
  'rec_viewable',
  'select_item',
  'add_to_cart',
  'rec_dismissed',
]
const PLACES = ['product', 'cart', 'home'] as const
const ITEMS = ['mug', 'tea', 'pot', 'tin']

/** Posts random events about random panels, some twice, and counts them after each round. */
async function live(shop: TestShop, seed: number): Promise<void> {
  const roll = dice(seed)
  const one = <T>(list: readonly T[]): T => list[roll.below(list.length)] as T
  for (let round = 0; round < 4; round += 1) {
    const events = Array.from({ length: 30 }, () =>
      anEvent(one(NAMES), {
        placement: one(PLACES),
        intent: one(['complementary', 'upgrade'] as const),
        seed_item_id: one(ITEMS),
        items: ITEMS.slice(0, roll.below(4)).map((item_id) => ({
          item_id,
          source: one(['mined', 'similar', '']),
        })),
      }),
    )
    await report(shop, aBeacon([...events, ...events.slice(0, 5)]))
    await count(shop)
  }
}

it('counts over all pages are the sums of those of each page, whatever the events', async () => {
  const shop = await aShop()
  await live(shop, 11)
  const sums = await sumsOf(shop)
  expect(sums.length).toBeGreaterThan(20)
  expect(await panelDaysOf(shop)).toEqual(sums)
})

it('they stay the sums when items are deleted after their time, and panels after theirs', async () => {
  const shop = await aShop()
  await live(shop, 12)
  const now = Date.now()
  await forgetEvents(shop.store, now + (RETENTION_DAYS.items + 1) * DAY)
  const left = await panelDaysOf(shop)
  expect(new Set(left.map(({ counted }) => counted))).toEqual(new Set(['panels']))
  expect(left).toEqual(await sumsOf(shop))
  await forgetEvents(shop.store, now + (RETENTION_DAYS.panels + 1) * DAY)
  expect(await panelDaysOf(shop)).toEqual([])
})

it('what a release before the table has counted since is summed in the next night', async () => {
  const shop = await aShop()
  await live(shop, 13)
  const old = (text: string) => env.DB.prepare(text).bind(shop.shop_id).run()
  await old("update event_days set shown = shown + 3 where shop_id = ?1 and item_id = ''")
  await old("delete from panel_days where shop_id = ?1 and counted = 'items'")
  expect(await panelDaysOf(shop)).not.toEqual(await sumsOf(shop))
  await old("update duties set due_at = 0 where shop_id = ?1 and duty = 'nightly'")
  await tick(env, Date.now())
  expect(await panelDaysOf(shop)).toEqual(await sumsOf(shop))
})
