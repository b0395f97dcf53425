import { expect, it } from 'vitest'
import { dice } from '../../demo/shop/orders/random.ts'
import type { EventInput } from '../../schema/events.ts'
import { queueLearning } from '../../worker/store/learning.ts'
import { aShop, drawnBaskets, ordersFile, plainItems, type TestShop } from '../a-shop.ts'
import { aBeacon, anEvent, count, report } from './a-beacon.ts'

const DAY = 86_400_000
const items = ['tea', 'mug', 'pot', 'milk', 'cake', 'cup']

/** A shop whose lists of tea are mined. */
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
 * Buyers of tea, eight a day for eight days, who saw the list as it stands; every second takes the item along.
 * @param told what the browser says that was bought; the order says what really was
 */
async function buyers(
  shop: TestShop,
  list: string[],
  taken: string,
  told = (cart: string[]) => cart,
): Promise<void> {
  const now = Date.now()
  const orders: object[] = []
  for (let n = 0; n < 64; n += 1) {
    const at = now - (n % 8) * 0.85 * DAY - 60_000
    const cart = n % 2 === 0 ? ['tea', taken] : ['tea']
    // Each place shows each item: else a place would be all that is known of it.
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
      }),
    ]
    await report(shop, aBeacon(events, `a-buyer-of-the-shop-${n}`), { 'CF-Connecting-IP': `192.0.2.${n}` })
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

it('what buyers take along moves up, and a trace says so', async () => {
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
  for (const factor of Object.values(others)) expect(factor).toBeLessThan(1)
})

it('nothing is learned from a browser that says something else than the order', async () => {
  const shop = await aMinedShop()
  const list = await page(shop)
  await buyers(shop, list, list.at(-1) ?? '', (cart) => cart.map(() => 'cup'))
  await learn(shop)
  expect(await shop.table('factors')).toEqual([])
})

it('a flood of forged events changes no list, and the report says that it came', async () => {
  const shop = await aMinedShop()
  const { below, pick } = dice(1)
  const any = () => pick(items, () => 1) ?? 'tea'
  const lists = async () =>
    await Promise.all(
      items.map(async (item) => (await shop.ask(`placement=product&item_id=${item}`)).body.items),
    )
  const before = await lists()
  const now = Date.now()
  // A usual week, then the flood of one day.
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
