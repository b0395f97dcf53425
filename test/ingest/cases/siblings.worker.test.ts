import { expect, it } from 'vitest'
import { aShop, send, type TestShop } from '../../a-shop.ts'

const HEAD = 'ID,Type,SKU,Name,Published,Visibility in catalog,In stock?,Regular price'
const idsOf = ({ items }: { items: { item_id: string }[] }) => items.map(({ item_id }) => item_id)
const related = (shop: TestShop, item_id: string, related_item_id: string) =>
  shop.call('/v1/relations', 'PUT', {
    relations: [{ item_id, related_item_id, relationship_type: 'accessory', position: 1 }],
  })

it.each([
  [
    'German, in a file of WooCommerce',
    'de',
    ['Versandversicherung', 'Paketschutz'],
    ['Schutzhülle für Tablets', 'Sonnenschutz LSF 30'],
  ],
  ['Spanish', 'es', ['Seguro de envío', 'Gastos de envío'], ['Protector de pantalla', 'Bolsa de té verde']],
])('protection and postage in %s are no goods, what protects is', async (_, locale, none, goods) => {
  const shop = await aShop({ locale })
  const rows = [...none, ...goods].map(
    (name, at) => `${at},simple,S${at},${name},1,visible,1,${at < 2 ? 2 : 19}`,
  )
  await shop.give('items', [HEAD, ...rows].join('\n'))
  const found = new Set(idsOf((await shop.call('/v1/exclusions?status=found')).body))
  expect([
    none.map((_name, at) => found.has(String(at))),
    goods.map((_name, at) => found.has(String(at + 2))),
  ]).toEqual([
    [true, true],
    [false, false],
  ])
})

it.each([
  ['in a cart', '/recommendations?placement=cart&cart_item_ids=MUG&group=b2b'],
  ['in HTML', '/panel.html?placement=product&item_id=MUG&group=b2b'],
])('a group price is not to be had on the public door: %s', async (_, path) => {
  const shop = await aShop()
  const item = (item_id: string, price: number) => ({
    ...{ item_id, title: item_id, url: `/${item_id}`, image_url: `/${item_id}.jpg` },
    // No id or number of an answer has these digits by chance.
    group_prices: { b2b: { amount: 765_431, currency: 'EUR' } },
    variants: [{ variant_id: item_id, price, availability: 'in_stock' }],
  })
  await shop.call('/v1/items', 'PUT', { items: [item('MUG', 900), item('TEA', 690)] })
  await related(shop, 'MUG', 'TEA')
  expect((await send(`/p/${shop.pk}${path}`)).status).toBe(400)
  const open = await send(`/p/${shop.pk}${path.replace('&group=b2b', '')}`)
  expect([
    open.status,
    JSON.stringify(open.body).includes('7,654.31'),
    JSON.stringify(open.body).includes('765431'),
  ]).toEqual([200, false, false])
  const { body } = await shop.call('/v1/recommendations?placement=product&item_id=MUG&group=b2b')
  expect(JSON.stringify(body)).toContain('765431')
})

it.each([
  ['the SKU of a variation', 'BLUE-S'],
  ['a GTIN', '4006381333931'],
  ['the number of the shop system', '7700123'],
])('a page that names its product by %s is the page of that product', async (_, name) => {
  const shop = await aShop()
  const card = (item_id: string) => ({ title: item_id, url: `/${item_id}`, image_url: `/${item_id}.jpg` })
  const shirt = {
    ...{ item_id: 'shirt', ...card('shirt'), platform_id: '7700123' },
    variants: [
      { variant_id: 'v1', sku: 'BLUE-S', gtin: '4006381333931', price: 900, availability: 'in_stock' },
      { variant_id: 'v2', sku: 'BLUE-M', price: 900, availability: 'in_stock' },
    ],
  }
  const others = ['tie', 'belt'].map((item_id) => ({
    ...{ item_id, ...card(item_id) },
    variants: [{ variant_id: item_id, price: 500, availability: 'in_stock' }],
  }))
  expect((await shop.call('/v1/items', 'PUT', { items: [shirt, ...others] })).status).toBe(200)
  await related(shop, 'shirt', 'tie')
  const ids = idsOf((await shop.ask(`placement=product&item_id=${name}`)).body)
  expect([ids.includes('tie'), ids.includes('shirt')]).toEqual([true, false])
})
