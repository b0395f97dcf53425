import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { MINUTE } from '../../vocabulary/time.ts'
import { readExplored } from '../../worker/store/outcomes/reports.ts'
import { aShop, plainItems, type TestShop } from '../a-shop.ts'
import { aBeacon, anEvent, count, report } from './a-beacon.ts'

/** Returns the cards of a panel of two, of which the widget has drawn the last. */
const cards = (last: string) => [
  { item_id: 'mug', index: 0, source: 'mined' },
  { item_id: last, index: 1, source: 'mined' },
]

/** Simulates a visitor of the page of tea who saw the item in the last position, and may have added and bought it. */
async function visits(
  shop: TestShop,
  n: number,
  last: string,
  explore: number,
  does: { adds?: string; buys?: boolean } = {},
): Promise<void> {
  const panel = { recommendation_id: `r_${last}`, explore }
  const at = Date.now() - 10 * MINUTE
  const seen = anEvent('rec_viewable', { ...panel, at, items: cards(last) })
  const item = cards(last).find(({ item_id }) => item_id === does.adds)
  const added = item && anEvent('add_to_cart', { ...panel, at: at + MINUTE, items: [item] })
  const bought = anEvent('purchase', {
    at: at + 2 * MINUTE,
    transaction_id: `${n}`,
    items: [{ item_id: does.adds ?? 'tea' }],
  })
  const events = [seen, ...(added ? [added] : []), ...(does.buys ? [bought] : [])]
  await report(shop, aBeacon(events, `visitor-of-the-test-${n}`))
}

const exploration = async (shop: TestShop, query = '') =>
  (await shop.call(`/v1/reports/exploration${query}`)).body

async function aShopThatTries(): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug', 'pot', 'jar']))
  return shop
}

it('the report states how often each item in the last position was bought from there', async () => {
  const shop = await aShopThatTries()
  await visits(shop, 1, 'pot', 0.9)
  await visits(shop, 2, 'pot', 0.9, { adds: 'pot', buys: true })
  // Added, but not ordered.
  await visits(shop, 3, 'pot', 0.9, { adds: 'pot' })
  await visits(shop, 4, 'jar', 0.1, { adds: 'jar', buys: true })
  // The first position is not drawn, so that purchases from it do not count.
  await visits(shop, 5, 'jar', 0.1, { adds: 'mug', buys: true })
  await count(shop)
  await shop.call('/v1/orders', 'POST', {
    orders: [
      ['2', 'pot'],
      ['4', 'jar'],
      ['5', 'mug'],
    ].map(([order_id, item_id]) => ({
      ...{ order_id, ordered_at: new Date().toISOString(), status: 'paid' },
      lines: [{ item_id, quantity: 1, price: 1000 }],
    })),
  })
  const { rows, notes } = await exploration(shop, '?by=pair')
  const about = { placement: 'product', intent: 'complementary', seed_item_id: 'tea' }
  expect(rows).toMatchObject([
    { ...about, item_id: 'pot', seen: 3, drawn: 0, bought: 1 },
    { ...about, item_id: 'jar', seen: 2, drawn: 2, bought: 1, rate: 500 },
  ])
  expect(rows[0].rate).toBeCloseTo(1000 / 3, 3)
  expect(notes).toMatchObject([{ code: 'a_thousand_views' }])
  const [panel] = (await exploration(shop)).rows
  expect(panel).toMatchObject({ placement: 'product', intent: 'complementary', views: 5, drawn: 2 })
  // One of three views with the usual item, each with the weight 1 / 0.9: 1,000 × (1 / 0.9) / 5.
  expect(panel.usual).toBeCloseTo(1000 / 0.9 / 5, 3)
})

it('a visitor draws the same item all day: opening a page again counts as one view', async () => {
  const shop = await aShopThatTries()
  for (let times = 0; times < 3; times += 1) {
    await visits(shop, 1, 'jar', 0.1)
    await count(shop)
  }
  const { rows } = await exploration(shop, '?by=pair')
  expect(rows).toMatchObject([{ item_id: 'jar', seen: 1 }])
})

it('an addition that arrives minutes after its view counts for the position where the item was seen', async () => {
  const shop = await aShopThatTries()
  await visits(shop, 1, 'jar', 0.1)
  await count(shop)
  await visits(shop, 1, 'jar', 0.1, { adds: 'jar', buys: true })
  await count(shop)
  await shop.call('/v1/orders', 'POST', {
    orders: [
      {
        ...{ order_id: '1', ordered_at: new Date().toISOString(), status: 'paid' },
        lines: [{ item_id: 'jar', quantity: 1, price: 1000 }],
      },
    ],
  })
  const { rows } = await exploration(shop, '?by=pair')
  expect(rows).toMatchObject([{ item_id: 'jar', seen: 1, bought: 1 }])
})

it('when there are too many pages to read, the most viewed are read completely, including items rarely drawn there', async () => {
  const shop = await aShop()
  const day = Math.floor(Date.now() / 86_400_000)
  // 40,000 pages of three rows: the usual item with many views, two others with few; later pages have more views.
  await env.DB.prepare(
    `with recursive n(i) as (select 0 union all select i + 1 from n where i < 39999),
      items(item_id, times) as (values ('mug', 10), ('pot', 0), ('jar', 0))
    insert into explored_days (shop_id, day, placement, intent, seed_item_id, item_id, chance, seen)
    select ?1, ?2, 'product', 'complementary', 'p' || i, item_id, iif(times, 900000, 50000), 1 + times * (i / 100) from n, items`,
  )
    .bind(shop.shop_id, day)
    .run()
  const rows = await readExplored(shop.store, { from: day, to: day })
  const pages = Map.groupBy(rows, ({ seed_item_id }) => seed_item_id)
  expect([pages.size, rows.length]).toEqual([33_333, 99_999])
  expect(rows.slice(0, 3)).toMatchObject(
    ['mug', 'jar', 'pot'].map((item_id) => ({ seed_item_id: 'p39900', item_id })),
  )
  expect(pages.has('p39999')).toBe(true)
  expect(await readExplored(shop.store, { from: day, to: day })).toEqual(rows)
})

it('the report states what to do where exploration is off', async () => {
  const shop = await aShopThatTries()
  expect(await exploration(shop)).toMatchObject({ rows: [], notes: [{ code: 'no_exploration' }] })
})
