import { expect, it } from 'vitest'
import { aShop, itemsFile, ordersFile, plainItems, times } from '../a-shop.ts'

it('each item states which source its answers use, and how many orders are still needed', async () => {
  const shop = await aShop()
  const row = (id: string, name: string, shelf: string) => `${id},${name},/${id},/${id}.png,9.90,${shelf}`
  await shop.give(
    'items',
    itemsFile([
      row('tea', 'Green leaves', 'Drinks'),
      row('mug', 'Stone vessel', 'Table'),
      row('pot', 'Iron boiler', 'Table'),
      row('new', 'Quite another thing', 'Drinks'),
      row('odd', 'Nothing like it', 'Attic'),
    ]),
  )
  await shop.give('orders', ordersFile([...times(20, 'tea mug pot'), ...times(14, 'tea mug')]))
  const { items } = (await shop.call('/v1/readiness')).body
  const found = Object.fromEntries(items.map((one: { item_id: string }) => [one.item_id, one]))
  expect(found.tea).toMatchObject({ readiness: 'mined', orders: 34, companions: 2, orders_needed: 0 })
  expect(found.pot).toMatchObject({ readiness: 'mined', orders: 20, orders_needed: 10 })
  expect(found.new).toMatchObject({ orders: 0, orders_needed: 30 })
  expect(['pooled', 'similar', 'fallback']).toContain(found.new.readiness)
  expect(found.odd).toMatchObject({ readiness: 'fallback', companions: 0 })
})

it('readiness is listed page by page', async () => {
  const shop = await aShop()
  await shop.give('items', itemsFile(['a', 'b', 'c'].map((id) => `${id},The ${id},/${id},/${id}.png,1,`)))
  const first = (await shop.call('/v1/readiness?limit=2')).body
  const second = (await shop.call(`/v1/readiness?limit=2&after=${first.next}`)).body
  expect([...first.items, ...second.items].map(({ item_id }: { item_id: string }) => item_id)).toEqual([
    'a',
    'b',
    'c',
  ])
  expect(second.next).toBeNull()
})

it('the most bought items come first, then those in no order, and none that is not published', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug', 'pot', 'lamp', 'gone']))
  await shop.give(
    'orders',
    ordersFile([...times(5, 'mug tea'), ...times(3, 'mug pot'), ...times(9, 'gone tea')]),
  )
  await shop.call('/v1/items/gone', 'DELETE')
  const best = async (limit: number) =>
    (await shop.call(`/v1/readiness?sort=orders&limit=${limit}`)).body.items.map(
      ({ item_id, orders }: { item_id: string; orders: number }) => [item_id, orders],
    )
  const all = await best(10)
  expect(all.map(([item_id]: [string]) => item_id)).not.toContain('gone')
  expect(all).toHaveLength(4)
  const orders = all.map(([, count]: [string, number]) => count)
  expect(orders).toEqual(orders.toSorted((a: number, b: number) => b - a))
  expect(all.at(-1)).toEqual(['lamp', 0])
  expect(await best(2)).toEqual(all.slice(0, 2))
})
