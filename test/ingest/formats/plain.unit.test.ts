import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { item } from '../../../schema/catalogue/items.ts'
import type { RelationshipType } from '../../../vocabulary/relations.ts'
import { readAttributes } from '../../../worker/ingest/import/formats/plain-values.ts'
import { wholeItem, wholeOrder } from '../../../worker/ingest/import/fragments.ts'
import { BERLIN, itemsOf, ordersOf, readFile } from '../import/a-file.ts'

async function items(...rows: string[]) {
  const { rows: read } = await readFile('items', `${rows.join('\n')}\n`)
  return [...itemsOf(read)].map(([key, fragments]) => v.parse(item, wholeItem(key, fragments)))
}
const orders = async (...rows: string[]) => (await readFile('orders', `${rows.join('\n')}\n`)).rows

it('an item needs an id and a title, and is published by default', async () => {
  expect(await items('id,title', 'A,Tea')).toEqual([
    {
      item_id: 'A',
      title: 'Tea',
      aliases: [],
      action: 'add',
      translations: {},
      collections: [],
      tags: [],
      attributes: {},
      published: true,
      gift_card: false,
      market_prices: {},
      group_prices: {},
      variants: [{ variant_id: 'A', availability: 'in_stock' }],
    },
  ])
})

it('rows of one group are variants of one item', async () => {
  const found = await items(
    'id,item_group_id,title,option,price',
    'A1,A,Tea,100 g,5',
    'B,,Mug,,9',
    'A2,A,Tea,1 kg,40',
  )
  expect(
    found.map(({ item_id, variants }) => [item_id, variants.map(({ variant_id }) => variant_id)]),
  ).toEqual([
    ['A', ['A1', 'A2']],
    ['B', ['B']],
  ])
})

it('reads all columns of a row', async () => {
  const header =
    'id;title;link;image_link;price;currency;sale_price;cost_of_goods_sold;availability;stock;product_type;' +
    'brand;tags;attributes;replenish_days;disclosure;age_limit;published;gift_card;prior_price_30d;sku'
  const row =
    'A;Gin;/gin;/gin.jpg;29,90;EUR;24,90;11;in stock;7;Bar > Gin;Acme;new, sale;size=0.7 l;90;Contains alcohol;18;yes;no;27,90;G-1'
  const [gin] = await items(header, row)
  expect(gin).toMatchObject({
    url: '/gin',
    image_url: '/gin.jpg',
    category: 'Bar > Gin',
    brand: 'Acme',
    tags: ['new', 'sale'],
    attributes: { size: '0.7 l' },
    replenish_days: 90,
    disclosure: 'Contains alcohol',
    age_limit: 18,
    published: true,
    gift_card: false,
    prior_price_30d: 2_790,
    variants: [
      { variant_id: 'A', sku: 'G-1', price: 2_490, cost: 1_100, stock: 7, availability: 'in_stock' },
    ],
  })
})

it.each([
  ['in stock,0', 'in_stock'],
  ['in_stock,', 'in_stock'],
  ['Out of Stock,5', 'out_of_stock'],
  ['backorder,0', 'backorder'],
  ['preorder,', 'preorder'],
  [',0', 'out_of_stock'],
  [',5', 'in_stock'],
  [',', 'in_stock'],
])('availability and stock of %s give %s', async (cells, availability) => {
  const [tea] = await items('id,title,availability,stock', `A,Tea,${cells}`)
  expect(tea?.variants[0]?.availability).toBe(availability)
})

it.each([
  ['no_title', 'title', 'id,title', 'A,'],
  ['empty_id', 'id', 'id,title', ',Tea'],
  ['other_currency', 'Currency', 'id,title,price,Currency', 'A,Tea,5,USD'],
  ['other_currency', 'price', 'id,title,price', 'A,Tea,5 USD'],
  ['bad_availability', 'availability', 'id,title,availability', 'A,Tea,perhaps'],
])('refuses an item for %s in column %s', async (code, column, header, row) => {
  const { rows } = await readFile('items', `${header}\n${row}\nB,Mug\n`)
  expect([rows[0]?.problem?.code, rows[0]?.problem?.column]).toEqual([code, column])
  expect(rows[1]?.problem).toBeUndefined()
})

it('attributes are pairs; other text is left out', () => {
  expect(readAttributes('size = 5 ; =x;colour=a=b;;loose; __proto__=p')).toEqual(
    Object.fromEntries([
      ['size', '5'],
      ['colour', 'a=b'],
      ['__proto__', 'p'],
    ]),
  )
})

it('an order needs an id and items', async () => {
  const [[key = '', fragments = []] = []] = ordersOf(await orders('order_id,item_id', '1,A', '1,B', '1,A'))
  const nothing = { ordered_at: null, customer: null, status: 'paid', currency: 'EUR' }
  expect(wholeOrder(key, fragments, 'EUR')).toEqual({
    order_id: '1',
    ...nothing,
    lines: [
      ['i:A', 2, null],
      ['i:B', 1, null],
    ],
  })
})

it('an item is identified by its id, or else by its SKU', async () => {
  const rows = await orders('order_id,item_id,sku', '1,A,S-1', '1,,S-2', '1,,')
  expect(rows.map(({ named, problem }) => named ?? problem?.code)).toEqual([['i:A'], ['s:S-2'], 'empty_id'])
})

it('a customer is identified by id, or else by e-mail, or else not at all', async () => {
  const rows = await orders(
    'order_id,item_id,customer_id,email',
    '1,A,7,ann@example.org',
    '2,A,,ann@example.org',
    '3,A,,',
  )
  const keys = [...ordersOf(rows).values()].map(([one]) => one?.customer)
  expect(keys).toEqual([BERLIN.people.byId('7'), BERLIN.people.byEmail('ann@example.org'), undefined])
})

it.each([
  ['Completed', 'paid'],
  ['on-hold', 'pending'],
  ['canceled', 'cancelled'],
  ['refunded', 'refunded'],
  ['', undefined],
])('the status %j is %s', async (written, status) => {
  const [[fragment] = []] = ordersOf(await orders('order_id,item_id,status', `1,A,${written}`)).values()
  expect(fragment?.status).toBe(status)
})

it('returns count as not bought', async () => {
  const rows = await orders('order_id,item_id,quantity', '1,A,-1', '2,A,0', '3,A,')
  expect(rows.map(({ dropped }) => dropped)).toEqual([
    'quantity_not_positive',
    'quantity_not_positive',
    undefined,
  ])
})

it.each([
  ['cross-sell', 'often_bought_with'],
  ['Upsell', 'up_sell'],
  ['required part', 'required_part'],
])('the relation %s is %s', async (written, type) => {
  const { rows } = await readFile('relations', `item_id,related_item_id,relationship_type\nA,B,${written}\n`)
  expect(rows[0]?.fragments?.[0]).toMatchObject({
    key: 'A',
    relation: { item_id: 'A', related_item_id: 'B', relationship_type: type, position: 1 },
  })
})

it.each([
  ['self_relation', 'A,A,accessory,1'],
  ['bad_type', 'A,B,friend,1'],
  ['bad_number', 'A,B,accessory,0'],
  ['bad_number', 'A,B,accessory,10001'],
])('refuses a relation for %s', async (code, row) => {
  const { rows } = await readFile('relations', `item_id,related_item_id,relationship_type,position\n${row}\n`)
  expect(rows[0]?.problem?.code).toBe(code)
})

describe('relations without a type', () => {
  const read = async (file: string, relationship_type?: RelationshipType) =>
    (await readFile('relations', file, { ...BERLIN, ...(relationship_type && { relationship_type }) }))
      .rows[0]

  it('get the type of the upload', async () => {
    const row = await read('sku,linked_sku\nA,"B\nC\n"\n', 'accessory')
    expect(row?.fragments).toMatchObject([
      { key: 'A', relation: { related_item_id: 'B', relationship_type: 'accessory', position: 1 } },
      { key: 'A', relation: { related_item_id: 'C', relationship_type: 'accessory', position: 2 } },
    ])
  })

  it('get the type of the upload only in rows without one', async () => {
    const row = await read('item_id,related_item_id,relationship_type\nA,B,up_sell\n', 'accessory')
    expect(row?.fragments).toMatchObject([{ relation: { relationship_type: 'up_sell' } }])
  })

  it.each(['sku,linked_sku\nA,B\n', 'item_id,related_item_id,relationship_type\nA,B,\n'])(
    'are refused when the upload names no type, and the error states what to do: %s',
    async (file) => {
      const { problem } = (await read(file)) ?? {}
      expect([problem?.code, problem?.column]).toEqual(['no_type', 'relationship_type'])
      expect(problem?.message).toMatch(/relationship_type=…/)
    },
  )

  it('never relate an item to itself, wherever it is in the cell', async () => {
    expect((await read('sku,linked_sku\nA,"B\nA"\n', 'accessory'))?.problem?.code).toBe('self_relation')
  })
})

it('a catalogue without ids uses its SKUs as ids', async () => {
  const { rows } = await readFile('items', "sku,name\n'0012,Tea\n,Mug\n")
  expect(rows[0]?.fragments).toMatchObject([{ key: '0012', variant: { variant_id: '0012', sku: '0012' } }])
  expect([rows[1]?.problem?.code, rows[1]?.problem?.column]).toEqual(['empty_id', 'sku'])
})
