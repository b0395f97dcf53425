import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { EventInput } from '../../schema/outcomes/events.ts'
import { DAY } from '../../vocabulary/time.ts'
import { forgetEvents } from '../../worker/store/outcomes/events.ts'
import { aShop, drawnBaskets, itemsFile, ordersFile, type TestShop } from '../a-shop.ts'
import { ANN, aBeacon, anEvent, BEA, count, report } from './a-beacon.ts'
import { aToken, newTokenKey } from './a-token.ts'

const SOLD = ['tea', 'mug', 'pot', 'milk', 'cake', 'cup']
const TITLES: Record<string, string> = {
  ...{ tea: 'Green leaves', mug: 'Stone beaker', pot: 'Cast iron kettle', milk: 'Oat drink' },
  ...{ cake: 'Lemon slice', cup: 'Porcelain bowl', new: 'Bamboo whisk' },
}
const line = (id: string) => `${id},${TITLES[id]},/i/${id},/i/${id}.png,9.90,`

/** Returns a shop with a mined model, in which nobody has bought the item `new`. */
async function aShopWithANewItem(settings: object = {}): Promise<TestShop> {
  const shop = await aShop(settings)
  await shop.give('items', itemsFile([...SOLD, 'new'].map(line)))
  await shop.give('orders', ordersFile(drawnBaskets(200, SOLD, 5)))
  return shop
}

const view = (item_id: string, more: Partial<EventInput> = {}): EventInput => {
  const { event_id, name, at } = anEvent('view_item')
  return { event_id, name, at, items: [{ item_id }], ...more }
}

/** The views of each visitor. */
const viewsOf = async (shop: TestShop) =>
  (await shop.table('journeys')).map(({ views }) => JSON.parse(String(views)))

/** Visitors who open these pages, each from an address of their own, on four days. */
async function visit(shop: TestShop, visitors: number, items: readonly string[], who = 'a-visitor-of-pages') {
  for (let n = 0; n < visitors; n += 1) {
    const events = items.map((item_id) => view(item_id))
    await report(shop, aBeacon(events, `${who}-${n}`), { 'CF-Connecting-IP': `10.${n}.${who.length}.1` })
  }
  await count(shop)
  await spreadOverDays(shop)
}

/** Moves the views of the last days to one of four days, by the visitor. */
const spreadOverDays = async ({ shop_id }: TestShop) =>
  await env.DB.prepare(
    `update journeys set views = json_set(views, '$[0].day', ?2 - unicode(visitor) % 4) where shop_id = ?1 and views <> '[]'`,
  )
    .bind(shop_id, Math.floor(Date.now() / DAY))
    .run()

async function mine(shop: TestShop): Promise<string> {
  await shop.call('/v1/models', 'POST')
  await shop.settle()
  return (await shop.model()).hash
}

const related = async (shop: TestShop, item_id: string) =>
  (await shop.ask(`placement=product&item_id=${item_id}&intent=related&limit=6`)).body.items

describe('a view', () => {
  it('is the page of an item that a visitor with consent opened, once a day, by our clock', async () => {
    const shop = await aShop()
    const list = anEvent('view_item_list', { seed_item_id: 'pot' })
    const yesterday = view('mug', { at: Date.now() - DAY })
    await report(shop, aBeacon([view('tea'), list, view('tea'), yesterday], ANN))
    await report(shop, aBeacon([view('cup')]))
    await report(shop, aBeacon([view('cup')], BEA), { 'Sec-GPC': '1' })
    await count(shop)
    const day = Math.floor(Date.now() / DAY)
    expect(await viewsOf(shop)).toEqual([[{ day, network: '', item_ids: ['tea', 'pot', 'mug'] }]])
  })

  it('is none when our own card led to the page', async () => {
    const shop = await aShop()
    const press = anEvent('select_item', { seed_item_id: 'tea', items: [{ item_id: 'mug' }] })
    await report(shop, aBeacon([view('tea'), press, view('mug')], ANN))
    await count(shop)
    expect(await viewsOf(shop)).toMatchObject([[{ item_ids: ['tea'] }]])
  })

  it('is one of twenty in a day: who opens more is no shopper', async () => {
    const shop = await aShop()
    await report(
      shop,
      aBeacon(
        Array.from({ length: 40 }, (_, n) => view(`page-${n}`)),
        ANN,
      ),
    )
    await count(shop)
    expect((await viewsOf(shop))[0][0].item_ids).toHaveLength(20)
  })

  it('is not kept where the shop does not learn from views, and what was kept is not used', async () => {
    const shop = await aShopWithANewItem()
    const before = await mine(shop)
    await visit(shop, 24, ['new', 'tea'])
    await shop.call('/v1/settings', 'PATCH', { panel_rules: { views: 'ignore' } })
    await report(shop, aBeacon([view('tea')], ANN))
    await count(shop)
    expect((await viewsOf(shop)).filter((views) => views.length === 0)).toHaveLength(1)
    expect(await mine(shop)).toBe(before)
  })
})

describe('a new item', () => {
  it('has similar items by what its visitors opened, and says so; shoppers see no count', async () => {
    const shop = await aShopWithANewItem({ locale: 'en' })
    expect(await related(shop, 'new')).toEqual([])
    await visit(shop, 24, ['new', 'tea'])
    await mine(shop)
    const [tails] = (await shop.table('lists')).filter(({ key }) => key === 'new')
    expect(JSON.parse(String(tails?.tails)).related).toEqual([
      { item_id: 'tea', score: 1, owners: 0, switches: 0, viewers: 20 },
    ])
    const [item] = await related(shop, 'new')
    expect(item).toMatchObject({
      ...{ item_id: 'tea', source: 'viewed', reason: 'Often viewed together' },
      why: 'Many visitors who looked at “Bamboo whisk” also looked at this. No data about you was used.',
    })
    expect(JSON.stringify(item)).not.toContain('viewers')
    const asked = await shop.call('/v1/recommendations?placement=product&item_id=new&intent=related')
    expect(asked.body.items[0].switching).toMatchObject({ viewers: 20 })
    const { body } = await shop.call('/v1/export/lists')
    expect(body).toMatch(/item,new,.*,related,1,tea/)
  })

  it('has more of them by visitors who bought one of the others, and proved it', async () => {
    const shop = await aShopWithANewItem()
    const orders: object[] = []
    for (let n = 0; n < 50; n += 1) {
      const [seen, bought] = n % 2 === 0 ? ['tea', 'tea'] : ['mug', 'mug']
      const purchase = anEvent('purchase', { transaction_id: `sold-${n}`, items: [{ item_id: bought }] })
      const { placement: _, seed_item_id: __, ...plain } = purchase
      await report(shop, aBeacon([view('new'), view(seen), plain], `a-buyer-of-the-shop-${n}`), {
        'CF-Connecting-IP': `10.${n}.2.1`,
      })
      const ordered_at = new Date().toISOString()
      orders.push({ order_id: `sold-${n}`, ordered_at, lines: [{ item_id: bought }] })
    }
    await count(shop)
    await shop.call('/v1/orders', 'POST', { orders })
    await spreadOverDays(shop)
    // Purchases go with the views of their day, or of the day before.
    await mine(shop)
    expect((await related(shop, 'new')).map(({ item_id }: { item_id: string }) => item_id).sort()).toEqual([
      'mug',
      'tea',
    ])
  })
})

it('the same views give the same model, in which nothing but similar items differs from one without views', async () => {
  const shop = await aShopWithANewItem()
  /** Everything of the lists but their similar items; a row that has nothing else is left out. */
  const lists = async () =>
    (await shop.table('lists')).flatMap(({ slot: _, companions, tails, ...row }) => {
      const { related: __, ...others } = JSON.parse(String(tails))
      const isEmpty = companions === '[]' && Object.keys(others).every((name) => name === 'family')
      return isEmpty ? [] : [JSON.stringify({ ...row, companions, others })]
    })
  const before = await mine(shop)
  const without = await lists()
  await visit(shop, 24, ['new', 'tea', 'mug'])
  const hash = await mine(shop)
  expect(hash).not.toBe(before)
  expect(await mine(shop)).toBe(hash)
  expect(new Set(await lists())).toEqual(new Set(without))
})

it('forged views move no companion, and at most one place of each list of similar items', async () => {
  const shop = await aShop()
  const ids = Array.from({ length: 40 }, (_, n) => `item-${n}`)
  const shelf = (n: number) => `Shelf ${n % 4}`
  await shop.give(
    'items',
    itemsFile(ids.map((id, n) => `${id},Thing ${n},/i/${id},/i/${id}.png,9.90,${shelf(n)}`)),
  )
  await shop.give('orders', ordersFile(drawnBaskets(300, ids)))
  const panels = async (intent: string) =>
    await Promise.all(
      ids.map(async (id): Promise<string[]> => {
        const { body } = await shop.ask(`placement=product&item_id=${id}&intent=${intent}&limit=12`)
        return body.items.map(({ item_id }: { item_id: string }) => item_id)
      }),
    )
  const cart = async () => (await shop.ask('placement=cart&cart_item_ids=item-0,item-1&limit=12')).body.items
  const all = async () => [
    await panels('complementary'),
    await panels('upgrade'),
    await panels('downgrade'),
    await cart(),
  ]
  const [others, before] = [await all(), await panels('related')]
  // Made-up visitors, each from an address of its own, who open twenty pages that have little in common.
  await visit(shop, 45, ids.slice(0, 20))
  await mine(shop)
  expect(await all()).toEqual(others)
  const entered = (await panels('related')).map(
    (list, at) => list.filter((item_id) => !before[at]?.includes(item_id)).length,
  )
  expect(Math.max(...entered)).toBe(1)
  expect(entered.filter((places) => places === 1).length).toBeGreaterThan(10)
})

describe('views are forgotten', () => {
  it('with the person who asks for it', async () => {
    const shop = await aShop()
    const { token_key } = await newTokenKey(shop)
    const customer_token = await aToken(token_key, { sub: 'ann' })
    await report(shop, { ...aBeacon([view('tea')], ANN), customer_token })
    await report(shop, aBeacon([view('mug')], BEA))
    await count(shop)
    await shop.call('/v1/privacy-requests', 'POST', { kind: 'redact', customer_id: 'ann' })
    await shop.settle()
    expect(await viewsOf(shop)).toMatchObject([[{ item_ids: ['mug'] }]])
  })

  it('after 30 days, also those of buyers, whose clicks stay', async () => {
    const shop = await aShop()
    const click = anEvent('select_item', { items: [{ item_id: 'mug' }] })
    const bought = anEvent('purchase', { transaction_id: '1', items: [{ item_id: 'mug' }] })
    await report(shop, aBeacon([view('tea'), click, bought], ANN))
    await count(shop)
    await forgetEvents(shop.store, Date.now() + 31 * DAY)
    const [journey] = await shop.table('journeys')
    expect([journey?.views, JSON.parse(String(journey?.touches)).length]).toEqual(['[]', 1])
  })

  it('when a visitor comes back after 30 days', async () => {
    const shop = await aShop()
    await report(shop, aBeacon([view('tea')], ANN))
    await count(shop)
    await env.DB.prepare(
      `update journeys set views = json_set(views, '$[0].day', (views ->> '$[0].day') - 30) where shop_id = ?1`,
    )
      .bind(shop.shop_id)
      .run()
    await report(shop, aBeacon([view('mug')], ANN))
    await count(shop)
    expect(await viewsOf(shop)).toMatchObject([[{ item_ids: ['mug'] }]])
  })
})
