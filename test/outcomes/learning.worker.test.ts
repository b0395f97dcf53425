import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { dice } from '../../demo/shop/orders/random.ts'
import type { EventInput } from '../../schema/outcomes/events.ts'
import { DAY } from '../../vocabulary/time.ts'
import { queueLearning, readBuyers } from '../../worker/store/outcomes/learning.ts'
import { aShop, drawnBaskets, ordersFile, plainItems, type TestShop } from '../a-shop.ts'
import { ANN, aBeacon, anEvent, BEA, count, report } from './a-beacon.ts'
import { aToken, newTokenKey } from './a-token.ts'

const items = ['tea', 'mug', 'pot', 'milk', 'cake', 'cup']

/** Returns a shop with a mined list of tea. */
async function aMinedShop(): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', plainItems(items))
  await shop.give('orders', ordersFile(drawnBaskets(300, items, 5)))
  return shop
}

const page = async (shop: TestShop): Promise<string[]> =>
  (await shop.ask('placement=product&item_id=tea&limit=5')).body.items.map(
    ({ item_id }: { item_id: string }) => item_id,
  )

/**
 * Simulates buyers of tea, nine a day for seven days, who saw the current list; every second one adds the item.
 * @param told what the browser reports as bought; the order has the real items
 * @param how whether each buyer has a group of addresses of their own, and the signature of the shop's server
 */
async function buyers(
  shop: TestShop,
  list: string[],
  taken: string,
  told = (cart: string[]) => cart,
  { network = 'own', claim = 'signed' }: { network?: 'own' | 'shared'; claim?: 'signed' | 'guessed' } = {},
): Promise<void> {
  const now = Date.now()
  const orders: object[] = []
  for (let n = 0; n < 64; n += 1) {
    const at = now - (n % 7) * DAY - 60_000
    const cart = n % 2 === 0 ? ['tea', taken] : ['tea']
    // Each position shows each item, so that the effects of item and position can be separated.
    const shown = list.map((item_id, place) => ({
      item_id,
      index: (place + n) % list.length,
      source: 'mined',
    }))
    const events: EventInput[] = [
      anEvent('rec_viewable', { at: at - 2_000, items: shown }),
      ...(n % 2 === 0 ? [anEvent('add_to_cart', { at: at - 1_000, items: [{ item_id: taken }] })] : []),
      anEvent('purchase', {
        at,
        transaction_id: `sold-${n}`,
        items: told(cart).map((item_id) => ({ item_id })),
        ...(claim === 'guessed' && { order_token: '0'.repeat(64) }),
      }),
    ]
    await report(shop, aBeacon(events, `a-buyer-of-the-shop-${n}`), {
      'CF-Connecting-IP': `10.${network === 'own' ? n : 0}.2.${n}`,
    })
    orders.push({
      order_id: `sold-${n}`,
      ordered_at: new Date(at).toISOString(),
      lines: cart.map((item_id) => ({ item_id })),
    })
  }
  await count(shop)
  await shop.call('/v1/orders', 'POST', { orders })
}

async function learn(shop: TestShop): Promise<void> {
  await queueLearning(shop.store, Date.now())
  await shop.settle()
}

it('items that buyers add move up, and the trace says so', async () => {
  const shop = await aMinedShop()
  const list = await page(shop)
  const last = list.at(-1) ?? ''
  await buyers(shop, list, last)
  await learn(shop)
  const [factor] = (await shop.table('factors')).filter(({ item_id }) => item_id === last)
  expect(factor).toMatchObject({ placement: 'product', seed_item_id: 'tea', visitors: 64, kept: 32, days: 7 })
  const traced = (await shop.call('/v1/recommendations?placement=product&item_id=tea&trace=1')).body.trace
  const mined = traced.filter(({ source }: { source: string }) => source === 'mined')
  const learned = mined.map((one: { item_id: string; parts: { learned: number } }) => [
    one.item_id,
    one.parts.learned,
  ])
  const { [last]: taken, ...others } = Object.fromEntries(learned)
  expect(taken).toBe(1.25)
  // None of 64 buyers added those, which may be chance.
  expect(new Set(Object.values(others))).toEqual(new Set([undefined]))
})

it.each([
  {
    what: 'that contradict the order',
    told: (cart: string[]) => cart.map(() => 'cup'),
    how: { claim: 'guessed' } as const,
  },
  // The orders are days old when the claims come, and their items are bought too often to prove anything.
  {
    what: 'that come later and name the usual items',
    told: (cart: string[]) => cart,
    how: { claim: 'guessed' } as const,
  },
  { what: 'of one group of addresses', told: (cart: string[]) => cart, how: { network: 'shared' } as const },
])('events $what teach nothing', async ({ told, how }) => {
  const shop = await aMinedShop()
  const list = await page(shop)
  await buyers(shop, list, list.at(-1) ?? '', told, how)
  await learn(shop)
  expect(await shop.table('factors')).toEqual([])
})

it('a flood of forged events changes no list, and the report mentions the flood', async () => {
  const shop = await aMinedShop()
  const { below, pick } = dice(1)
  const any = () => pick(items, () => 1) ?? 'tea'
  const lists = async () =>
    await Promise.all(
      items.map(async (item) => (await shop.ask(`placement=product&item_id=${item}`)).body.items),
    )
  const before = await lists()
  const now = Date.now()
  // A usual week, followed by the flood of one day.
  for (let day = 1; day <= 6; day += 1) {
    const at = now - day * DAY
    await report(shop, aBeacon(Array.from({ length: 20 }, () => anEvent('rec_viewable', { at }))), {
      'CF-Connecting-IP': '198.51.100.1',
    })
  }
  const names = ['rec_viewable', 'select_item', 'add_to_cart', 'rec_dismissed', 'purchase'] as const
  for (let n = 0; n < 100; n += 1) {
    const events = Array.from({ length: 50 }, () =>
      anEvent(names[below(5)] ?? 'select_item', {
        seed_item_id: any(),
        items: [{ item_id: any(), source: 'mined' }],
        transaction_id: `o${String(below(300)).padStart(5, '0')}`,
      }),
    )
    await report(shop, aBeacon(events, `a-forger-of-events-${n}`), { 'CF-Connecting-IP': `203.0.113.${n}` })
  }
  await count(shop)
  await learn(shop)
  expect(await shop.table('factors')).toEqual([])
  await shop.call('/v1/models', 'POST')
  await shop.settle()
  expect(await lists()).toEqual(before)
  const { notes } = (await shop.call('/v1/reports/funnel')).body
  expect(notes.map(({ code }: { code: string }) => code)).toContain('burst')
})

const buys = (transaction_id: string) =>
  anEvent('purchase', { transaction_id, items: [{ item_id: 'mug' }], currency: 'EUR' })

it('learning uses the last 30 days', async () => {
  const shop = await aMinedShop()
  const list = await page(shop)
  await buyers(shop, list, list.at(-1) ?? '')
  const long = 200 * DAY
  await env.DB.batch([
    env.DB.prepare('update purchases set at = at - ?2 where shop_id = ?1').bind(shop.shop_id, long),
    env.DB.prepare('update orders set ordered_at = ordered_at - ?2 where shop_id = ?1').bind(
      shop.shop_id,
      long,
    ),
    env.DB.prepare(
      `update journeys set touches = (select json_group_array(json_set(value, '$.at', (value ->> 'at') - ?2))
        from json_each(touches)) where shop_id = ?1`,
    ).bind(shop.shop_id, long),
  ])
  await learn(shop)
  expect(await shop.table('factors')).toEqual([])
})

it('learning uses orders that have only a day, or no date', async () => {
  const shop = await aShop()
  const now = Date.now()
  await report(shop, aBeacon([anEvent('rec_viewable', { at: now - 60_000 }), buys('1')], ANN))
  await report(shop, aBeacon([anEvent('rec_viewable', { at: now - 60_000 }), buys('2')], BEA))
  await count(shop)
  const day = new Date(now).toISOString().slice(0, 10)
  await shop.give('orders', `order_id,order_date,item_id,price\n1,${day},mug,9.00\n2,,mug,9.00`)
  const known = (await readBuyers(shop.store, '', 100)).buyers
  expect(known.map(({ order_id }) => order_id).sort()).toEqual(['1', '2'])
  for (const { bought_at } of known) expect(bought_at).toBeGreaterThanOrEqual(now)
})

it('an order of one customer counts once, however many browsers report it', async () => {
  const shop = await aMinedShop()
  const list = await page(shop)
  await buyers(shop, list, list.at(-1) ?? '')
  const { token_key } = await newTokenKey(shop)
  const customer_token = await aToken(token_key, { sub: 'ann' })
  const view = anEvent('rec_viewable', {
    at: Date.now() - 60_000,
    items: [{ item_id: list.at(-1) ?? '', index: 0, source: 'mined' }],
  })
  for (const browser of [ANN, BEA]) {
    await report(shop, {
      ...aBeacon([{ ...view, event_id: `view-of-${browser}` }, buys('77')], browser),
      customer_token,
    })
  }
  await count(shop)
  const lines = [{ item_id: 'mug' }]
  await shop.call('/v1/orders', 'POST', {
    orders: [{ order_id: '77', ordered_at: new Date().toISOString(), lines }],
  })
  await learn(shop)
  expect((await shop.table('factors')).find(({ item_id }) => item_id === list.at(-1))?.visitors).toBe(65)
})
