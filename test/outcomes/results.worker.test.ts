import { describe, expect, it } from 'vitest'
import { drawOf } from '../../engine/numbers/draw.ts'
import type { EventInput } from '../../schema/outcomes/events.ts'
import { platformRecords } from '../../schema/shop/hooks.ts'
import { HOUR } from '../../vocabulary/time.ts'
import { aShop, type TestShop } from '../a-shop.ts'
import { ANN, aBeacon, anEvent, BEA, count, report } from './a-beacon.ts'
import { aToken, newTokenKey } from './a-token.ts'

const DAY = 24 * HOUR
type Half = 'panel' | 'holdout'
const visitors = Array.from({ length: 400 }, (_, n) => `visitor-of-the-test-${n}`)

const seen = (experiment_id: string, arm: string, at: number) =>
  anEvent('rec_viewable', { experiment_id, arm, at, ...(arm === 'holdout' && { items: [] }) })
const buys = (transaction_id: string, at = Date.now(), more = {}) =>
  anEvent('purchase', { transaction_id, at, items: [{ item_id: 'tea' }], currency: 'EUR', ...more })
/** A claim of somebody who does not have the signature of the shop's server. */
const GUESSED = { order_token: '0'.repeat(64) }
const order = (order_id: string, ordered_at: number, price = 1000, more = {}) => ({
  ...{ order_id, ordered_at: new Date(ordered_at).toISOString(), status: 'paid' },
  lines: [{ item_id: 'tea', quantity: 1, price }],
  ...more,
})

/** Returns a shop with a running holdout, and its calls. */
async function anExperiment(more: object = {}) {
  const shop = await aShop()
  const { token_key } = await newTokenKey(shop)
  const { body } = await shop.call('/v1/experiments', 'POST', {
    ...{ name: 'Is it worth it?', placement: 'product' },
    arms: [
      { arm: 'panel', share: 0.5 },
      { arm: 'holdout', share: 0.5, holdout: true },
    ],
    ...more,
  })
  const id: string = body.experiment_id
  await shop.call(`/v1/experiments/${id}`, 'PATCH', { status: 'running', ramp: 100 })
  let sent = 0
  /** Sends events of a browser, signed in or not. */
  const does = async (browser: string, events: EventInput[], sub?: string) => {
    sent += 1
    const signed = sub === undefined ? {} : { customer_token: await aToken(token_key, { sub }) }
    const body = { ...aBeacon(events, browser), ...signed }
    await report(shop, body, { 'CF-Connecting-IP': `192.0.2.${sent % 250}` })
  }
  const sells = (...orders: object[]) => shop.call('/v1/orders', 'POST', { orders })
  const browserIn = (half: Half, nth = 0) =>
    visitors.filter((one) => drawOf(id, one) < 0.5 === (half === 'panel'))[nth] ?? ''
  return { shop, id, does, sells, browserIn, results: () => resultsOf(shop, id) }
}

async function resultsOf(shop: TestShop, id: string) {
  await count(shop)
  return (await shop.call(`/v1/experiments/${id}/results`)).body
}

describe('revenue before the draw', () => {
  it('excludes revenue that becomes known later: a visitor who signs in to buy keeps the effect', async () => {
    const { id, does, sells, browserIn, results } = await anExperiment()
    const now = Date.now()
    const orders: object[] = []
    for (const [half, buyers] of [
      ['panel', 6],
      ['holdout', 2],
    ] as const) {
      for (let n = 0; n < 8; n += 1) {
        const [browser, sub] = [browserIn(half, n), `customer-${half}-${n}`]
        // All customers are equal: the shop has an old order of each.
        orders.push(order(`old-${sub}`, now - 60 * DAY, 1000, { customer_id: sub }))
        await does(browser, [seen(id, half, now - 60_000)])
        if (n >= buyers) continue
        await does(browser, [buys(`new-${sub}`, now - 30_000), seen(id, half, now - 20_000)], sub)
        orders.push(order(`new-${sub}`, now - 30_000, 1000, { customer_id: sub }))
      }
    }
    await sells(...orders)
    const { arms, comparisons } = await results()
    expect(arms).toMatchObject([
      { buyers: 6, with_past: 0 },
      { buyers: 2, with_past: 0 },
    ])
    expect(comparisons[0].revenue.effect.value).toBe(500)
    expect(comparisons[0].revenue.variance_left).toBe(1)
  })

  it('includes purchases of signed-in customers, except the last day, and earlier reports of their browser', async () => {
    const { id, does, sells, browserIn, results } = await anExperiment()
    const at = Date.now() - 60_000
    const customer_id = 'ann'
    await does(browserIn('panel'), [seen(id, 'panel', at)], customer_id)
    await does(browserIn('holdout'), [buys('told', at - HOUR), seen(id, 'holdout', at)])
    await sells(order('late', at - 12 * HOUR, 1000, { customer_id }), order('told', at - HOUR))
    expect((await results()).arms).toMatchObject([{ with_past: 0 }, { with_past: 1 }])
    await sells(order('old', at - 30 * HOUR, 1000, { customer_id }))
    expect((await results()).arms).toMatchObject([
      { with_past: 1, buyers: 0 },
      { with_past: 1, buyers: 0 },
    ])
  })

  it('is known for every customer where customers are drawn', async () => {
    const { id, does, sells, browserIn, results } = await anExperiment({ unit: 'customer' })
    const ann = browserIn('panel')
    await does(ANN, [seen(id, 'panel', Date.now())], ann)
    await sells(order('old', Date.now() - 30 * DAY, 1000, { customer_id: ann }))
    expect((await results()).arms[0]).toMatchObject({ visitors: 1, with_past: 1 })
  })

  it('a visitor who signs in later is credited with purchases after the draw', async () => {
    const { id, does, sells, browserIn, results } = await anExperiment()
    const at = Date.now() - 60_000
    await does(browserIn('panel'), [seen(id, 'panel', at)])
    await does(browserIn('panel'), [seen(id, 'panel', at + 30_000)], 'ann')
    await sells(order('1', at + 10_000, 1000, { customer_id: 'ann' }))
    expect((await results()).arms[0]).toMatchObject({ buyers: 1, with_past: 0 })
  })
})

describe('the browser’s purchase event dates the order', () => {
  it('also where a file has only its day, or no date', async () => {
    const { shop, id, does, browserIn, results } = await anExperiment()
    const at = Date.now() - 60_000
    for (const [nth, name] of ['1001', '1002'].entries()) {
      await does(browserIn('panel', nth), [seen(id, 'panel', at), buys(name, at + 30_000)])
    }
    const day = new Date(at).toISOString().slice(0, 10)
    await shop.give('orders', `order_id,order_date,item_id,price\n1001,${day},tea,10.00\n1002,,tea,10.00`)
    const { arms, purchases_joined } = await results()
    expect(arms[0]).toMatchObject({ buyers: 2, orders: 2, revenue: 2000, with_past: 0 })
    expect(purchases_joined).toBe(1)
  })

  it('and where the clock of the shop is slow', async () => {
    const { id, does, sells, browserIn, results } = await anExperiment()
    const at = Date.now() - 90_000
    await does(browserIn('panel'), [seen(id, 'panel', at), buys('1001', at + 60_000)])
    await sells(order('1001', at - 60_000))
    expect((await results()).arms[0]).toMatchObject({ buyers: 1, orders: 1, with_past: 0 })
  })
})

describe('the visitor of an order', () => {
  it.each([
    ['1001', '#1001', '#1001'],
    ['#1001', '1001', '1001'],
    ['#1001', '1001', '#1001'],
  ])(
    'is the one with a proof where two claim it, one as %s, one as %s, and it is %s',
    async (one, other, order_id) => {
      const { id, does, sells, browserIn, results, shop } = await anExperiment()
      const at = Date.now() - 60_000
      await does(browserIn('panel'), [seen(id, 'panel', at), buys(one)])
      await does(browserIn('panel', 1), [
        seen(id, 'panel', at),
        anEvent('add_to_cart', { at, items: [{ item_id: 'tea' }] }),
        buys(other, Date.now(), GUESSED),
      ])
      await sells(order(order_id, Date.now()))
      expect((await results()).arms[0]).toMatchObject({ visitors: 2, buyers: 1, revenue: 1000 })
      expect((await shop.call('/v1/reports/attribution')).body.rows).toEqual([])
    },
  )

  it('is the first where one visitor of the experiment claims it by its name, and one by the platform’s number', async () => {
    const { id, does, sells, browserIn, results, shop } = await anExperiment()
    const at = Date.now() - 60_000
    await does(browserIn('panel'), [seen(id, 'panel', at), buys('#1001')])
    await does(browserIn('panel', 1), [seen(id, 'panel', at), buys('55512345')])
    await sells(order('#1001', Date.now()))
    await shop.store.db.insert(platformRecords).values({
      ...{ shop_id: shop.shop_id, platform: 'shopify', kind: 'order', platform_id: '55512345' },
      ...{ as_of: 0, base_at: 0, version: 1, target_id: '#1001', state: {} },
    })
    expect((await results()).arms[0]).toMatchObject({ visitors: 2, buyers: 1 })
  })

  it('is the customer who opens the order’s page on a second device', async () => {
    const { id, does, sells, browserIn, results } = await anExperiment({ unit: 'customer' })
    const ann = browserIn('panel')
    await does(ANN, [seen(id, 'panel', Date.now() - 60_000), buys('1')], ann)
    await does(BEA, [buys('1')], ann)
    await sells(order('1', Date.now()))
    expect((await results()).arms[0]).toMatchObject({ visitors: 1, buyers: 1 })
    // Nobody can take the order away by claiming it again.
    await does('a-browser-of-nobody', [buys('1')])
    expect((await results()).arms[0]).toMatchObject({ visitors: 1, buyers: 1 })
  })

  it('is the browser that was drawn first, of two browsers of one customer', async () => {
    const { id, does, sells, browserIn, results } = await anExperiment()
    const now = Date.now()
    const orders: object[] = []
    for (let n = 0; n < 6; n += 1) {
      const sub = `customer-${n}`
      await does(browserIn('panel', 2 * n), [seen(id, 'panel', now - 90_000)], sub)
      await does(browserIn('panel', 2 * n + 1), [seen(id, 'panel', now - 30_000)], sub)
      orders.push(order(sub, now - 60_000, 1000, { customer_id: sub }))
    }
    await sells(...orders)
    expect((await results()).arms[0]).toMatchObject({ visitors: 12, buyers: 6, with_past: 0 })
  })
})

describe('the value of an order', () => {
  it('in another currency: one buyer, no revenue, and the number of such orders', async () => {
    const { id, does, sells, browserIn, results } = await anExperiment()
    const at = Date.now() - 60_000
    await does(browserIn('panel'), [seen(id, 'panel', at), buys('1', at + 1, { currency: 'USD' })])
    await sells(order('1', Date.now(), 1000, { currency: 'USD' }))
    const { arms, comparisons, orders_of_other_currencies } = await results()
    expect(arms[0]).toMatchObject({ buyers: 1, orders: 0, revenue: 0 })
    expect(comparisons[0].conversion).toMatchObject({ arm: 1 })
    expect(orders_of_other_currencies).toBe(1)
  })

  it('with returned pieces excludes the tax of the remaining pieces; lines without tax are unchanged', async () => {
    const { id, does, sells, browserIn, results } = await anExperiment()
    const at = Date.now() - 60_000
    await does(browserIn('panel'), [seen(id, 'panel', at), buys('1', at + 1, { value: 16, tax: 4 })])
    await does(browserIn('holdout'), [seen(id, 'holdout', at), buys('2', at + 1, { value: 16, tax: 4 })])
    const lines = (quantity: number) => ({ lines: [{ item_id: 'tea', quantity, price: 1000 }] })
    await sells(order('1', Date.now(), 0, lines(2)), order('2', Date.now(), 1600))
    expect((await results()).arms).toMatchObject([{ revenue: 1600 }, { revenue: 1600 }])
    await sells(order('1', Date.now(), 0, lines(1)))
    expect((await results()).arms[0].revenue).toBe(800)
  })

  it('is that of its stored totals, whatever the browser reports, and also without a report', async () => {
    const { id, does, sells, browserIn, results } = await anExperiment()
    const at = Date.now() - 60_000
    await does(browserIn('panel'), [seen(id, 'panel', at), buys('1', at + 1, { value: 1, tax: 0 })])
    await does(browserIn('holdout'), [seen(id, 'holdout', at)], 'customer-1')
    // 20.00 - 2.00, of which 18.00 × 3.80 / 23.00 = 2.97 are tax.
    const totals = { discount: 200, shipping: 500, tax: 380, tax_included: true, total: 2300 }
    const price = 2000
    await sells(
      order('1', Date.now(), price, totals),
      order('2', Date.now(), price, { ...totals, customer_id: 'customer-1' }),
    )
    expect((await results()).arms).toMatchObject([{ revenue: 1503 }, { revenue: 1503 }])
    await sells(order('1', Date.now(), price, { ...totals, refunded: 1150 }))
    expect((await results()).arms[0].revenue).toBe(751)
  })
})

it('one buyer per arm proves nothing', async () => {
  const { id, does, sells, browserIn, results } = await anExperiment()
  const at = Date.now() - 60_000
  await does(browserIn('panel'), [seen(id, 'panel', at), buys('1')])
  await does(browserIn('holdout'), [seen(id, 'holdout', at), buys('2')])
  await sells(order('1', Date.now(), 1600), order('2', Date.now(), 600))
  const [{ order_value, revenue, segments }] = (await results()).comparisons
  expect([order_value, revenue.lift, revenue.effect.p]).toEqual([null, null, 1])
  expect(segments.map((one: { counts: boolean }) => one.counts)).toEqual([false, false])
})
