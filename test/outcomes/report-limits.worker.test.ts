import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { readTouched } from '../../worker/store/outcomes/touched-orders.ts'
import { aShop, type TestShop } from '../a-shop.ts'
import { aBeacon, anEvent, answerId, count, report } from './a-beacon.ts'
import { addSums } from './panel-days.ts'

const TODAY = Math.floor(Date.now() / 86_400_000)
const dateOf = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)

/** Writes pairs of pages on some days before today; columns are SQL expressions of the number `i`. */
async function givePairs(shop: TestShop, pairs: number, days: number, shown = '1', dismissed = '0') {
  await env.DB.prepare(
    `with recursive n(i) as (select 0 union all select i + 1 from n where i < ${pairs} - 1),
      d(x) as (select 0 union all select x + 1 from d where x < ${days} - 1)
    insert into event_days (shop_id, day, placement, intent, source, seed_item_id, item_id, experiment_id, arm,
      shown, seen, clicked, added, dismissed)
    select ?1, ?2 - x, 'product', 'complementary', 'mined', 'tea', 'i' || i, '', '',
      ${shown}, 1, 0, 0, ${dismissed} from n, d`,
  )
    .bind(shop.shop_id, TODAY)
    .run()
  await addSums(shop)
}

type Told = { period: string; item_id: string; shown: number; revenue: number }

it('a truncated report keeps the newest days, oldest first, and states what to do', async () => {
  const shop = await aShop()
  await givePairs(shop, 4000, 3, 'i + 1')
  const { rows, notes } = (await shop.call('/v1/reports/pairs?grain=day')).body
  const periods = rows.map(({ period }: Told) => period)
  const times = (day: number) => periods.filter((period: string) => period === dateOf(day)).length
  expect([times(TODAY - 2), times(TODAY - 1), times(TODAY)]).toEqual([2000, 4000, 4000])
  expect(periods).toEqual([...periods].sort())
  // Of the day that is cut off, the pairs with the most views.
  expect([rows[0].shown, rows[1999].shown]).toEqual([4000, 2001])
  const [{ code, text }] = notes
  expect([code, text]).toEqual(['cut_off', expect.stringMatching(/shorter range.*coarser/)])
  const whole = (await shop.call(`/v1/reports/pairs?grain=day&from=${dateOf(TODAY)}`)).body
  expect([whole.rows.length, whole.notes]).toEqual([4000, []])
  const coarser = (await shop.call('/v1/reports/pairs')).body
  expect([coarser.rows.length, coarser.notes]).toEqual([4000, []])
})

it('purchases are reported even where rows with higher counts are cut off', async () => {
  const shop = await aShop()
  await givePairs(shop, 11_000, 1, 'iif(i = 0, 1, 9)')
  await report(shop, aBeacon([anEvent('add_to_cart', { recommendation_id: 'r_page' })]))
  await count(shop)
  const recommendation_id = answerId(shop, {}, 'r_page')
  const lines = ['i0', 'mug'].map((item_id) => ({ item_id, price: 900, recommendation_id }))
  const ordered_at = new Date().toISOString()
  await shop.call('/v1/orders', 'POST', { orders: [{ order_id: '1', ordered_at, lines }] })
  const { rows, notes } = (await shop.call('/v1/reports/funnel?by=item')).body
  const bought = rows.filter(({ revenue }: Told) => revenue > 0)
  expect(bought).toMatchObject([
    { item_id: 'i0', shown: 1, seen: 1, revenue: 900 },
    { item_id: 'mug', added: 1, revenue: 900 },
  ])
  expect(notes).toMatchObject([{ code: 'cut_off' }])
})

it('refusals are reported behind any number of items that were not dismissed', async () => {
  const shop = await aShop()
  await givePairs(shop, 10_001, 1, 'iif(i = 0, 1, 9)', 'iif(i = 0, 50, 0)')
  const { rows, notes } = (await shop.call('/v1/reports/refusals')).body
  expect(rows).toEqual([{ period: '', item_id: 'i0', seen: 1, dismissed: 50, refusals_per_1000: 50_000 }])
  expect(notes).toEqual([])
})

it('only the panels that an order line of the range names are read', async () => {
  const shop = await aShop()
  const added = ['r_of_today', 'r_of_old', 'r_unsold'].map((recommendation_id) =>
    anEvent('add_to_cart', { recommendation_id }),
  )
  await report(shop, aBeacon(added))
  await count(shop)
  const order = (order_id: string, recommendation_id: string, at: number) => ({
    ...{ order_id, ordered_at: new Date(at).toISOString() },
    lines: [{ item_id: 'mug', price: 900, recommendation_id: answerId(shop, {}, recommendation_id) }],
  })
  const now = Date.now()
  await shop.call('/v1/orders', 'POST', {
    orders: [order('1', 'r_of_today', now), order('2', 'r_of_old', now - 40 * 86_400_000)],
  })
  const { panels } = await readTouched(shop.store, { from: TODAY, to: TODAY }, 'EUR')
  expect(panels.map(({ recommendation_id }) => recommendation_id)).toEqual([answerId(shop, {}, 'r_of_today')])
})
