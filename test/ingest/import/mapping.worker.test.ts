import { expect, it } from 'vitest'
import { aShop } from '../../a-shop.ts'

const FILE = [
  'Tilaus;Milloin;Koodi;Lukumäärä;Tila',
  '1;24.12.2025;tee;2;Valmis',
  '1;24.12.2025;tasse;1;Valmis',
  '2;03/04/2026;tee;1;Peruttu',
].join('\n')
const HEADER = ['Tilaus', 'Milloin', 'Koodi', 'Lukumäärä', 'Tila']
const COLUMNS = {
  order_id: 'Tilaus',
  order_date: 'Milloin',
  item_id: 'Koodi',
  quantity: 'Lukumäärä',
  status: 'Tila',
}
const VALUES = { status: { Valmis: 'paid', Peruttu: 'cancelled' } }
const MAPPING = { kind: 'orders', header: HEADER, columns: COLUMNS, values: VALUES, date_order: 'DMY' }

it('an unrecognised file is read once the merchant has mapped its columns', async () => {
  const shop = await aShop({ time_zone: 'UTC' })
  const refused = await shop.upload('orders', FILE)
  expect([refused.status, refused.body.code, refused.body.columns]).toEqual([400, 'unknown_format', HEADER])
  expect(refused.body.detail).toContain('PUT /v1/mappings')
  const { status, body } = await shop.call('/v1/mappings', 'PUT', MAPPING)
  expect([status, body]).toEqual([200, { mapping_id: expect.stringMatching(/^[0-9a-f]{16}$/), ...MAPPING }])
  const { errors, report } = await shop.give('orders', FILE)
  expect([errors, report]).toMatchObject([0, { format: 'plain orders', found: 2, dropped: { cancelled: 1 } }])
  const orders = await shop.table('orders')
  expect(
    orders.map(({ order_id, ordered_at, status, lines }) => [order_id, ordered_at, status, lines]),
  ).toEqual([
    ['1', Date.UTC(2025, 11, 24), 'paid', '[["i:tasse",1,null],["i:tee",2,null]]'],
    ['2', Date.UTC(2026, 3, 3), 'cancelled', '[["i:tee",1,null]]'],
  ])
})

it('a mapping applies to its columns only, whatever their order, case and spaces, until it is deleted', async () => {
  const [shop, neighbour] = [await aShop(), await aShop()]
  const { mapping_id } = (await shop.call('/v1/mappings', 'PUT', MAPPING)).body
  expect((await shop.call('/v1/mappings')).body.items).toEqual([{ mapping_id, ...MAPPING }])
  expect((await neighbour.upload('orders', FILE)).body.code).toBe('unknown_format')
  const shouted = FILE.replace('Tilaus;Milloin', 'TILAUS; milloin ')
  expect((await shop.upload('orders', shouted)).status).toBe(202)
  const moved = 'Lukumäärä;Koodi;Milloin;Tila;Tilaus\n4;tee;24.12.2025;Valmis;9'
  expect((await shop.give('orders', moved)).report.added).toBe(1)
  expect((await shop.table('orders')).find(({ order_id }) => order_id === '9')?.lines).toBe(
    '[["i:tee",4,null]]',
  )
  expect((await shop.upload('orders', FILE.replace('Lukumäärä', 'Kpl'))).body.code).toBe('unknown_format')
  expect((await shop.call(`/v1/mappings/${mapping_id}`, 'DELETE')).status).toBe(204)
  expect((await shop.call(`/v1/mappings/${mapping_id}`, 'DELETE')).body.code).toBe('unknown_mapping')
  expect((await shop.upload('orders', FILE)).body.code).toBe('unknown_format')
})

it('a column is not read under its own name where the merchant says so, and a column of theirs is named once', async () => {
  const shop = await aShop()
  const header = ['order_id', 'item_id', 'quantity', 'price']
  const file = [header.join(','), 'o1,tea,2,4.50', 'o2,mug,1,8.00'].join('\n')
  const given = { kind: 'orders', header, columns: { item_id: 'item_id' }, ignored: ['Quantity', 'price'] }
  expect((await shop.call('/v1/mappings', 'PUT', given)).status).toBe(200)
  const { report } = await shop.give('orders', file)
  expect(report.columns_unread).toEqual(['quantity', 'price'])
  const orders = await shop.table('orders')
  expect(orders.map(({ lines }) => lines)).toEqual(['[["i:tea",1,null]]', '[["i:mug",1,null]]'])
})

it('a mapping can name the format of another shop system in an unknown language', async () => {
  const shop = await aShop()
  const header = ['Tunnus', 'Laji', 'Koodi', 'Nimi', 'Julkaistu', 'Hinta', 'Vanhempi']
  const columns = {
    id: 'Tunnus',
    type: 'Laji',
    sku: 'Koodi',
    name: 'Nimi',
    published: 'Julkaistu',
    regular_price: 'Hinta',
    parent: 'Vanhempi',
  }
  const given = { kind: 'items', format: 'WooCommerce products', header, columns }
  expect((await shop.call('/v1/mappings', 'PUT', given)).status).toBe(200)
  const file = [header.join(','), '1,variable,s,Paita,1,,', '2,variation,s-1,Paita S,1,"19,90",id:1'].join(
    '\n',
  )
  expect((await shop.give('items', file)).report).toMatchObject({
    format: 'WooCommerce products',
    found: 1,
    variants: 1,
  })
})

it.each([
  ['a form that is none', { ...MAPPING, format: 'papyrus' }, 'format'],
  [
    'a column of ours that is none',
    { ...MAPPING, columns: { ...COLUMNS, colour: 'Lukumäärä' } },
    'columns.colour',
  ],
  [
    'a column of theirs that is none',
    { ...MAPPING, columns: { ...COLUMNS, item_id: 'SKU' } },
    'columns.item_id',
  ],
  ['a needed column that is not said', { ...MAPPING, columns: { order_date: 'Milloin' } }, 'columns'],
  ['words of a column that is none', { ...MAPPING, values: { colour: { rot: 'red' } } }, 'values.colour'],
])('%s is refused with the name of the field', async (_name, given, field) => {
  const shop = await aShop()
  const { status, body } = await shop.call('/v1/mappings', 'PUT', given)
  expect([status, body.code, body.issues[0].field]).toEqual([400, 'invalid_input', field])
  expect(await shop.table('mappings')).toEqual([])
})
