import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { metered, type Rows } from '../../bench/inside/a-minute.ts'
import { DAY } from '../../vocabulary/time.ts'
import { open } from '../../worker/store/open.ts'
import { readItemDays } from '../../worker/store/outcomes/item-days.ts'
import { aShop, plainItems, type TestShop } from '../a-shop.ts'
import { ANN, aBeacon, anEvent, answerId, count, report } from './a-beacon.ts'

const TODAY = Math.floor(Date.now() / DAY)
const dateOf = (day: number) => new Date(day * DAY).toISOString().slice(0, 10)

/** Stores for each of these days a panel on the page of tea that shows a mug and a pot, seen 10 times. */
async function tell(shop: TestShop, from: number, to: number): Promise<void> {
  await env.DB.prepare(
    `with recursive d(day) as (select ?2 union all select day + 1 from d where day < ?3)
    insert into event_days (shop_id, day, placement, intent, source, seed_item_id, item_id, experiment_id, arm,
      shown, seen, clicked, added, dismissed)
    select ?1, day, 'product', 'complementary', 'mined', 'tea', i.value, '', '', 12, 10, iif(i.value = 'pot', 0, 2), 1, 0
    from d, json_each('["", "mug", "pot"]') i`,
  )
    .bind(shop.shop_id, from, to)
    .run()
}

const figures = async (shop: TestShop, item_id: string) =>
  (await shop.call(`/v1/items/${item_id}/figures`)).body

it('an item has its figures of 30 days, of the panels on its page and of itself in panels', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug', 'pot', 'jug']))
  await tell(shop, TODAY - 40, TODAY)
  const recommendation_id = answerId(shop, {}, 'r_page')
  await report(shop, aBeacon([anEvent('add_to_cart', { recommendation_id: 'r_page' })], ANN))
  await count(shop)
  const lines = [{ item_id: 'mug', price: 900, quantity: 3, recommendation_id }]
  await shop.call('/v1/orders', 'POST', {
    orders: [{ order_id: '1', ordered_at: new Date().toISOString(), lines }],
  })
  const told = { shown: 360, seen: 300, clicked: 60, added: 31, dismissed: 0, bought: 3, revenue: 2_700 }
  const page = await figures(shop, 'tea')
  expect(page).toMatchObject({ from: dateOf(TODAY - 29), to: dateOf(TODAY), currency: 'EUR' })
  expect(page.seed).toMatchObject({ ...told, click_rate: 0.2 })
  expect(page.suggested).toBeNull()
  expect(page.seed.click_rate_low).toBeLessThan(0.2)
  expect((await figures(shop, 'mug')).suggested).toMatchObject(told)
  expect((await figures(shop, 'mug')).seed).toBeNull()
  expect((await figures(shop, 'pot')).suggested).toMatchObject({ seen: 300, clicked: 0, bought: 0 })
  expect(await figures(shop, 'jug')).toMatchObject({ seed: null, suggested: null })
  expect(await figures(shop, 'none')).toMatchObject({ code: 'unknown_item' })
})

it('figures name the first day that is counted', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea']))
  await tell(shop, TODAY - 3, TODAY)
  expect(await figures(shop, 'tea')).toMatchObject({ from: dateOf(TODAY - 3), seed: { seen: 40 } })
})

it('of a shop with very many rows the newest whole days are read, and not more rows', async () => {
  const shop = await aShop()
  await tell(shop, TODAY - 29, TODAY)
  const rows: Rows = { written: 0, read: 0, statements: 0 }
  const store = open({ ...env, DB: metered(env.DB, rows) }, shop.shop_id)
  const days = { from: TODAY - 29, to: TODAY }
  // Three rows a day: of the fourth day a part is left out.
  expect(await readItemDays(store, 'tea', days, 10)).toMatchObject({ from: TODAY - 2, seed: { seen: 30 } })
  expect(rows.read).toBeLessThanOrEqual(25)
  expect(await readItemDays(store, 'tea', days)).toMatchObject({ from: TODAY - 29, seed: { seen: 300 } })
})
