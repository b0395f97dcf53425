import { expect, it } from 'vitest'
import type { Item } from '../../../schema/catalogue/items.ts'
import { itemsIn, notesOf } from '../import/a-file.ts'
import { itReads } from './a-case.ts'

const said = ({ item_id, published, variants }: Item): string =>
  [
    `${item_id} | ${published ? 'shown' : 'hidden'}`,
    ...variants.map((one) => [one.variant_id, one.price, one.availability].join(' | ')),
  ].join('\n')

const SHIRT = [
  'SHIRT | shown\nSHIRT-S | 2900 | in_stock\nSHIRT-M | 2900 | out_of_stock',
  'HIDDEN-PART | hidden\nHIDDEN-PART | 100 | in_stock',
]

itReads(
  'magento-products-english-admin.csv',
  'one configurable with two variants, the part hidden',
  async (file) => {
    expect((await itemsIn(file)).map(said)).toEqual(SHIRT)
  },
)
itReads('magento-products-dutch-admin.csv', 'as in English', async (file) => {
  expect((await itemsIn(file)).map(said)).toEqual(SHIRT)
})

const HEAD =
  'sku,attribute_set_code,product_type,product_websites,name,product_online,visibility,price,additional_attributes,qty,is_in_stock,manage_stock,use_config_manage_stock,configurable_variations'

it.each([
  ['German', 'Einzeln nicht sichtbar', 'Katalog, Suche'],
  ['Japanese', '個別に表示しない', 'カタログ、検索'],
  ['an unknown language', 'Ei näy yksittäin', 'Luettelo, Haku'],
])('an administration in %s', async (_language, hidden, shown) => {
  const file = [
    HEAD,
    `CAP-S,Default,simple,base,Cap S,1,${hidden},9,size=S,3,1,1,1,`,
    `CAP,Default,configurable,base,Cap,1,"${shown}",,,0,1,1,1,"sku=CAP-S,size=S"`,
    `PART,Default,simple,base,Part,1,${hidden},1,,3,1,1,1,`,
  ].join('\n')
  expect((await itemsIn(file)).map(said)).toEqual([
    'CAP | shown\nCAP-S | 900 | in_stock',
    'PART | hidden\nPART | 100 | in_stock',
  ])
})

it('an empty visibility: a variant if a configurable names it, else an item of its own', async () => {
  const file = [
    HEAD,
    'CAP-S,Default,simple,base,Cap S,1,,9,size=S,3,1,1,1,',
    'MUG,Default,simple,base,Mug,1,,5,,3,1,1,1,',
    'CAP,Default,configurable,base,Cap,1,,,,0,1,1,1,"sku=CAP-S,size=S"',
  ].join('\n')
  expect((await itemsIn(file)).map(said).sort()).toEqual([
    'CAP | shown\nCAP-S | 900 | in_stock',
    'MUG | shown\nMUG | 500 | in_stock',
  ])
})

it('stock in another source (MSI) is said, and a configurable without stock sells none of its variants', async () => {
  const file = [
    HEAD,
    'FAR,Default,simple,base,Far,1,"Catalog, Search",5,,0,1,1,1,',
    'CAP-S,Default,simple,base,Cap S,1,Not Visible Individually,9,size=S,3,1,1,1,',
    'CAP,Default,configurable,base,Cap,1,"Catalog, Search",,,0,0,1,1,"sku=CAP-S,size=S"',
  ].join('\n')
  expect((await itemsIn(file)).map(said)).toEqual([
    'FAR | shown\nFAR | 500 | out_of_stock',
    'CAP | shown\nCAP-S | 900 | out_of_stock',
  ])
  expect(await notesOf(file)).toEqual({ stock_elsewhere: 1 })
})

itReads(
  'shopify-products-plain.csv',
  'no number of a variant is known, and the report says so',
  async (file) => {
    const items = await itemsIn(file)
    expect(items.map(({ item_id, variants: [first] }) => [item_id, first?.sku, first?.platform_id])).toEqual([
      ['kettle', 'SKU-KETTLE', undefined],
      ['tea', 'SKU-TEA', undefined],
      ['mug', 'SKU-MUG', undefined],
      ['pot', 'SKU-POT', undefined],
      ['filter', 'SKU-FILTER', undefined],
    ])
    expect(await notesOf(file)).toEqual({ no_cart_id: 5 })
  },
)

it('Shopify without the quantity column: counted variants are said to be unknown', async () => {
  const file = [
    'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Policy,Variant Price,Status',
    'tea,Tea,Size,S,T-S,shopify,deny,4,active',
    'tea,,Size,L,T-L,shopify,deny,8,',
    'mug,Mug,Title,Default Title,M,,deny,9,draft',
  ].join('\n')
  expect((await itemsIn(file)).map(said)).toEqual([
    'tea | shown\nT-S | 400 | in_stock\nT-L | 800 | in_stock',
    'mug | hidden\nM | 900 | in_stock',
  ])
  expect(await notesOf(file)).toEqual({ stock_unknown: 2, no_cart_id: 2 })
})

it('Shopify’s newer columns without any SKU', async () => {
  const file =
    'Title,URL handle,Published on online store,Option1 name,Option1 value,Price,Inventory quantity\nTea,tea,true,Title,Default Title,4.50,3\n'
  expect(await notesOf(file)).toEqual({ no_cart_id: 1 })
  expect((await itemsIn(file)).map(said)).toEqual(['tea | shown\ntea | 450 | in_stock'])
})
