import { describe, expect, it } from 'vitest'
import { readMagentoAttributes, skusOfParts } from '../../../worker/ingest/import/cells/magento-cells.ts'
import { BERLIN, itemsIn, linksIn, readFile } from '../import/a-file.ts'
import { fileOf } from './a-row.ts'
import { HEADERS } from './headers.ts'

const BAG = {
  sku: '24-MB01',
  attribute_set_code: 'Bag',
  product_type: 'simple',
  categories: 'Default Category/Gear,Default Category/Gear/Bags,Default Category/Sale,Default Category',
  name: 'Joust Duffle Bag',
  product_online: '1',
  visibility: 'Catalog, Search',
  price: '34.00',
  url_key: 'joust-duffle-bag',
  base_image: '/m/b/mb01.jpg',
  additional_attributes:
    'has_options=0,brand=Acme,cost=12.5,material=Nylon|Polyester,style=big, soft,pattern=Solid',
  qty: '100.0000',
  is_in_stock: '1',
}
const HOODIE = {
  ...BAG,
  sku: 'MH01',
  product_type: 'configurable',
  name: 'Hoodie',
  qty: '0',
  configurable_variations: 'sku=MH01-XS-Black,size=XS,color=Black|sku=MH01-S-Gray,size=S,color=Gray',
}
const XS = {
  ...BAG,
  sku: 'MH01-XS-Black',
  name: 'Hoodie-XS-Black',
  visibility: 'Not Visible Individually',
  price: '52',
  additional_attributes: 'size=XS,color=Black',
}
const file = (...records: Record<string, string>[]) => fileOf(HEADERS.magentoProducts, ...records)
const one = async (changed: Record<string, string>) => (await itemsIn(file({ ...BAG, ...changed })))[0]

it('a simple product is an item with its SKU as id', async () => {
  expect(await itemsIn(file(BAG))).toMatchObject([
    {
      item_id: '24-MB01',
      title: 'Joust Duffle Bag',
      url: '/joust-duffle-bag.html',
      image_url: '/media/catalog/product/m/b/mb01.jpg',
      category: 'Gear > Bags',
      brand: 'Acme',
      attributes: { material: 'Nylon, Polyester', style: 'big, soft', pattern: 'Solid' },
      published: true,
      variants: [
        {
          variant_id: '24-MB01',
          sku: '24-MB01',
          price: 3_400,
          cost: 1_250,
          stock: 100,
          availability: 'in_stock',
        },
      ],
    },
  ])
})

it('complete HTML entities in names are decoded, incomplete ones are kept', async () => {
  expect(await one({ name: 'LumaTech&trade; &amp; Co, size &#8220;M&#8221; &copy=1' })).toMatchObject({
    title: 'LumaTech™ & Co, size “M” &copy=1',
  })
})

describe('a configurable product', () => {
  it.each([
    ['before', [HOODIE, XS]],
    ['behind', [XS, HOODIE]],
  ])('gets its variations and keeps its title, %s them', async (_where, records) => {
    const items = await itemsIn(file(...records))
    expect(items).toMatchObject([
      {
        item_id: 'MH01',
        title: 'Hoodie',
        published: true,
        variants: [{ variant_id: 'MH01-XS-Black', title: 'XS / Black', price: 5_200 }],
      },
    ])
  })

  it('leaves a variation without a parent as an item that is not shown', async () => {
    const [orphan] = await itemsIn(file(XS))
    expect([orphan?.item_id, orphan?.published]).toEqual(['MH01-XS-Black', false])
  })

  it('leaves a product that has its own page as an item', async () => {
    const items = await itemsIn(file(HOODIE, XS, { ...XS, sku: 'MH01-S-Gray', visibility: 'Catalog' }))
    expect(items.map(({ item_id }) => item_id)).toEqual(['MH01', 'MH01-S-Gray'])
  })
})

it('the texts of a store view are translations if its code names a language, and are left out otherwise', async () => {
  const views = ['de', 'en_us', 'wholesale'].map((store_view_code, at) => ({
    ...BAG,
    store_view_code,
    name: ['Tasche', 'Purse', 'Box of bags'][at] ?? '',
  }))
  const { rows } = await readFile('items', file(BAG, ...views))
  expect(rows.map(({ dropped }) => dropped)).toEqual([undefined, undefined, undefined, 'store_view'])
  const [item] = await itemsIn(file(BAG, ...views))
  expect([item?.title, item?.translations?.de?.title, item?.translations?.['en-us']?.title]).toEqual([
    BAG.name,
    'Tasche',
    'Purse',
  ])
})

it.each([
  ['2', 'Catalog, Search', false],
  ['1', 'Search', true],
  ['', 'Catalog', true],
])('online %s and visibility %s give %s', async (product_online, visibility, published) => {
  expect((await one({ product_online, visibility }))?.published).toBe(published)
})

it.each([
  ['1', '0', '', '', '1', 'out_of_stock', 0],
  ['1', '0', '1', '', '1', 'backorder', 0],
  ['0', '5', '', '', '1', 'out_of_stock', 5],
  ['1', '0', '', '0', '0', 'in_stock', undefined],
  ['1', '0', '', '0', '1', 'out_of_stock', 0],
])('in stock %s, %s pieces, backorders %j, managed %j/%s give %s', async (...given) => {
  const [is_in_stock, qty, allow_backorders, manage_stock, use_config_manage_stock, availability, stock] =
    given
  const item = await one({ is_in_stock, qty, allow_backorders, manage_stock, use_config_manage_stock })
  expect([item?.variants[0]?.availability, item?.variants[0]?.stock]).toEqual([availability, stock])
})

describe('a special price', () => {
  const sale = {
    ...BAG,
    special_price: '30',
    special_price_from_date: '11/1/26',
    special_price_to_date: '11/30/26',
  }

  it('applies between its dates, in the date order of the mapping', async () => {
    const american = { ...BERLIN, date_order: 'MDY' as const }
    expect((await itemsIn(file(sale), american))[0]?.variants[0]?.price).toBe(3_000)
    const over = { ...sale, special_price_to_date: '11/20/26' }
    expect((await itemsIn(file(over), american))[0]?.variants[0]?.price).toBe(3_400)
  })

  it('is refused while the order of day and month is unknown', async () => {
    const [row] = (await readFile('items', file(sale))).rows
    expect([row?.problem?.code, row?.problem?.column]).toEqual(['bad_date', 'special_price_from_date'])
  })
})

it('companions of all kinds are named by SKU', async () => {
  const said = {
    related_skus: 'WB01,WB02',
    crosssell_skus: 'WB02,WB03',
    upsell_skus: '24-MB02',
    associated_skus: 'WG085=1.0000,WG086=0.0000',
    bundle_values: 'name=Ball,type=select,sku=WG081,price=0|name=Ball,type=select,sku=WG082,price=0',
  }
  expect(linksIn((await readFile('items', file({ ...BAG, ...said }))).rows)).toEqual([
    '24-MB01 often_bought_with s:WB02 1',
    '24-MB01 often_bought_with s:WB03 2',
    '24-MB01 often_bought_with s:WB01 3',
    '24-MB01 up_sell s:24-MB02 1',
    '24-MB01 part_of_set s:WG085 1',
    '24-MB01 part_of_set s:WG086 2',
    '24-MB01 part_of_set s:WG081 3',
    '24-MB01 part_of_set s:WG082 4',
  ])
})

it.each([
  ['size=XS,color=Black', { size: 'XS', color: 'Black' }],
  [
    'size="XS, tall",note="5"" wide, x=1",color=Black',
    { size: 'XS, tall', note: '5" wide, x=1', color: 'Black' },
  ],
  ['climate=Cool|Windy|"Hot, dry"', { climate: 'Cool, Windy, Hot, dry' }],
  ['note=big, soft, round,color=Red', { note: 'big, soft, round', color: 'Red' }],
  ['screen=5" wide,color=Red', { screen: '5" wide', color: 'Red' }],
  ['empty=,color=Red', { color: 'Red' }],
  ['nothing', {}],
  ['', {}],
])('reads the attributes %s', (cell, attributes) => {
  expect(Object.fromEntries(readMagentoAttributes(cell))).toEqual(attributes)
})

it.each(['a="'.padEnd(600_000, 'x,a='), '='.repeat(600_000), ','.repeat(600_000), '"'.repeat(600_000)])(
  'a hostile cell takes less than a second',
  (cell) => {
    const begun = performance.now()
    readMagentoAttributes(cell)
    skusOfParts(cell)
    expect(performance.now() - begun).toBeLessThan(1_000)
  },
)

it('a product without an address gets the one that Magento would create', async () => {
  expect((await one({ url_key: '', name: 'Chaz Café  Hoodie!' }))?.url).toBe('/chaz-cafe-hoodie.html')
})

it.each([
  ['empty_id', 'sku', ''],
  ['no_title', 'name', ''],
  ['bad_money', 'price', 'cheap'],
  ['bad_number', 'qty', 'many'],
])('refuses a row for %s', async (code, column, cell) => {
  const [row] = (await readFile('items', file({ ...BAG, [column]: cell }))).rows
  expect([row?.problem?.code, row?.problem?.column]).toEqual([code, column])
})
