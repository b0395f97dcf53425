import { sql } from 'drizzle-orm'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { DAY, dayOf, HOUR } from '../../vocabulary/time.ts'
import { daysOf, startOfDay, yearsLater } from '../../worker/triggers/dates.ts'
import {
  addTrigger,
  aTriggerShop,
  firingsOf,
  later,
  placeOrder,
  runTriggers,
  START,
  toldOf,
} from './a-trigger-shop.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** A signed-in customer's journey, as beacons make it. */
async function view(shop: Awaited<ReturnType<typeof aTriggerShop>>, customer_id: string, item_id: string) {
  const { customer } = (await shop.call('/v1/customers/lookup', 'POST', { customer_id })).body
  const views = JSON.stringify([{ day: dayOf(Date.now()), network: '', item_ids: [item_id] }])
  await shop.store.db.run(sql`
    insert into journeys (shop_id, visitor, customer, first_at, last_at, seen_at, touches, views)
    values (${shop.shop_id}, ${`browser of ${customer_id}`}, ${customer}, ${Date.now()}, ${Date.now()}, '{}', '[]', ${views})
    on conflict do update set views = excluded.views`)
}

const tea = (price: number, availability: string) => ({
  items: [
    {
      ...{ item_id: 'tea', title: 'Green tea', url: '/i/tea', image_url: '/i/tea.png' },
      variants: [{ variant_id: 'tea', price, availability }],
    },
  ],
})

it('a price that fell far enough since the view, and an item that is there again, fire once a view', async () => {
  const shop = await aTriggerShop(['ann'])
  const drop = await addTrigger(shop, { type: 'viewed_item', change: 'price_drop', least_percent: 10 })
  const again = await addTrigger(shop, { type: 'viewed_item', change: 'back_in_stock' })
  const set = async (price: number, availability = 'in_stock') => {
    const put = await shop.call('/v1/items', 'PUT', tea(price, availability))
    expect(put.status).toBe(200)
    later(24)
    await runTriggers(shop)
  }
  await view(shop, 'ann', 'tea')
  await set(1_000)
  await set(950)
  expect(await firingsOf(shop, drop)).toEqual([])
  await set(890)
  await set(800)
  expect(await firingsOf(shop, drop)).toMatchObject([{ item_ids: ['tea'] }])
  await set(800, 'out_of_stock')
  expect(await firingsOf(shop, again)).toEqual([])
  await set(800)
  await set(800)
  expect(await firingsOf(shop, again)).toMatchObject([{ item_ids: ['tea'] }])
  await view(shop, 'ann', 'tea')
  await set(800)
  await set(700)
  expect(await firingsOf(shop, drop)).toHaveLength(2)
})

it('what is bought again is due after its usual days, and no longer once it was bought', async () => {
  const shop = await aTriggerShop(['ann', 'bea'])
  await shop.store.db.run(sql`
    update lists set tails = json_set(tails, '$.repeat', json_object('days', 30)) where shop_id = ${shop.shop_id} and kind = 'item' and key = 'tea'`)
  const trigger = await addTrigger(shop, { type: 'due' })
  const bought = START - 29 * DAY
  for (const who of ['ann', 'bea']) await placeOrder(shop, `of ${who}`, who, 'tea', bought)
  await runTriggers(shop)
  expect(await firingsOf(shop, trigger)).toEqual([])
  later(48)
  await placeOrder(shop, 'again', 'bea', 'tea', Date.now() - HOUR)
  await runTriggers(shop)
  expect(await toldOf(shop, trigger)).toEqual([`due:tea:${bought} 0 decided`])
})

describe('dates', () => {
  it('begin by the clock of the shop, also where it is changed', () => {
    expect(startOfDay('2030-01-10', 'Europe/Berlin')).toBe(Date.UTC(2030, 0, 9, 23))
    expect(startOfDay('2030-07-10', 'Europe/Berlin')).toBe(Date.UTC(2030, 6, 9, 22))
    expect(startOfDay('2030-01-10', 'America/New_York')).toBe(Date.UTC(2030, 0, 10, 5))
    expect(startOfDay('2030-02-30', 'UTC')).toBeUndefined()
  })

  it('of every year are those around now, and 29 February is the day before where there is none', () => {
    const days = (date: unknown) => daysOf(date, 0, 'UTC', START).map(({ day }) => day)
    expect(days('05-01')).toEqual(['2029-05-01', '2030-05-01', '2031-05-01'])
    expect(days('02-29')).toEqual(['2029-02-28', '2030-02-28', '2031-02-28'])
    expect(daysOf('2030-01-10', 9, 'UTC', START)).toEqual([{ day: '2030-01-10', at: Date.UTC(2030, 0, 1) }])
    expect([days('soon'), days(5), days('13-40')]).toEqual([[], [], []])
  })

  it('some years later are the same day', () => {
    expect(yearsLater(Date.UTC(2028, 1, 29, 5), 1)).toBe(Date.UTC(2029, 1, 28, 5))
    expect(yearsLater(Date.UTC(2028, 1, 29, 5), 4)).toBe(Date.UTC(2032, 1, 29, 5))
  })
})
