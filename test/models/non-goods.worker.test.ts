import { expect, it } from 'vitest'
import type { RecommendedItem } from '../../schema/serving/recommendations.ts'
import { aShop, itemsFile, ordersFile, plainItems, type TestShop, times } from '../a-shop.ts'

/** Rows `id,title,link,image_link,price`. */
const HEADER = 'id,title,link,image_link,price'
const row = (id: string, title: string, price: string, more = `/i/${id},/i/${id}.png`) =>
  `${id},${title},${more},${price}`
const GOODS = ['tea', 'mug', 'pot', 'cake', 'cup'].map((id) => row(id, `The ${id}`, '19.90'))
const BASKETS = [
  ...times(9, 'tea mug'),
  ...times(9, 'pot cake'),
  ...times(9, 'cup mug'),
  ...times(5, 'tea pot'),
]

async function shopWith(items: string[], baskets: string[]): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', itemsFile([...GOODS, ...items], HEADER))
  await shop.give('orders', ordersFile(baskets))
  return shop
}

const found = async (shop: TestShop) =>
  (await shop.call('/v1/exclusions?status=found')).body.items.map(
    ({ item_id, signals }: { item_id: string; signals: string[] }) => [item_id, ...signals],
  )

async function everywhere(shop: TestShop): Promise<Set<string>> {
  const shown = new Set<string>()
  for (const query of [
    ...['tea', 'mug', 'pot', 'cake', 'cup'].map(
      (id) => `placement=product&item_id=${id}&panels=complementary:24,related:24`,
    ),
    'placement=cart&cart_item_ids=tea,pot&limit=24',
    'placement=home&limit=24',
  ]) {
    const { body } = await shop.ask(query)
    for (const { items, spare } of body.panels ?? [body])
      for (const { item_id } of [...items, ...spare] as RecommendedItem[]) shown.add(item_id)
  }
  return shown
}

it.each<[string, string, string[]]>([
  ['a whole name', row('x', 'POSTAGE', '15.00'), ['name']],
  ['the words of an app', row('x', 'Shipping Protection by Corso', '1.98'), ['name']],
  [
    'a word, and a price that is a fraction of others',
    row('x', 'Paper bag with handles', '0.10'),
    ['word_in_name', 'cheap'],
  ],
  [
    'a word, and no page or picture',
    row('x', 'Adjustment', '20.00', ','),
    ['word_in_name', 'no_page_or_picture'],
  ],
])(
  '%s tells that an item is no goods: it is nowhere, and the merchant sees why',
  async (_name, item, signals) => {
    const with_x = BASKETS.map((basket) => `${basket} x`)
    const shop = await shopWith([item], with_x)
    const in_many = signals.includes('in_many_orders') ? [] : ['in_many_orders']
    expect(await found(shop)).toEqual([['x', ...signals, ...in_many]])
    expect(await everywhere(shop)).not.toContain('x')
    const { next_steps, non_goods } = (await shop.call('/v1/status')).body
    expect([non_goods, next_steps.map(({ code }: { code: string }) => code)]).toEqual([
      1,
      expect.arrayContaining(['non_goods']),
    ])
  },
)

it('a price that differs from order to order tells it, together with a word', async () => {
  const shop = await aShop()
  await shop.give('items', itemsFile([...GOODS, row('x', 'Carriage charge', '19.90')], HEADER))
  const lines = Array.from({ length: 30 }, (_, n) => [
    `o${n},2026-01-02,tea,19.90`,
    `o${n},2026-01-02,${n < 25 ? 'x' : 'mug'},${1 + (n % 7) ** 2}`,
  ]).flat()
  await shop.give('orders', ['order_id,order_date,item_id,price', ...lines].join('\n'))
  expect(await found(shop)).toEqual([['x', 'word_in_name', 'varying_price', 'in_many_orders']])
})

it('goods stay goods: a name with such a word, a thing without a picture, and what everybody buys', async () => {
  const goods = [
    row('bag', 'Leather bag', '199.00'),
    row('tip', 'Tip-top mug', '19.90'),
    row('bare', 'Spare lid', '0.50', ','),
    row('milk', 'Whole milk', '0.90'),
  ]
  const shop = await shopWith(
    goods,
    BASKETS.map((basket) => `${basket} milk`),
  )
  expect(await found(shop)).toEqual([])
})

it('one press allows what is goods, and a later run does not take it back', async () => {
  const shop = await shopWith(
    [row('x', 'Engraving', '19.90')],
    BASKETS.map((basket, at) => (at % 4 ? basket : `${basket} x`)),
  )
  expect(await everywhere(shop)).not.toContain('x')
  const decided = { exclusions: [{ item_id: 'x', status: 'allowed' }] }
  expect((await shop.call('/v1/exclusions', 'PUT', decided)).status).toBe(200)
  await shop.give('orders', ordersFile([...BASKETS, ...times(9, 'tea x')]))
  expect(await everywhere(shop)).toContain('x')
  expect((await shop.call('/v1/exclusions')).body.items).toMatchObject([
    { item_id: 'x', title: 'Engraving', status: 'allowed' },
  ])
})

it('what the merchant excludes is gone at once, with every source, and returns when the decision is removed', async () => {
  const shop = await shopWith([], BASKETS)
  await shop.call('/v1/relations', 'PUT', {
    relations: [{ item_id: 'tea', related_item_id: 'mug', relationship_type: 'required_part' }],
  })
  expect(await everywhere(shop)).toContain('mug')
  await shop.call('/v1/exclusions', 'PUT', { exclusions: [{ item_id: 'mug', status: 'excluded' }] })
  expect(await everywhere(shop)).not.toContain('mug')
  const { trace } = (await shop.call('/v1/recommendations?placement=product&item_id=tea&trace=1')).body
  const outcomes = trace.flatMap((one: { item_id: string; outcome: string }) =>
    one.item_id === 'mug' ? one.outcome : [],
  )
  expect(new Set(outcomes)).toEqual(new Set(['excluded']))
  expect((await shop.call('/v1/exclusions?item_id=mug', 'DELETE')).status).toBe(204)
  expect(await everywhere(shop)).toContain('mug')
  expect((await shop.call('/v1/exclusions?item_id=mug', 'DELETE')).body.code).toBe('unknown_item')
})

it('a thing in most orders is not first on every page: only what it adds to its base rate counts', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug', 'pot', 'cake', 'box']))
  const pairs = [...times(60, 'tea mug'), ...times(60, 'pot cake')]
  await shop.give('orders', ordersFile(pairs.map((basket, at) => (at % 3 ? `${basket} box` : basket))))
  const first = async (id: string) =>
    (await shop.ask(`placement=product&item_id=${id}`)).body.items[0].item_id
  expect([await first('tea'), await first('mug'), await first('pot')]).toEqual(['mug', 'tea', 'cake'])
})
