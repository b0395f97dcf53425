import { expect, it } from 'vitest'
import { aShop, ordersFile, plainItems, send, type TestShop, times } from '../a-shop.ts'
import { SYSTEMS } from '../demo/systems.ts'
import { aBeacon, anEvent, count, report } from '../outcomes/a-beacon.ts'

const recognise = (shop: TestShop, body: BodyInit) =>
  send('/v1/imports/recognise', { method: 'POST', body, headers: { Authorization: `Bearer ${shop.sk}` } })

it.each(SYSTEMS.map(({ name, file }) => [name, file] as const))(
  'the export of %s is recognised by its first lines, and nothing of it is stored',
  async (_name, file) => {
    const shop = await aShop()
    const before = await shop.rows()
    const { status, body } = await recognise(shop, file)
    expect([status, body.kind]).toEqual([200, 'items'])
    expect(body.format.length).toBeGreaterThan(3)
    expect(
      body.columns.filter(({ read_as }: { read_as: unknown }) => read_as !== null).length,
    ).toBeGreaterThan(3)
    expect(await shop.rows()).toEqual(before)
  },
)

it('orders are told from items, and a cut-off row spoils nothing', async () => {
  const shop = await aShop()
  const file = `${ordersFile(times(40, 'tea mug'))}\no99999,2026-01-0`
  const { body } = await recognise(shop, file)
  expect([body.kind, body.columns[2]]).toEqual([
    'orders',
    { name: 'item_id', read_as: 'item_id', samples: ['tea', 'mug'] },
  ])
})

it('an unknown file shows its columns and what a mapping needs; with the mapping it is known', async () => {
  const shop = await aShop()
  const file = 'Tilaus,Koodi\n1,tea\n1,mug\n2,tea\n'
  const { body } = await recognise(shop, file)
  expect([body.kind, body.mapped]).toEqual([null, false])
  expect(body.columns).toEqual([
    { name: 'Tilaus', read_as: null, samples: ['1', '2'] },
    { name: 'Koodi', read_as: null, samples: ['tea', 'mug'] },
  ])
  const fields = body.fields.find(({ kind }: { kind: string }) => kind === 'orders')
  expect(fields.required.flat()).toContain('order_id')
  const mapping = {
    kind: 'orders',
    header: ['Tilaus', 'Koodi'],
    columns: { order_id: 'Tilaus', item_id: 'Koodi' },
  }
  await shop.call('/v1/mappings', 'PUT', mapping)
  expect((await recognise(shop, file)).body).toMatchObject({ kind: 'orders', mapped: true })
})

it('the currency of a shop changes as long as nothing was uploaded', async () => {
  const shop = await aShop()
  const change = () => shop.call('/v1/shop', 'PATCH', { currency: 'GBP' })
  expect((await change()).body.currency).toBe('GBP')
  await shop.give('items', plainItems(['tea']))
  expect((await change()).status).toBe(200)
  const refused = await shop.call('/v1/shop', 'PATCH', { currency: 'USD' })
  expect(refused.body.code).toBe('shop_in_use')
  expect((await shop.call('/v1/shop')).body.currency).toBe('GBP')
})

it('the most bought items come first, and none that is not published', async () => {
  const shop = await aShop()
  await shop.give('items', `${plainItems(['mug', 'pot', 'tea'])}\n`)
  await shop.give(
    'orders',
    ordersFile([...times(9, 'tea mug'), ...times(3, 'tea pot'), ...times(2, 'pot mug')]),
  )
  const { body } = await shop.call('/v1/readiness?sort=orders&limit=2')
  expect(
    body.items.map(({ item_id, orders }: { item_id: string; orders: number }) => [item_id, orders]),
  ).toEqual([
    ['tea', 12],
    ['mug', 11],
  ])
  await shop.call('/v1/items/tea', 'PATCH', { published: false })
  await shop.settle()
  const after = (await shop.call('/v1/readiness?sort=orders&limit=2')).body.items
  expect(after.map(({ item_id }: { item_id: string }) => item_id)).toEqual(['mug', 'pot'])
})

it('the status says when the last event arrived, also after it was counted', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug']))
  const last = async () => (await shop.call('/v1/status')).body.pages.last_event_at
  expect(await last()).toBeNull()
  const begun = Date.now()
  await report(shop, aBeacon([anEvent('view_item')], 'a-browser-of-the-tests'))
  expect(await last()).toBeGreaterThanOrEqual(begun)
  await count(shop)
  expect(await shop.table('beacons')).toEqual([])
  expect(await last()).toBeGreaterThanOrEqual(begun)
})
