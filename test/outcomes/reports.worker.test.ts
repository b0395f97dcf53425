import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { DAY } from '../../vocabulary/time.ts'
import { forgetEvents } from '../../worker/store/outcomes/events.ts'
import { aShop, plainItems, type TestShop } from '../a-shop.ts'
import { ANN, aBeacon, anEvent, answerId, BEA, count, report } from './a-beacon.ts'

/** Returns a shop with an order of a mug (9.00, cost 4.00) and tea, whose visitor used three panels before. */
/** Noon of yesterday, UTC milliseconds: the journey is of one day, whatever the time is. */
const NOON = Math.floor(Date.now() / DAY) * DAY - DAY / 2

async function aShopWithAJourney(): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug', 'pot']))
  const items = ['tea', 'mug', 'pot'].map((item_id) => ({
    item_id,
    title: item_id,
    variants: [{ variant_id: item_id, availability: 'in_stock', price: 900, cost: 400 }],
  }))
  await shop.call('/v1/items', 'PUT', { items })
  const at = (minutes: number) => NOON - minutes * 60_000
  const cart = { placement: 'cart', seed_item_id: '' } as const
  const events = [
    anEvent('view_item_list', { at: at(100) }),
    anEvent('rec_viewable', { at: at(100) }),
    anEvent('select_item', { at: at(100) }),
    anEvent('view_item_list', { at: at(20) }),
    anEvent('rec_viewable', { at: at(20) }),
    anEvent('select_item', { at: at(20) }),
    anEvent('view_item_list', { ...cart, at: at(10) }),
    anEvent('add_to_cart', { ...cart, at: at(10), recommendation_id: 'r_cart' }),
    anEvent('purchase', {
      at: at(1),
      transaction_id: '1001',
      items: [{ item_id: 'mug' }, { item_id: 'tea' }],
    }),
  ]
  await report(shop, aBeacon(events, ANN))
  await count(shop)
  const lines = [
    { item_id: 'mug', price: 900 },
    { item_id: 'tea', price: 500 },
  ]
  const ordered_at = new Date(at(1)).toISOString()
  await shop.call('/v1/orders', 'POST', {
    orders: [
      { order_id: '#1001', ordered_at, lines },
      { order_id: '#1002', ordered_at, lines },
      { order_id: '#1003', ordered_at, lines, status: 'refunded' },
    ],
  })
  return shop
}

/** Returns an order of a mug at 9.00. */
const order = (order_id: string, ordered_at: number, more: object = {}) => ({
  order_id,
  ordered_at: new Date(ordered_at).toISOString(),
  lines: [{ item_id: 'mug', quantity: 1, price: 900 }],
  ...more,
})

const orders = (shop: TestShop, ...list: object[]) => shop.call('/v1/orders', 'POST', { orders: list })

const buys = (transaction_id: string, at: number) =>
  anEvent('purchase', { transaction_id, at, items: [{ item_id: 'mug' }] })

const funnelRows = async (shop: TestShop) => (await shop.call('/v1/reports/funnel')).body.rows

const revenueOf = (rows: { revenue: number }[]) => rows.reduce((sum, { revenue }) => sum + revenue, 0)

it('a funnel reports shown, seen, clicked, added and bought items, by placement', async () => {
  const shop = await aShopWithAJourney()
  const { body } = await shop.call('/v1/reports/funnel')
  expect(body.rows).toEqual([
    {
      period: '',
      placement: 'product',
      shown: 2,
      seen: 2,
      clicked: 2,
      added: 0,
      dismissed: 0,
      click_rate: 1,
      // Of two clicks: Byar's interval of a Poisson count, for two views.
      click_rate_low: expect.closeTo(0.1123, 3),
      click_rate_high: expect.closeTo(3.6104, 3),
      bought: 0,
      revenue: 0,
    },
    {
      period: '',
      placement: 'cart',
      shown: 1,
      seen: 0,
      clicked: 0,
      added: 1,
      dismissed: 0,
      click_rate: null,
      click_rate_low: null,
      click_rate_high: null,
      bought: 1,
      revenue: 900,
    },
  ])
})

it('a funnel of items counts items and pairs', async () => {
  const shop = await aShopWithAJourney()
  const items = (await shop.call('/v1/reports/funnel?by=item')).body
  expect(items.rows).toMatchObject([{ item_id: 'mug', shown: 3, clicked: 2, bought: 1, revenue: 900 }])
  const pairs = (await shop.call('/v1/reports/pairs?grain=day')).body
  const period = new Date(NOON).toISOString().slice(0, 10)
  expect(pairs.rows).toMatchObject([
    { period, seed_item_id: 'tea', item_id: 'mug', shown: 2 },
    { period, seed_item_id: '', item_id: 'mug', shown: 1 },
  ])
})

it('clicks of a placement are reported as long as its views, although those of items are deleted earlier', async () => {
  const shop = await aShop()
  const bundle = ['mug', 'pot'].map((item_id, index) => ({ item_id, index, source: 'mined' }))
  const panel = ['view_item_list', 'rec_viewable', 'select_item', 'rec_dismissed'] as const
  await report(
    shop,
    aBeacon([...panel.map((name) => anEvent(name)), anEvent('add_to_cart', { items: bundle })]),
  )
  await count(shop)
  const rows = async (by: string) => (await shop.call(`/v1/reports/funnel?by=${by}&grain=month`)).body.rows
  const told = { shown: 1, seen: 1, clicked: 1, added: 2, dismissed: 1 }
  expect(await rows('placement')).toMatchObject([told])
  await forgetEvents(shop.store, Date.now() + 93 * DAY)
  expect(await rows('placement')).toMatchObject([told])
  expect(await rows('intent')).toMatchObject([told])
  expect(await rows('item')).toEqual([])
})

it('a panel whose items name no source is counted as seen', async () => {
  const shop = await aShop()
  await report(shop, aBeacon([anEvent('rec_viewable', { items: [{ item_id: 'mug' }] })]))
  await count(shop)
  expect((await shop.call('/v1/reports/funnel')).body.rows).toMatchObject([{ placement: 'product', seen: 1 }])
})

it('a purchase today from a panel of yesterday appears in today’s funnel', async () => {
  const shop = await aShop()
  const now = Date.now()
  await report(shop, aBeacon([anEvent('add_to_cart', { at: now - DAY }), buys('1', now)], ANN))
  await count(shop)
  await orders(shop, order('1', now))
  const today = new Date(now).toISOString().slice(0, 10)
  const { rows } = (await shop.call(`/v1/reports/funnel?from=${today}&to=${today}`)).body
  expect(rows).toMatchObject([
    {
      ...{ period: '', placement: 'product', shown: 0, seen: 0, clicked: 0, added: 0, dismissed: 0 },
      ...{ bought: 1, revenue: 900 },
    },
  ])
})

it('a funnel adds up to the attributed total in every grouping', async () => {
  const shop = await aShop()
  const now = Date.now()
  const page = { recommendation_id: 'r_page' }
  await report(shop, aBeacon([anEvent('view_item_list', page), anEvent('add_to_cart', page)]))
  await report(shop, aBeacon([anEvent('add_to_cart', { at: now - 60_000 }), buys('2', now)], ANN))
  await count(shop)
  // Without consent only the order line is known, which names no source.
  const marked = [
    { item_id: 'mug', quantity: 1, price: 900, recommendation_id: answerId(shop, {}, 'r_page') },
  ]
  await orders(shop, order('1', now, { lines: marked }), order('2', now))
  const { rows } = (await shop.call('/v1/reports/attribution')).body
  expect(rows).toMatchObject([{ revenue_last: 1800 }])
  for (const by of ['placement', 'intent', 'source', 'item', 'pair']) {
    expect([by, revenueOf((await shop.call(`/v1/reports/funnel?by=${by}`)).body.rows)]).toEqual([by, 1800])
  }
  expect((await shop.call('/v1/reports/funnel?by=source')).body.rows).toMatchObject([
    { source: 'mined', shown: 1, revenue: 900 },
    { source: '', shown: 0, added: 0, revenue: 900 },
  ])
})

it('an addition from a panel counts for 30 days, even though its visitor returns every week', async () => {
  const shop = await aShop()
  const now = Date.now()
  await report(shop, aBeacon([anEvent('add_to_cart')], ANN))
  await count(shop)
  await report(shop, aBeacon([buys('1', now)], ANN))
  await count(shop)
  await orders(shop, order('1', now))
  const agesTo = async (days: number) => {
    await env.DB.prepare(
      `update journeys set touches = json_replace(touches, '$[0].at', ?1) where shop_id = ?2`,
    )
      .bind(now - days * DAY, shop.shop_id)
      .run()
    return (await shop.call('/v1/reports/attribution')).body.rows
  }
  expect(await agesTo(29)).toMatchObject([{ revenue_last: 900 }])
  expect(await agesTo(31)).toEqual([])
})

it('an order with only a day is credited to additions earlier on that day', async () => {
  const shop = await aShop()
  const now = Date.now()
  const today = new Date(now).toISOString().slice(0, 10)
  await report(shop, aBeacon([anEvent('add_to_cart', { at: now - 1000 }), buys('1', now)], ANN))
  await count(shop)
  await shop.give('orders', `order_id,order_date,item_id,price\n1,${today},mug,9.00`)
  expect((await shop.call('/v1/reports/attribution')).body.rows).toMatchObject([{ revenue_last: 900 }])
  // The browser reported nothing of an order of last week with the same number.
  await orders(shop, order('1', now - 7 * DAY))
  expect((await shop.call('/v1/reports/attribution')).body.rows).toEqual([])
})

it('all attribution models are reported side by side, each to the cent', async () => {
  const shop = await aShopWithAJourney()
  const asked = async (window: string) => (await shop.call(`/v1/reports/attribution?window=${window}`)).body
  // Within 30 minutes: a click in the product panel, then an addition in the cart.
  expect((await asked('30m')).rows).toMatchObject([
    {
      placement: 'cart',
      revenue_last: 900,
      revenue_first: 0,
      revenue_linear: 450,
      revenue_shapley: 450,
      margin_last: 500,
    },
    { placement: 'product', revenue_last: 0, revenue_first: 900, revenue_linear: 450, revenue_shapley: 450 },
  ])
  // Within a day: two clicks there.
  expect((await asked('24h')).rows).toMatchObject([
    { placement: 'cart', revenue_linear: 300, revenue_position: 360, revenue_shapley: 450 },
    { placement: 'product', revenue_linear: 600, revenue_position: 540, revenue_shapley: 450 },
  ])
  expect((await asked('30m')).notes[0].text).toContain('1 of 2 orders')
})

it('a line that names its recommendation is credited without a visitor', async () => {
  const shop = await aShop()
  const added = anEvent('add_to_cart', { recommendation_id: 'r_page' })
  await report(shop, aBeacon([added]))
  await count(shop)
  const { writeOrders } = await import('../../worker/store/orders/orders.ts')
  const order = { ordered_at: Date.now(), customer: null, status: 'paid', currency: 'EUR', as_of: 0 } as const
  await writeOrders(shop.store, [
    { ...order, order_id: 'a', lines: [['i:mug', 1, 900, answerId(shop, {}, 'r_page')]] },
  ])
  const { body } = await shop.call('/v1/reports/attribution')
  expect(body.rows).toMatchObject([
    { placement: 'product', intent: 'complementary', revenue_last: 900, margin_last: 0 },
  ])
})

it('attributed revenue is net of discounts and of the refunds of an order', async () => {
  const shop = await aShopWithAJourney()
  const attributed = async () => revenueOf(await funnelRows(shop))
  expect(await attributed()).toBe(900)
  const mug = { item_id: 'mug', price: 900, discount: 300 }
  const totals = { discount: 300, shipping: 0, tax: 0, total: 1100 }
  const whole = { lines: [mug, { item_id: 'tea', price: 500 }], ...totals }
  await orders(shop, order('#1001', Date.now() - 60_000, whole))
  expect(await attributed()).toBe(600)
  // Half of the money: 6.00 and 5.00 of 11.00.
  await orders(shop, order('#1001', Date.now() - 60_000, { ...whole, refunded: 550 }))
  expect(await attributed()).toBe(300)
})

it('orders report how they were attributed', async () => {
  const { body } = await (await aShopWithAJourney()).call('/v1/reports/orders')
  expect(body.rows).toEqual([
    {
      orders: 3,
      standing: 2,
      refunded: 1,
      cancelled: 0,
      order_value: 1400,
      items_an_order: 2,
      returns: 1 / 3,
      with_suggestion: 1,
      pieces_suggested: 1,
      slow_movers_suggested: 0,
    },
  ])
})

it('the value of orders is in the shop’s currency, with the number of orders in other currencies', async () => {
  const shop = await aShop()
  const yen = { currency: 'JPY', lines: [{ item_id: 'mug', quantity: 1, price: 150_000 }] }
  await orders(shop, order('1', Date.now()), order('2', Date.now(), yen))
  const { rows, notes } = (await shop.call('/v1/reports/orders')).body
  expect(rows).toMatchObject([{ orders: 2, standing: 2, order_value: 900, items_an_order: 1 }])
  expect(notes).toMatchObject([
    { code: 'other_currencies', text: expect.stringMatching(/other than EUR.*: 1\.$/) },
  ])
})

it('suggestions of items from the long tail are reported', async () => {
  const shop = await aShopWithAJourney()
  const ordered_at = new Date().toISOString()
  const lines = ['tea', 'pot'].map((item_id) => ({ item_id, quantity: 5, price: 100 }))
  await shop.call('/v1/orders', 'POST', { orders: [{ order_id: 'more', ordered_at, lines }] })
  const { body } = await shop.call('/v1/reports/orders')
  // Of mug, pot and tea the mug sold least.
  expect(body.rows[0]).toMatchObject({ pieces_suggested: 1, slow_movers_suggested: 1 })
})

it('coverage is the share of panels by first source; refusals are per thousand views', async () => {
  const shop = await aShop()
  const bestseller = { items: [{ item_id: 'pot', source: 'bestseller' }] }
  await report(
    shop,
    aBeacon([
      ...Array.from({ length: 3 }, () => anEvent('view_item_list')),
      anEvent('view_item_list', bestseller),
      ...Array.from({ length: 4 }, () => anEvent('rec_viewable')),
      anEvent('rec_dismissed'),
    ]),
  )
  await count(shop)
  expect((await shop.call('/v1/reports/coverage')).body.rows).toEqual([
    { period: '', source: 'mined', shown: 3, share: 0.75 },
    { period: '', source: 'bestseller', shown: 1, share: 0.25 },
  ])
  expect((await shop.call('/v1/reports/refusals')).body.rows).toEqual([
    { period: '', item_id: 'mug', seen: 4, dismissed: 1, refusals_per_1000: 250 },
  ])
})

it('a report as CSV contains no formula that a spreadsheet would run', async () => {
  const shop = await aShop()
  const formula = { items: [{ item_id: '=1+1', source: 'mined' }] }
  await report(shop, aBeacon([anEvent('view_item_list', formula)], BEA))
  await count(shop)
  const { headers, body } = await shop.call('/v1/reports/funnel?by=item&form=csv')
  expect(headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
  expect(body).toBe(
    `period,item_id,shown,seen,clicked,added,dismissed,bought,revenue,click_rate,click_rate_low,click_rate_high\r\n,"'=1+1",1,0,0,0,0,0,0,,,\r\n`,
  )
})

it('a report of days without data is empty, and days must be valid', async () => {
  const shop = await aShopWithAJourney()
  const before = new Date(Date.now() - 40 * DAY).toISOString().slice(0, 10)
  expect((await shop.call(`/v1/reports/funnel?from=${before}&to=${before}`)).body.rows).toEqual([])
  const asked = async (name: string) =>
    (await shop.call(`/v1/reports/${name}?from=${before}&to=${before}`)).body
  expect(await asked('orders')).toMatchObject({
    rows: [{ orders: 0, standing: 0, order_value: null }],
    notes: [],
  })
  expect((await asked('attribution')).notes[0].text).toContain('0 of 0 orders')
  expect((await shop.call('/v1/reports/funnel?from=yesterday')).body).toMatchObject({ code: 'invalid_input' })
  expect((await shop.call('/v1/reports/gossip')).body).toMatchObject({ code: 'invalid_input' })
})

it('without a holdout the report makes no statement about what would have been bought anyway', async () => {
  const { body } = await (await aShop()).call('/v1/reports/incremental')
  expect([body.rows, body.notes[0].code]).toEqual([[], 'no_holdout'])
})

it('the report of claims shows a network that guesses order numbers, beside the shop’s customers', async () => {
  const shop = await aShop()
  const now = Date.now()
  await orders(shop, ...['1', '2', '3'].map((order_id) => order(order_id, now)))
  const claim = async (visitor: string, address: string, list: ReturnType<typeof anEvent>[]) =>
    await report(shop, aBeacon(list, visitor), { 'CF-Connecting-IP': address })
  await claim(ANN, '203.0.113.7', [anEvent('rec_viewable'), buys('1', now)])
  const guesses = (numbers: readonly number[]) =>
    numbers.map((number) => ({ ...buys(String(number), now), order_token: '0'.repeat(64) }))
  await claim(
    'a-guesser-0000001',
    '198.51.100.9',
    guesses([1, 2, 3, ...Array.from({ length: 17 }, (_, at) => 900 + at)]),
  )
  await claim('a-guesser-0000002', '198.51.100.9', guesses([2, 3, 1_000]))
  await count(shop)
  const { rows, notes } = (await shop.call('/v1/reports/claims')).body
  const of = (by: string) => rows.filter((row: { by: string }) => row.by === by)
  // Found are Ann's, three of the first guesser and two of the second one; each is claimed by somebody else, too.
  expect(of('all')).toMatchObject([{ claims: 24, signed: 1, found: 6, disputed: 6, busiest_hour: 24 }])
  expect(of('network').map(({ claims, signed }: Record<string, number>) => [claims, signed])).toEqual([
    [23, 0],
    [1, 1],
  ])
  expect(of('visitor').map(({ claims }: { claims: number }) => claims)).toEqual([20, 3, 1])
  expect(of('visitor_age').map(({ claims }: { claims: number }) => claims)).toEqual([0, 24, 0, 0, 0])
  expect(notes.map(({ code }: { code: string }) => code)).toContain('claims_burst')
})
