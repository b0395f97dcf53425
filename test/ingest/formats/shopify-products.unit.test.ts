import * as v from 'valibot'
import { expect, it } from 'vitest'
import { item } from '../../../schema/catalogue/items.ts'
import { wholeItem } from '../../../worker/ingest/import/fragments.ts'
import { itemsOf, readFile } from '../import/a-file.ts'

const OLD =
  'Handle,Title,Vendor,Product Category,Type,Tags,Published,Status,Option1 Value,Option2 Value,Variant SKU,' +
  'Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Cost per item,' +
  'Image Src,Variant Image,Gift Card\n'
const NEW =
  'Title,URL handle,Status,Published on online store,SKU,Option1 value,Price,Inventory tracker,' +
  'Inventory quantity,Continue selling when out of stock,Product image URL,Gift card\n'

/** Returns the items of a file, validated as in an upload. */
async function items(header: string, ...rows: string[]) {
  const file = await readFile('items', `${header}${rows.join('\n')}\n`)
  return [...itemsOf(file.rows)].map(([key, fragments]) => v.parse(item, wholeItem(key, fragments)))
}

it('of variants with the same SKU only the first is identified by it, and none is lost', async () => {
  const found = await items(
    NEW,
    'Tea,tea,active,TRUE,T,small,4.00,shopify,3,DENY,,FALSE',
    ',tea,,,T,large,8.00,shopify,0,DENY,,',
    'Mug,mug,active,TRUE,T,Default Title,5.00,shopify,1,DENY,,FALSE',
  )
  const told = found.map(({ variants }) => variants.map((one) => [one.variant_id, one.sku, one.availability]))
  expect(told).toEqual([
    [
      ['T', 'T', 'in_stock'],
      ['tea / large', 'T', 'out_of_stock'],
    ],
    [['T', 'T', 'in_stock']],
  ])
})

const SHIRT =
  'shirt,Shirt,Acme,Apparel > Shirts,Shirts,"red, Summer ",true,active,Red,L,SH-R,shopify,3,deny,25.00,9,/s.jpg,/r.jpg,false'

it('rows with one handle are one item, and the rows after the first add its variants', async () => {
  const found = await items(OLD, SHIRT, 'shirt,,,,,,,,Blue,L,SH-B,shopify,0,deny,27.50,,,,')
  expect(found).toMatchObject([
    {
      item_id: 'shirt',
      title: 'Shirt',
      url: '/products/shirt',
      image_url: '/s.jpg',
      category: 'Apparel > Shirts',
      product_type: 'Shirts',
      brand: 'Acme',
      tags: ['red', 'Summer'],
      published: true,
      gift_card: false,
      variants: [
        {
          variant_id: 'SH-R',
          sku: 'SH-R',
          title: 'Red / L',
          price: 2_500,
          cost: 900,
          stock: 3,
          availability: 'in_stock',
          image_url: '/r.jpg',
        },
        {
          variant_id: 'SH-B',
          sku: 'SH-B',
          title: 'Blue / L',
          price: 2_750,
          stock: 0,
          availability: 'out_of_stock',
        },
      ],
    },
  ])
})

it('a row that adds only a picture is not a variant', async () => {
  const [shirt] = await items(OLD, SHIRT, 'shirt,,,,,,,,,,,,,,,,/back.jpg,,')
  expect([shirt?.variants.length, shirt?.image_url]).toEqual([1, '/s.jpg'])
})

it('rows that leave the item’s fields blank do not change them, wherever the rows are', async () => {
  const more = 'shirt,,,,,,,,Blue,,SH-B,,,,27.50,,,,'
  for (const listed of [true, false]) {
    const row = SHIRT.replace('true,active', `${listed},active`)
    const [after] = await items(OLD, row, more)
    const [before] = await items(OLD, more, row)
    expect([after?.published, before?.published, before?.title]).toEqual([listed, listed, 'Shirt'])
  }
})

it('"Default Title" is not used as a variant title', async () => {
  const [card] = await items(OLD, 'card,Card,,,,,true,active,Default Title,,,,,,5.00,,,,')
  expect(card?.variants).toEqual([{ variant_id: 'card', price: 500, availability: 'in_stock' }])
})

it('a variant without a SKU is identified by handle and options, a SKU is read without the quote for spreadsheets', async () => {
  const [tea] = await items(OLD, 'tea,Tea,,,,,,,100 g,,,,,,5,,,,', "tea,,,,,,,,1 kg,,'007,,,,40,,,,")
  expect(tea?.variants.map(({ variant_id, sku }) => [variant_id, sku])).toEqual([
    ['tea / 100 g', undefined],
    ['007', '007'],
  ])
})

it.each([
  ['shopify,3,deny', 'in_stock', 3],
  ['shopify,0,deny', 'out_of_stock', 0],
  ['shopify,-2,deny', 'out_of_stock', -2],
  ['shopify,0,continue', 'backorder', 0],
  [',0,deny', 'in_stock', undefined],
  ['shopify,,deny', 'in_stock', undefined],
])('stock of %s is %s', async (cells, availability, stock) => {
  const [tea] = await items(OLD, `tea,Tea,,,,,,,Default Title,,T,${cells},5,,,,`)
  expect([tea?.variants[0]?.availability, tea?.variants[0]?.stock]).toEqual([availability, stock])
})

it.each([
  ['true,active', true],
  ['false,active', false],
  ['true,draft', false],
  ['true,archived', false],
  [',', true],
])('published and status of %s give %s', async (cells, published) => {
  const [tea] = await items(OLD, `tea,Tea,,,,,${cells},Default Title,,T,,,,5,,,,`)
  expect(tea?.published).toBe(published)
})

it('the newer columns have the same meaning', async () => {
  const found = await items(
    NEW,
    'Tea,tea,Active,TRUE,T-1,100 g,4.50,shopify,0,TRUE,/t.jpg,FALSE',
    ',tea,,,T-2,1 kg,40.00,shopify,0,FALSE,,',
    'Voucher,voucher,Active,TRUE,,Default Title,50,,,,,TRUE',
  )
  const shape = found.map(({ item_id, title, published, gift_card, variants }) => ({
    item_id,
    title,
    published,
    gift_card,
    variants: variants.map(({ variant_id, price, availability }) => [variant_id, price, availability]),
  }))
  expect(shape).toEqual([
    {
      item_id: 'tea',
      title: 'Tea',
      published: true,
      gift_card: false,
      variants: [
        ['T-1', 450, 'backorder'],
        ['T-2', 4_000, 'out_of_stock'],
      ],
    },
    {
      item_id: 'voucher',
      title: 'Voucher',
      published: true,
      gift_card: true,
      variants: [['voucher', 5_000, 'in_stock']],
    },
  ])
})

it('a handle in any script makes a link', async () => {
  const [tea] = await items(OLD, 'thé-vert,Thé,,,,,,,Default Title,,T,,,,5,,,,')
  expect(tea?.url).toBe('/products/th%C3%A9-vert')
})
