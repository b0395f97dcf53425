import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { drawOf } from '../../engine/numbers/draw.ts'
import { DAY } from '../../vocabulary/time.ts'
import { aShop, type TestShop } from '../a-shop.ts'
import { ANN, aBeacon, anEvent, count, report } from './a-beacon.ts'
import { HOLDOUT, running } from './an-experiment.ts'

/** Returns visitors of the panel's arm and of the holdout. */
function drawn(experiment_id: string): { panel: string[]; holdout: string[] } {
  const visitors = Array.from({ length: 20 }, (_, n) => `visitor-of-the-test-${n}`)
  const isIn = (id: string) => drawOf(experiment_id, id) < 0.5
  return { panel: visitors.filter(isIn), holdout: visitors.filter((id) => !isIn(id)) }
}

/** Sends a purchase of a mug for 9.00, which the visitor added from a panel of companions an hour before. */
async function buysAMug(shop: TestShop, at: number): Promise<void> {
  const purchase = anEvent('purchase', { at, transaction_id: '1', items: [{ item_id: 'mug' }] })
  await report(shop, aBeacon([anEvent('add_to_cart', { at: at - 60 * 60_000 }), purchase], ANN))
  await count(shop)
  const lines = [{ item_id: 'mug', quantity: 1, price: 900 }]
  await shop.call('/v1/orders', 'POST', {
    orders: [{ order_id: '1', ordered_at: new Date(at).toISOString(), lines }],
  })
}

const incremental = async (shop: TestShop) => (await shop.call('/v1/reports/incremental')).body
const moves = (shop: TestShop, started: number, stopped: number | null) =>
  env.DB.prepare('update experiments set started_at = ?1, stopped_at = ?2 where shop_id = ?3')
    .bind(started, stopped, shop.shop_id)
    .run()

it('arms are compared by the placement that came into view, and a holdout appears in no other funnel', async () => {
  const shop = await aShop()
  const experiment_id = await running(shop)
  const { panel, holdout } = drawn(experiment_id)
  for (const [n, visitor] of panel.entries()) {
    const place = { experiment_id, arm: 'panel', seed_item_id: `tea-${n}` }
    const names = ['view_item_list', 'rec_viewable', 'select_item'] as const
    await report(
      shop,
      aBeacon(
        names.map((name) => anEvent(name, place)),
        visitor,
      ),
    )
  }
  for (const visitor of holdout) {
    await report(
      shop,
      aBeacon([anEvent('rec_viewable', { experiment_id, arm: 'holdout', items: [] })], visitor),
    )
  }
  // In no arm, because there is no consent.
  await report(shop, aBeacon([anEvent('rec_viewable', { placement: 'home', items: [] })]))
  await count(shop)
  const rows = async (by: string) => (await shop.call(`/v1/reports/funnel?by=${by}`)).body.rows
  const all = panel.length
  for (const by of ['placement', 'intent']) {
    expect(await rows(by)).toMatchObject([{ placement: 'product', shown: all, seen: all, clicked: all }])
  }
  expect(await rows('arm')).toMatchObject([
    { experiment_id, arm: 'panel', shown: all, seen: all, clicked: all, bought: null },
    { experiment_id, arm: 'holdout', shown: 0, seen: holdout.length, clicked: 0, bought: null },
  ])
  expect((await rows('source')).map(({ source }: { source: string }) => source)).toEqual(['mined'])
  // A placement costs one row per arm and day, whatever the number of pages.
  const exposed = (await shop.table('event_days')).filter(({ source }) => source === '')
  expect(exposed.map(({ arm, seen }) => [arm, seen])).toEqual([['holdout', holdout.length]])
})

it('a running holdout is found behind any number of drafts and of experiments without a holdout', async () => {
  const shop = await aShop()
  const experiment_id = await running(shop)
  for (let n = 0; n < 20; n += 1) await shop.call('/v1/experiments', 'POST', HOLDOUT)
  const arms = [
    { arm: 'panel', share: 0.5 },
    { arm: 'short', share: 0.5, settings: { limit: 2 } },
  ]
  await running(shop, { ...HOLDOUT, placement: 'cart', arms })
  expect((await incremental(shop)).rows).toMatchObject([{ experiment_id, arm: 'panel' }])
})

it('an experiment is credited with orders of its own panel, not of another panel of the same page', async () => {
  const [companions, upgrades] = [await aShop(), await aShop()]
  const now = Date.now()
  await running(companions)
  await running(upgrades, { ...HOLDOUT, intent: 'upgrade' })
  for (const shop of [companions, upgrades]) {
    await moves(shop, now - DAY, null)
    await buysAMug(shop, now)
  }
  expect((await incremental(companions)).rows).toMatchObject([{ attributed: 900 }])
  expect((await incremental(upgrades)).rows).toMatchObject([{ attributed: 0 }])
})

it('an experiment is credited with orders between its start and end, whatever days the report covers', async () => {
  const shop = await aShop()
  const now = Date.now()
  const id = await running(shop)
  await buysAMug(shop, now - 120_000)
  const attributed = async () => (await incremental(shop)).rows[0].attributed
  await moves(shop, now - 60_000, null)
  expect(await attributed()).toBe(0)
  await moves(shop, now - DAY, null)
  expect(await attributed()).toBe(900)
  await shop.call(`/v1/experiments/${id}`, 'PATCH', { status: 'stopped' })
  await moves(shop, now - 400 * DAY, now - 365 * DAY)
  expect(await attributed()).toBe(0)
  // An old one, and an order of its own days.
  for (const [table, column] of [
    ['orders', 'ordered_at'],
    ['purchases', 'at'],
  ]) {
    await env.DB.prepare(`update ${table} set ${column} = ?1 where shop_id = ?2`)
      .bind(now - 380 * DAY, shop.shop_id)
      .run()
  }
  await env.DB.prepare(
    `update journeys set touches = json_replace(touches, '$[0].at', ?1) where shop_id = ?2`,
  )
    .bind(now - 381 * DAY, shop.shop_id)
    .run()
  expect(await attributed()).toBe(900)
})
