import { expect, it } from 'vitest'
import { aShop, itemsFile, plainItems, type TestShop } from '../../a-shop.ts'

const IDS = ['cake', 'cup', 'jam', 'milk', 'mug', 'pot', 'spoon', 'tea', 'tin', 'tray']

/** Uploads a file, runs its jobs, and returns the refused rows as "row column code message". */
async function refusals(shop: TestShop, kind: string, file: string): Promise<string[]> {
  const { body } = await shop.upload(kind, file, kind === 'items' ? '&partial=1' : '')
  await shop.settle()
  const { body: csv } = await shop.call(`/v1/imports/${body.import_id}/errors.csv`)
  return String(csv).trim().split('\r\n').slice(1)
}

const orderOf = (...skus: string[]) =>
  ['order_id,order_date,sku', ...skus.map((sku) => `1,2026-01-01,${sku}`)].join('\n')

it('trap 6: zeros that a spreadsheet dropped are restored, unless two items differ in nothing else', async () => {
  const shop = await aShop()
  const file = itemsFile(['a,00123,Tea', 'b,0077,Mug', 'c,077,Pot', 'd,5,Cup'], 'id,sku,title')
  await shop.give('items', file)
  const matched = async (...skus: string[]) =>
    (await shop.give('orders', orderOf(...skus))).report.lines_matched
  expect(await matched('123', '0005', '0077')).toEqual({ id: 0, sku: 3, name: 0, nothing: 0 })
  expect(await matched('77', '1230', '12')).toEqual({ id: 0, sku: 0, name: 0, nothing: 3 })
})

it.each([
  ['no id', ',Spoon,1.00'],
  ['an id that lost its digits', '8.12E+11,Spoon,1.00'],
])('trap 6: a refused row with %s may be any item’s row, so nothing is unpublished', async (_name, row) => {
  const shop = await aShop()
  await shop.give('items', plainItems(IDS))
  const rows = IDS.slice(2).map((id) => `${id},The ${id},9.90`)
  const { report } = await shop.give('items', itemsFile([...rows, row], 'id,title,price'), '&confirm=1')
  expect(report).toMatchObject({ absent: { count: 2, kept: true }, unpublished: 0 })
})

it('trap 6: a refused row keeps its item published, also when the id has a spreadsheet’s signs around it', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems([...IDS, '0012']))
  const rows = [...IDS.map((id) => `${id},The ${id},9.90`), '"=""0012""",Twelve,dear']
  const { errors, report } = await shop.give('items', itemsFile(rows, 'id,title,price'), '&confirm=1')
  expect([errors, report.absent]).toEqual([1, { count: 0, kept: false, confirm_needed: false }])
})

it('trap 15: an unknown companion is reported with the row and the column as in the file', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(IDS))
  const woo = 'ID,Type,SKU,Name,Parent,Cross-sells\n1,simple,T,Tea,,"nix, tea"\n'
  expect(await refusals(shop, 'items', woo)).toEqual([expect.stringMatching(/^2,Cross-sells,unknown_item,/)])
  const links = 'sku,linked_sku,type\ntea,nix,accessory\nnix,tea,accessory\n'
  expect(await refusals(shop, 'relations', links)).toEqual([
    expect.stringMatching(/^2,linked_sku,unknown_item,/),
    expect.stringMatching(/^3,sku,unknown_item,/),
  ])
})

it('trap 15: circular up-sells, and a companion that is also a substitute, exclude each other and do no harm', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(IDS))
  const said = (from: string, to: string, type: string) => `${from},${to},${type}`
  const circle = [said('tea', 'mug', 'up_sell'), said('mug', 'pot', 'up_sell'), said('pot', 'tea', 'up_sell')]
  const both = [
    said('tea', 'cake', 'accessory'),
    said('tea', 'cake', 'substitute'),
    said('tea', 'jam', 'accessory'),
    said('tea', 'milk', 'accessory'),
  ]
  const { errors, report } = await shop.give(
    'relations',
    ['item_id,related_item_id,type', ...circle, ...both].join('\n'),
  )
  expect([errors, report.added]).toEqual([0, 7])
  const { body } = await shop.call('/v1/recommendations?placement=product&item_id=tea&trace=1')
  expect(body.items.map(({ item_id }: { item_id: string }) => item_id)).toEqual(['jam', 'milk'])
  expect(body.trace).toContainEqual(expect.objectContaining({ item_id: 'cake', outcome: 'substitute' }))
})

it('a field that is too long or out of range is reported with its row and what to do', async () => {
  const shop = await aShop()
  const rows = [
    `a,,${'x'.repeat(501)},1.00,18,`,
    'b,,Tea,1.00,150,',
    'c,g,Mug,1.00,,/1',
    `d,g,Mug,1.00,,/${'x'.repeat(2000)}`,
  ]
  const header = 'id,item_group_id,title,price,age_limit,variant_image_link'
  const told = await refusals(shop, 'items', itemsFile(rows, header))
  expect(told.sort()).toEqual([
    '2,title,bad_item,It has at most 500 characters. Shorten it. (item a),',
    '3,age_limit,bad_item,Give a whole number from 1 to 120. (item b),',
    '5,image_url,bad_item,It has at most 2000 characters. Shorten it. (item g),',
  ])
})

it.each([
  ['a header alone', 'order_id,item_id\n', /The file has no rows below its header/],
  [
    'nothing but tips',
    'Order Number,Order Status,Item Name,Quantity\n1,Completed,Tip,1\n',
    /Every row of the file was left out/,
  ],
  ['rows that are all refused', 'order_id,item_id,quantity\n1,tea,many\n', /Correct the rows below/],
])('the report states what to do about %s', async (_name, file, remedy) => {
  const shop = await aShop()
  const { body } = await shop.upload('orders', file)
  expect([body.code, body.detail]).toEqual(['no_good_row', expect.stringMatching(remedy)])
})

it('a misspelt parameter is refused, because a dry run must not write', async () => {
  const shop = await aShop()
  const { status, body } = await shop.upload('items', plainItems(['tea']), '&dryrun=1')
  expect([status, body.code, body.issues]).toEqual([
    400,
    'invalid_input',
    [{ field: 'dryrun', message: 'There is no such parameter. Check its spelling.' }],
  ])
  expect(await shop.table('items')).toEqual([])
})
