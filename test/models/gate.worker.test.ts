import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { dice } from '../../demo/shop/orders/random.ts'
import { DEFAULT_CART } from '../../engine/mine/settings.ts'
import { DAY } from '../../vocabulary/time.ts'
import { DEFAULT_SETTINGS } from '../../worker/models/queue-model.ts'
import { addTuning } from '../../worker/store/models/tunings.ts'
import { aShop, ordersFile, plainItems, type TestShop } from '../a-shop.ts'

const IDS = Array.from({ length: 40 }, (_, n) => `item-${n}`)

/** Returns orders of fixed pairs; `wrong` orders have random pairs, as after an export with shifted columns. */
function pairs(count: number, wrong = 0): string[] {
  const { below } = dice(3)
  return Array.from({ length: count }, (_, n) => {
    const first = below(20)
    const second = n < wrong ? (first + 21 + below(18)) % 40 : first + 20
    return `item-${first} item-${second}`
  })
}

async function aLargeShop(): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', plainItems(IDS))
  await shop.give('orders', ordersFile(pairs(5_200)))
  return shop
}

it('a model that predicts the newest orders worse than the live model is refused, with the difference', async () => {
  const shop = await aLargeShop()
  const good = await shop.model()
  expect(good).toMatchObject({ status: 'live', gate: null })
  expect(good.counts.orders_held).toBe(100)

  await shop.give('orders', ordersFile(pairs(5_200, 5_000)))
  const bad = await shop.model()
  expect(bad).toMatchObject({ status: 'refused', refusals: ['less_accurate_page', 'less_accurate_cart'] })
  expect(bad.gate.page.live).toBeGreaterThan(0.9)
  expect(bad.gate.page.fresh).toBeLessThan(0.5)
  expect(bad.gate.page.difference).toBeLessThan(-2 * bad.gate.page.standard_error)
  expect((await shop.ask('placement=product&item_id=item-3')).body.items[0].item_id).toBe('item-23')

  // After three refusals in a row there is advice.
  for (let n = 0; n < 2; n += 1) {
    await shop.call('/v1/models', 'POST')
    await shop.settle()
  }
  expect((await shop.call('/v1/status')).body.next_steps).toContainEqual(
    expect.objectContaining({ code: 'models_refused' }),
  )

  // After a week of refusals the change is real, and not a fault of a file.
  await env.DB.prepare('update slots set refused_since = refused_since - ?2 where shop_id = ?1')
    .bind(shop.shop_id, 7 * DAY)
    .run()
  await shop.call('/v1/models', 'POST')
  await shop.settle()
  const late = await shop.model()
  expect([late.status, late.refusals]).toEqual(['live', []])
  expect(late.note).toContain('less_accurate_page')
  expect((await shop.table('slots'))[0]).toMatchObject({ refused: 0, refused_since: null })

  // One call rolls back.
  expect((await shop.call(`/v1/models/${late.model_id}/rollback`, 'POST')).body.model_id).toBe(good.model_id)
})

it('the evidence counts the newest orders, although they do not influence the scores', async () => {
  const shop = await aLargeShop()
  const { items } = (await shop.call('/v1/recommendations?placement=product&item_id=item-3')).body
  const bought = pairs(5_200).filter((pair) => pair === 'item-3 item-23').length
  expect(items[0].counts).toMatchObject({
    co_orders: bought,
    seed_orders: bought,
    item_orders: bought,
    orders: 5_200,
  })
})

it('a model as good as the last one is published, together with its gate report', async () => {
  const shop = await aLargeShop()
  await shop.call('/v1/models', 'POST')
  await shop.settle()
  const again = await shop.model()
  expect([again.status, again.counts.lists_written]).toEqual(['live', again.counts.lists])
  expect(again.gate.page).toMatchObject({ difference: 0, standard_error: 0 })
  // From the third run on nothing is written, because both slots are equal.
  await shop.call('/v1/models', 'POST')
  await shop.settle()
  expect((await shop.model()).counts).toMatchObject({ lists_written: 0, lists_deleted: 0 })
})

it('the accuracy check scores carts as shoppers get them: without best sellers where tuning has left them out', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(IDS))
  // item-0 sells best, always alone, until the newest orders: no list has it, only the best sellers do.
  const earlier = pairs(5_000).map((pair, n) =>
    n % 2 === 0 ? 'item-0' : pair.replace(/item-0 item-20/, 'item-1 item-21'),
  )
  const newest = Array.from({ length: 100 }, (_, n) => `item-${1 + (n % 39)} item-0`)
  await shop.give('orders', ordersFile([...earlier, ...newest]))
  const settings = { ...DEFAULT_SETTINGS, cart: { ...DEFAULT_CART, best_sellers: false } }
  await addTuning(
    shop.store,
    {
      ...{
        shop_id: shop.shop_id,
        tuning_id: 'tun',
        status: 'done',
        cause: 'call',
        created_at: 1,
        finished_at: 2,
      },
      ...{ orders: 5_100, folds: [], settings, problem: null },
    },
    1,
  )
  await shop.call('/v1/models', 'POST')
  await shop.settle()
  const { gate, status } = await shop.model()
  expect(status).toBe('refused')
  expect(gate.cart.fresh).toBeLessThan(0.2)
  expect(gate.cart.live).toBeGreaterThan(gate.cart.fresh + 0.3)
})
