import { expect, it } from 'vitest'
import { aShop, type TestShop } from '../../a-shop.ts'

const SHOPIFY = [
  'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Tracker,Variant Inventory Qty,Image Src',
  'cup,Cup,Size,S,CUP-S,8.00,shopify,4,https://shop.example/cup.png',
  'cup,,Size,L,CUP-L,12.00,shopify,0,',
  'tea,Tea,Title,Default Title,TEA,4.00,shopify,9,https://shop.example/tea.png',
].join('\n')

async function selling(file = SHOPIFY): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', file)
  return shop
}

type Row = { title: string; price: number; stock: number | null; variants: string }
const itemsOf = async (shop: TestShop): Promise<Record<string, Row>> =>
  Object.fromEntries((await shop.table('items')).map((row) => [row.item_id, row as unknown as Row]))
const variantsIn = ({ variants }: Row) =>
  JSON.parse(variants).map(({ sku, price, stock }: { sku: string; price: number; stock?: number }) => [
    sku,
    price,
    stock,
  ])

it('a price list by SKU changes the prices of variants, and adds no item', async () => {
  const shop = await selling()
  const before = await itemsOf(shop)
  const { report } = await shop.give(
    'items',
    'id,title,price\nCUP-S,Cup small,7.50\nCUP-L,Cup large,11.00\nTEA,Tea,3.50',
    '&partial=1',
  )
  expect([report.found, report.added, report.changed, report.dropped]).toEqual([3, 0, 2, {}])
  const after = await itemsOf(shop)
  expect(Object.keys(after)).toEqual(['cup', 'tea'])
  expect(variantsIn(after.cup as Row)).toEqual([
    ['CUP-S', 750, 4],
    ['CUP-L', 1100, 0],
  ])
  // What the rows call the variants is not the name of the item, nor of its options.
  expect([after.cup?.title, after.cup?.price]).toEqual(['Cup', 750])
  const titles = (row: Row | undefined) =>
    JSON.parse(row?.variants ?? '[]').map(({ title }: { title: string }) => title)
  expect(titles(after.cup)).toEqual(titles(before.cup))
})

it('a stock list by SKU changes stock alone, and a trial counts what it would change', async () => {
  const shop = await selling()
  const stock = 'id,title,quantity\nCUP-L,Cup,6'
  const trial = await shop.give('items', stock, '&partial=1&dry_run=1')
  expect([trial.report.added, trial.report.changed]).toEqual([0, 1])
  await shop.give('items', stock, '&partial=1')
  const { cup } = await itemsOf(shop)
  expect(variantsIn(cup as Row)).toEqual([
    ['CUP-S', 800, 4],
    ['CUP-L', 1200, 6],
  ])
})

it('rows of Magento’s variations without their product change the variations', async () => {
  const shop = await selling(
    [
      'sku,store_view_code,attribute_set_code,product_type,name,price,visibility,additional_attributes,configurable_variations,base_image,categories,qty,is_in_stock',
      'H-R,,Default,simple,Hoodie Red,45,Not Visible Individually,"color=Red,size=M",,/r.png,,3,1',
      'H-B,,Default,simple,Hoodie Blue,45,Not Visible Individually,"color=Blue,size=M",,/b.png,,3,1',
      'H,,Default,configurable,Hoodie,,"Catalog, Search",,"sku=H-R,color=Red|sku=H-B,color=Blue",/h.png,Default Category/Clothes,0,1',
    ].join('\n'),
  )
  const part = 'sku,attribute_set_code,product_type,name,price'
  await shop.give('items', `${part}\nH-R,Default,simple,Hoodie Red,40`, '&partial=1')
  const all = await itemsOf(shop)
  expect(Object.keys(all)).toEqual(['H'])
  const [red, blue] = JSON.parse(all.H?.variants ?? '[]')
  expect([red.title, red.price, blue.price]).toEqual(['M / Red', 4000, 4500])
  // Beside the row of their product they belong to it by the file; the names of the options stay.
  const both = [
    'sku,attribute_set_code,product_type,name,price,configurable_variations',
    'H-B,Default,simple,Hoodie Blue,39,',
    'H,Default,configurable,Hoodie,,"sku=H-B,color=Blue"',
  ]
  await shop.give('items', both.join('\n'), '&partial=1')
  const [, after] = await Promise.all([undefined, itemsOf(shop)])
  const changed = JSON.parse(after.H?.variants ?? '[]').find(({ sku }: { sku: string }) => sku === 'H-B')
  expect([changed.title, changed.price]).toEqual(['M / Blue', 3900])
})

it('the row of an item and rows of its variants in one part: the variants’ own rows decide', async () => {
  const shop = await selling()
  await shop.give('items', 'id,title,price\ncup,Mug,\nCUP-L,Cup,10.00\nCUP-S,Cup,9.00', '&partial=1')
  const { cup } = await itemsOf(shop)
  expect([cup?.title, variantsIn(cup as Row)]).toEqual([
    'Mug',
    [
      ['CUP-S', 900, 4],
      ['CUP-L', 1000, 0],
    ],
  ])
})

it('a name that two items have is that of a new item, and so is an unknown one', async () => {
  const shop = await selling(
    `${SHOPIFY}\npot,Pot,Title,Default Title,TEA,30.00,shopify,1,https://shop.example/pot.png`,
  )
  const { report } = await shop.give('items', 'id,title,price\nTEA,Tea,3.50\nOATS,Oats,2.00', '&partial=1')
  expect(report.added).toBe(2)
  const all = await itemsOf(shop)
  expect([all.tea?.price, all.pot?.price, all.TEA?.price, all.OATS?.price]).toEqual([400, 3000, 350, 200])
})

it('a whole catalogue says itself which items it has', async () => {
  const shop = await selling()
  const { report } = await shop.give(
    'items',
    'id,title,price\nCUP-S,Cup small,7.50\nCUP-L,Cup large,11.00\nTEA,Tea,3.50',
    '&confirm=1',
  )
  expect([report.added, report.unpublished]).toEqual([3, 2])
})
