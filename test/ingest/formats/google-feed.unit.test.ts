import { describe, expect, it } from 'vitest'
import { BERLIN, itemsIn, linksIn, readFile } from '../import/a-file.ts'
import { fileOf } from './a-row.ts'
import { HEADERS } from './headers.ts'

const SHIRT = {
  id: 'S-R',
  title: 'Shirt red L',
  description: 'Soft.',
  link: 'https://shop.example/shirt?v=r',
  image_link: 'https://shop.example/r.jpg',
  availability: 'in stock',
  price: '49.99 EUR',
  brand: 'Acme',
  item_group_id: 'shirt',
  product_type: 'Apparel>Shirts  > Long',
  cost_of_goods_sold: '20.00 EUR',
  color: 'red',
  size: 'L',
  gender: 'unisex',
}
const file = (...records: Record<string, string>[]) => fileOf(HEADERS.googleFeed, ...records)
const one = async (changed: Record<string, string>) => (await itemsIn(file({ ...SHIRT, ...changed })))[0]
const problemOf = async (changed: Record<string, string>) =>
  (await readFile('items', file({ ...SHIRT, ...changed }))).rows[0]?.problem

it('rows of one group are one item whose variants differ by colour, size, material and pattern', async () => {
  const blue = { ...SHIRT, id: 'S-B', title: 'Shirt blue', color: 'blue', availability: 'preorder' }
  expect(await itemsIn(file(SHIRT, blue))).toMatchObject([
    {
      item_id: 'shirt',
      title: 'Shirt red L',
      url: 'https://shop.example/shirt?v=r',
      category: 'Apparel > Shirts > Long',
      brand: 'Acme',
      attributes: { gender: 'unisex' },
      variants: [
        { variant_id: 'S-R', title: 'red / L', price: 4_999, cost: 2_000, availability: 'in_stock' },
        { variant_id: 'S-B', title: 'blue / L', availability: 'preorder' },
      ],
    },
  ])
})

it('a product without a group is one variant, described by its colour', async () => {
  const item = await one({ item_group_id: '' })
  expect(item).toMatchObject({ item_id: 'S-R', attributes: { color: 'red', size: 'L', gender: 'unisex' } })
  expect(item?.variants[0]?.title).toBeUndefined()
})

it('tabs are delimiters, too', async () => {
  const text = file(SHIRT)
    .replaceAll('","', '"\t"')
    .replace(HEADERS.googleFeed, HEADERS.googleFeed.replaceAll(',', '\t'))
  expect((await readFile('items', text)).format).toBe('Google Merchant feed')
  expect(await itemsIn(text)).toHaveLength(1)
})

it.each(['in_stock', 'in stock', 'In Stock', 'out of stock', 'out_of_stock', 'preorder', 'backorder'])(
  'reads the availability %s',
  async (availability) => {
    expect((await one({ availability }))?.variants[0]?.availability).toBe(
      availability.toLowerCase().replaceAll(' ', '_'),
    )
  },
)

// Today is 22 November 2026.
it.each([
  ['', 3_999],
  ['2026-11-01T00:00+0100/2026-12-01T00:00+0100', 3_999],
  ['2026-12-01T00:00+0100/2026-12-24T00:00+0100', 4_999],
  ['2026-10-01T00:00Z/2026-11-01T00:00Z', 4_999],
])('a sale of %j makes the price %d', async (sale_price_effective_date, price) => {
  const item = await one({ sale_price: '39.99 EUR', sale_price_effective_date })
  expect(item?.variants[0]?.price).toBe(price)
})

it('a price in another currency is refused', async () => {
  expect((await problemOf({ price: '49.99 USD' }))?.code).toBe('other_currency')
})

it('a sale with unreadable dates is refused with the name of the column as in the file', async () => {
  const problem = await problemOf({ sale_price: '1 EUR', sale_price_effective_date: 'soon/later' })
  expect([problem?.code, problem?.column]).toEqual(['bad_date', 'sale_price_effective_date'])
})

describe('related products', () => {
  const links = async (related_product: string) =>
    linksIn((await readFile('items', file({ ...SHIRT, related_product }))).rows)

  it('are relations by id, and by GTIN as a SKU', async () => {
    expect(await links('required_part:id:AZ7A,required_part:id:AZ7B, accessory:gtin:811571013579')).toEqual([
      'shirt required_part i:AZ7A 1',
      'shirt required_part i:AZ7B 2',
      'shirt accessory s:811571013579 1',
    ])
  })

  it('may contain colons and commas after a backslash', async () => {
    expect(await links('accessory:id:A\\:1\\,b')).toEqual(['shirt accessory i:A:1,b 1'])
  })

  it.each([
    'part_of_set',
    'required_part',
    'often_bought_with',
    'accessory',
    'substitute',
    'different_brand',
  ])('may have the type %s', async (type) => {
    expect(await links(`${type}:id:X`)).toEqual([`shirt ${type} i:X 1`])
  })

  it('that are the item itself or its own variant are ignored', async () => {
    expect(await links('accessory:id:shirt,accessory:id:S-R')).toEqual([])
  })

  it.each([
    'accessory',
    'accessory:id',
    'accessory:id:',
    'friend:id:X',
    'accessory:mpn:X',
    'accessory:id:X:Y',
    ',',
    '{',
    '{}',
    '{"relationship_type":"accessory","identifier_type":"id","identifier":1}',
  ])('%j is refused, and the error shows how to write it', async (related_product) => {
    const problem = await problemOf({ related_product })
    expect([problem?.code, problem?.column]).toEqual(['bad_relation', 'related_product'])
    expect(problem?.message).toContain('required_part:id:AZ7A')
  })

  it('delete the older relations when emptied; without the column nothing changes', async () => {
    const fragments = async (text: string) => (await readFile('items', text, BERLIN)).rows[0]?.fragments
    expect(await fragments(file(SHIRT))).toMatchObject([{}, { key: 'shirt', links: [] }])
    expect(await fragments('id,title,link,price,gtin\nA,Tea,/t,4.50 EUR,\n')).toHaveLength(1)
  })
})
