import { expect, it } from 'vitest'
import { pricedItems } from '../../../worker/store/catalogue/price-list.ts'
import { aShop, type TestShop } from '../../a-shop.ts'

const CATALOGUE = `id,item_group_id,sku,ean,title,option,price,stock,link,image_link
cup-s,cup,C-1,4006381333931,Cup,Small,8.00,3,/cup,/cup.jpg
cup-l,cup,C-2,4006381333948,Cup,Large,12.00,4,/cup,/cup.jpg
tea,,00712,,Tea,,4.00,5,/tea,/tea.jpg
mug-a,mug,M-1,,Mug,A,6.00,1,/mug,/mug.jpg
mug-b,mug,M-2,,Mug,B,6.00,2,/mug,/mug.jpg`

async function aPricedShop(): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', CATALOGUE)
  return shop
}

/** What was refused, as the CSV that a merchant downloads. */
const refused = async (shop: TestShop, import_id: string): Promise<string> =>
  (await shop.call(`/v1/imports/${import_id}/errors.csv`)).body

type Stored = { variant_id: string; price?: number; stock?: number; cost?: number; availability: string }
/** Price and stock of each variant by its id. */
async function variantsOf(shop: TestShop): Promise<Record<string, Stored>> {
  const rows = await shop.table('items')
  const all: Stored[] = rows.flatMap(({ variants }) => JSON.parse(String(variants)))
  return Object.fromEntries(all.map((one) => [one.variant_id, one]))
}
const priced = async (shop: TestShop) =>
  Object.entries(await variantsOf(shop)).map(([id, { price, stock }]) => [id, price, stock])

it('a list of SKUs, prices and stocks changes these and nothing else, and needs no word that it is a part', async () => {
  const shop = await aPricedShop()
  const before = await shop.table('items')
  const list = 'Artikelnummer;VK-Preis;Bestand\nC-2;11,50;0\n712;4,25;9\n'
  const { errors, report, partial } = await shop.give('items', list)
  expect([errors, report.format, report.found, report.changed, partial]).toEqual([
    ...[0, 'price and stock list', 2, 2],
    true,
  ])
  expect(await priced(shop)).toEqual([
    ['cup-s', 800, 3],
    ['cup-l', 1150, 0],
    ['mug-a', 600, 1],
    ['mug-b', 600, 2],
    // The SKU 00712 has lost its zeros in a spreadsheet.
    ['tea', 425, 9],
  ])
  expect((await variantsOf(shop))['cup-l']?.availability).toBe('out_of_stock')
  const unchanged = ({ variants, price, stock, as_of, availability, ...others }: Record<string, unknown>) =>
    others
  expect((await shop.table('items')).map(unchanged)).toEqual(before.map(unchanged))
})

it('the same list again changes nothing and asks for no model', async () => {
  const shop = await aPricedShop()
  await shop.give('items', 'sku,price\nC-1,7.50')
  const models = await shop.table('models')
  const { report } = await shop.give('items', 'sku,price\nC-1,7.50')
  expect([report.changed, report.same]).toEqual([0, 1])
  expect(await shop.table('models')).toHaveLength(models.length)
})

it.each([
  ['its id', 'id,price\ncup-l,9.00'],
  ['its EAN', 'ean,price\n4006381333948,9.00'],
  ['its SKU', 'sku,price\nC-2,9.00'],
])('a variant is found by %s', async (_, list) => {
  const shop = await aPricedShop()
  expect((await shop.give('items', list, '&partial=1')).errors).toBe(0)
  expect([(await variantsOf(shop))['cup-s']?.price, (await variantsOf(shop))['cup-l']?.price]).toEqual([
    800, 900,
  ])
})

it('a row that names an item is about all its variants where they have one price, and is refused where not', async () => {
  const shop = await aPricedShop()
  const { errors, report, import_id } = await shop.give('items', 'id,price\nmug,6.50\ncup,9.00\ncup-s,8.00')
  const csv = await refused(shop, import_id)
  expect(errors).toBe(1)
  expect(csv).toMatch(/3,price,several_prices,/)
  expect([report.found, report.changed, report.same]).toEqual([2, 1, 1])
  expect(await priced(shop)).toContainEqual(['mug-a', 650, 1])
  expect(await priced(shop)).toContainEqual(['cup-s', 800, 3])
})

it('one stock for an item of several variants is refused, and its row and column are named', async () => {
  const shop = await aPricedShop()
  const { errors, import_id } = await shop.give('items', 'id,stock\nmug,7\ntea,7')
  expect(errors).toBe(1)
  expect(await refused(shop, import_id)).toMatch(/2,stock,several_stocks,/)
  expect(await priced(shop)).toContainEqual(['tea', 400, 7])
})

it('rows of variants are counted by their items', async () => {
  const shop = await aPricedShop()
  const list = 'id,price\ncup-s,8.00\ncup-l,12.00\nmug-a,6.10\nmug-b,6.10\nX,1.00'
  const { report } = await shop.give('items', list)
  const { rows, found, changed, same, dropped } = report
  expect({ rows, found, changed, same, dropped }).toEqual({
    ...{ rows: 5, found: 3, changed: 1, same: 1 },
    dropped: { unknown_item: 1 },
  })
})

it('numbers that the catalogue does not have are refused one by one, and add no items', async () => {
  const shop = await aPricedShop()
  const { errors, report, import_id } = await shop.give('items', 'sku,price\nC-1,7.00\nX-9,5.00\nTea,1.00')
  expect([errors, report.dropped.unknown_item]).toEqual([2, 2])
  expect(await refused(shop, import_id)).toMatch(/3,sku,unknown_item,.*\r\n4,sku,unknown_item,/)
  expect(Object.keys(await variantsOf(shop))).toHaveLength(5)
})

it('a list before the catalogue is refused with what is missing', async () => {
  const shop = await aShop()
  const { status, body } = await shop.upload('items', 'sku,price\nC-1,7.00')
  expect([status, body.code, body.missing]).toEqual([400, 'missing_column', ['title']])
  expect(body.detail).toMatch(/once the shop has items/)
})

it('a trial counts what the list would change, and changes nothing', async () => {
  const shop = await aPricedShop()
  const before = await shop.table('items')
  const { report } = await shop.give('items', 'sku,price\nC-1,7.00\nC-2,12.00', '&dry_run=1')
  expect([report.found, report.changed]).toEqual([1, 1])
  expect(await shop.table('items')).toEqual(before)
})

it('empty cells change nothing, words say whether it can be bought, and a sale is used while it runs', async () => {
  const shop = await aPricedShop()
  const list = `sku,price,sale_price,sale_price_start,sale_price_end,stock,cost
C-1,,,,,sold out,
C-2,12.00,9.00,2020-01-01,2020-02-01,,5.00
M-1,6.00,5.00,2020-01-01,2999-01-01,,`
  expect((await shop.give('items', list)).errors).toBe(0)
  const { 'cup-s': small, 'cup-l': large, 'mug-a': mug } = await variantsOf(shop)
  expect([small?.price, small?.stock, small?.availability]).toEqual([800, 3, 'out_of_stock'])
  expect([large?.price, large?.cost, large?.stock, large?.availability]).toEqual([1200, 500, 4, 'in_stock'])
  expect(mug?.price).toBe(500)
})

it.each([
  ['availability', 'id,availability\nmug,in_stock'],
  ['cost', 'id,cost\nmug,9.00'],
])('one %s for variants that differ in it is refused', async (_, list) => {
  const shop = await aPricedShop()
  await shop.give('items', 'sku,stock,cost\nM-1,0,2.00\nM-2,2,3.00')
  const before = await variantsOf(shop)
  expect((await shop.give('items', list)).errors).toBe(1)
  expect(await variantsOf(shop)).toEqual(before)
})

it('a stock leaves what can be ordered in advance as it is, and a sale price of 0 is none', async () => {
  const shop = await aPricedShop()
  await shop.give('items', 'sku,availability\nC-1,backorder\nC-2,preorder')
  await shop.give('items', 'sku,stock,sale_price\nC-1,0,0\nC-2,50,0\nM-1,0,')
  const { 'cup-s': small, 'cup-l': large, 'mug-a': mug } = await variantsOf(shop)
  expect([small?.availability, large?.availability, mug?.availability]).toEqual([
    ...['backorder', 'preorder', 'out_of_stock'],
  ])
  expect([small?.price, large?.price]).toEqual([800, 1200])
})

it('a number that is the id of one variant and the SKU of another means what its column says', async () => {
  const shop = await aShop()
  await shop.give('items', 'id,item_group_id,sku,title,price\n1,num,2,Num,1.00\n2,num,9,Num,2.00')
  await shop.give('items', 'sku,price\n2,7.00')
  expect(await priced(shop)).toEqual([
    ['1', 700, undefined],
    ['2', 200, undefined],
  ])
})

it('an item that is newer than the list stays as it is', async () => {
  const shop = await aPricedShop()
  const price = {
    item_id: 'tea',
    name: '00712',
    kind: 'sku',
    row: 2,
    column: 'sku',
    change: { stock: 9 },
  } as const
  expect((await pricedItems(shop.store, [price], 1)).cells).toMatchObject([{ item_id: 'tea', stock: 5 }])
  expect((await pricedItems(shop.store, [price], Date.now() + 1)).cells).toMatchObject([{ stock: 9 }])
})

it.each([
  'Receipt,Item No,Barcode,Qty,Price,Cost\n1,C-1,4006381333931,1,7.00,3',
  'Date,Receipt No,Item No,Barcode,Quantity,Unit Price,Unit Cost,Currency\n2026-01-02,1,C-1,4006381333931,1,7.00,3,EUR',
  'Belegnummer;Artikelnummer;EAN;Menge;Preis;EK\n1;C-1;4006381333931;1;7,00;3',
])('orders are taken as orders, and not as a list of prices: %s', async (file) => {
  const shop = await aPricedShop()
  const before = await shop.table('items')
  const refused = await shop.upload('items', file)
  expect([refused.status, refused.body.code]).toEqual([400, 'unknown_format'])
  expect((await shop.give('orders', file)).report.format).toBe('plain orders')
  expect(await shop.table('items')).toEqual(before)
})
