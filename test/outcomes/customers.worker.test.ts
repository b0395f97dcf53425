import { describe, expect, it } from 'vitest'
import type { EventInput } from '../../schema/outcomes/events.ts'
import { forgetEvents } from '../../worker/store/outcomes/events.ts'
import { aBeacon, anEvent, count, report } from './a-beacon.ts'
import { aToken, newTokenKey } from './a-token.ts'
import { aSellingShop, HOLDOUT, page, running, seen, visitorIn } from './an-experiment.ts'

describe('an experiment that draws customers', () => {
  /** Returns a shop with such an experiment, its token key, and a customer of each arm. */
  async function aShopOfCustomers() {
    const shop = await aSellingShop()
    const { token_key } = await newTokenKey(shop)
    const id = await running(shop, { ...HOLDOUT, unit: 'customer' })
    const [ann, bob] = [visitorIn(id, 'panel'), visitorIn(id, 'holdout')]
    /** Sends an event of a signed-in customer in a browser. */
    const does = async (event: EventInput, sub: string, browser: string, key = token_key) =>
      await report(shop, { ...aBeacon([event], browser), customer_token: await aToken(key, { sub }) })
    const results = async () => {
      await count(shop)
      return (await shop.call(`/v1/experiments/${id}/results`)).body
    }
    return { shop, id, ann, bob, does, results, token_key }
  }
  const BROWSER = 'browser-of-the-family'
  const order = (more: object) => ({
    orders: [
      {
        ...{ order_id: '1001', ordered_at: new Date().toISOString(), status: 'paid' },
        lines: [{ item_id: 'tea', quantity: 2, price: 1000 }],
        ...more,
      },
    ],
  })

  it('the answer states that customers are drawn, and each customer is counted once, in any number of browsers', async () => {
    const { shop, id, ann, bob, does, results } = await aShopOfCustomers()
    expect((await page(shop)).experiment).toMatchObject({ experiment_id: id, unit: 'customer' })
    for (const browser of [BROWSER, 'another-browser-of-ann', BROWSER]) {
      await does(seen(id, 'panel'), ann, browser)
      await count(shop)
    }
    await does(seen(id, 'holdout'), bob, 'browser-of-bob-0001')
    expect((await results()).arms).toMatchObject([
      { arm: 'panel', visitors: 1, left_out: 0 },
      { arm: 'holdout', visitors: 1, left_out: 0 },
    ])
  })

  it('a visitor who has not signed in, has a token of another shop, or was not drawn here is not counted', async () => {
    const { shop, id, ann, does, results } = await aShopOfCustomers()
    await report(shop, aBeacon([seen(id, 'panel')], ann))
    await does(seen(id, 'panel'), ann, BROWSER, 'tk_of_somebody_else_0123456789abcdef0123456789')
    await does(seen(id, 'holdout'), ann, BROWSER)
    expect((await results()).arms).toMatchObject([
      { visitors: 0, left_out: 0 },
      { visitors: 0, left_out: 0 },
    ])
  })

  it('two customers of one browser are two, and an order belongs to the customer who placed it', async () => {
    const { shop, id, ann, bob, does, results } = await aShopOfCustomers()
    await does(seen(id, 'holdout'), bob, BROWSER)
    await does(seen(id, 'panel'), ann, BROWSER)
    await count(shop)
    await shop.call('/v1/orders', 'POST', order({ customer_id: bob }))
    expect((await results()).arms).toMatchObject([
      { arm: 'panel', buyers: 0 },
      { arm: 'holdout', buyers: 1, revenue: 2000 },
    ])
  })

  it('an order that the shop stores without a customer is found by a purchase event of any browser', async () => {
    const { shop, id, ann, does, results } = await aShopOfCustomers()
    await does(seen(id, 'panel', { at: Date.now() - 60_000 }), ann, BROWSER)
    const bought = anEvent('purchase', { transaction_id: '1001', items: [{ item_id: 'tea' }] })
    await does(bought, ann, 'another-browser-of-ann')
    await shop.call('/v1/orders', 'POST', order({}))
    expect((await results()).arms[0]).toMatchObject({ visitors: 1, buyers: 1, revenue: 2000 })
  })

  it('an order that names the customer only by address belongs to the customer whom a token names by id', async () => {
    const { shop, id, ann, bob, does, results } = await aShopOfCustomers()
    const at = Date.now() - 60_000
    await does(seen(id, 'panel', { at }), ann, BROWSER)
    await does(seen(id, 'holdout', { at }), bob, 'browser-of-bob-0001')
    await count(shop)
    await shop.call('/v1/orders', 'POST', order({ customer_email: 'ann@example.com' }))
    expect((await results()).arms).toMatchObject([{ buyers: 0 }, { buyers: 0 }])
    // An older order says that both names are one person.
    const both = { customer_id: ann, customer_email: 'ann@example.com' }
    const older = { order_id: '900', ordered_at: '2020-01-01T00:00:00Z', lines: [{ item_id: 'mug' }] }
    await shop.call('/v1/orders', 'POST', { orders: [{ ...older, ...both }] })
    expect((await results()).arms).toMatchObject([
      { arm: 'panel', visitors: 1, buyers: 1, revenue: 2000 },
      { arm: 'holdout', visitors: 1, buyers: 0 },
    ])
  })

  it('an expired token names no customer, and views with it are no earlier exposure in either arm', async () => {
    const { shop, id, ann, bob, results, token_key, does } = await aShopOfCustomers()
    const at = Date.now() - 60_000
    for (const [arm, sub] of [
      ['panel', ann],
      ['holdout', bob],
    ] as const) {
      const customer_token = await aToken(token_key, { sub, age: 3_700, life: 3_600 })
      const browser = `browser-of-${sub}`
      await report(shop, { ...aBeacon([seen(id, arm, { at })], browser), customer_token })
      await does(seen(id, arm, { at: at + 30_000 }), sub, browser)
    }
    expect((await results()).arms).toMatchObject([
      { arm: 'panel', visitors: 1, left_out: 0 },
      { arm: 'holdout', visitors: 1, left_out: 0 },
    ])
  })

  it('a customer who asks to be erased is deleted', async () => {
    const { shop, id, ann, does } = await aShopOfCustomers()
    await does(seen(id, 'panel'), ann, BROWSER)
    await count(shop)
    expect(await shop.table('exposures')).toHaveLength(1)
    await shop.call('/v1/privacy-requests', 'POST', { kind: 'redact', customer_id: ann })
    await forgetEvents(shop.store, Date.now())
    expect(await shop.table('exposures')).toEqual([])
  })
})
