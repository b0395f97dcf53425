import { expect, it } from 'vitest'
import { aShop, itemsFile, plainItems, type TestShop } from '../../a-shop.ts'

const IDS = ['cake', 'cup', 'jam', 'milk', 'mug', 'pot', 'spoon', 'tea', 'tin', 'tray']

const published = async (shop: TestShop): Promise<string[]> =>
  (await shop.table('items')).filter((row) => row.published === 1).map(({ item_id }) => String(item_id))

async function selling(...ids: string[]): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', plainItems(ids))
  return shop
}

it('items that a catalogue leaves out are unpublished and kept, and published again by a later one', async () => {
  const shop = await selling(...IDS)
  const { report } = await shop.give('items', plainItems(IDS.slice(2)))
  expect(report).toMatchObject({
    found: 8,
    same: 8,
    unpublished: 2,
    absent: { count: 2, kept: false, confirm_needed: false },
  })
  expect(await published(shop)).toEqual(IDS.slice(2))
  expect(await shop.table('items')).toHaveLength(10)
  expect((await shop.give('items', plainItems(IDS))).report).toMatchObject({
    changed: 2,
    same: 8,
    unpublished: 0,
  })
  expect(await published(shop)).toEqual(IDS)
})

it('a partial file does not change the items that it leaves out', async () => {
  const shop = await selling(...IDS)
  const { report } = await shop.give('items', plainItems(['tea', 'oats']), '&partial=1')
  expect(report).toMatchObject({ added: 1, same: 1, unpublished: 0 })
  expect(report).not.toHaveProperty('absent')
  expect(await published(shop)).toHaveLength(11)
})

const link = (id: string) => `https://shop.example/${id}`

it('a part of a catalogue changes what it states, and nothing else of its items', async () => {
  const shop = await aShop()
  const whole = [
    'id,item_group_id,title,price,availability,stock,link,image_link,brand,tags,attributes,sku,option',
    `pot,,Pot,30.00,out_of_stock,0,${link('pot')},${link('pot.jpg')},Fern,new,size=2 l,P-1,`,
    `cup-s,cup,Cup,8.00,in_stock,5,${link('cup')},${link('cup.jpg')},Fern,,,C-S,Small`,
    `cup-l,cup,Cup,9.00,in_stock,7,${link('cup')},${link('cup.jpg')},Fern,,,C-L,Large`,
  ]
  await shop.give('items', whole.join('\n'))
  const prices = [
    'id,item_group_id,title,price',
    'pot,,Pot,28.50',
    'cup-s,cup,Cup,7.50',
    'cup-l,cup,Cup,9.00',
  ]
  const { report, next_steps } = await shop.give('items', prices.join('\n'), '&partial=1')
  expect(report).toMatchObject({
    changed: 2,
    added: 0,
    states: ['title', 'variant.price', 'variant.variant_id'],
  })
  // What the file lacks is no fault of items that have it.
  expect(next_steps.map(({ code }: { code: string }) => code)).toEqual(['no_orders'])
  const after = await shop.table('items')
  const [cup, pot] = after.map((row) => ({ ...row, variants: JSON.parse(String(row.variants)) }))
  expect(pot).toMatchObject({
    ...{ price: 2850, availability: 'out_of_stock', stock: 0, url: link('pot'), image_url: link('pot.jpg') },
    ...{ brand: 'Fern', tags: '["new"]', attributes: '{"size":"2 l"}', variant_sku: 'P-1' },
  })
  expect(cup?.variants).toMatchObject([
    { variant_id: 'cup-s', price: 750, stock: 5, sku: 'C-S', title: 'Small', availability: 'in_stock' },
    { variant_id: 'cup-l', price: 900, stock: 7, sku: 'C-L', title: 'Large', availability: 'in_stock' },
  ])
  expect(cup).toMatchObject({ stock: 12, price: 750, url: link('cup') })
  // The same prices again change nothing, and a column that is there and empty in a row empties it there.
  expect((await shop.give('items', prices.join('\n'), '&partial=1')).report).toMatchObject({ same: 2 })
  await shop.give(
    'items',
    ['id,title,price,brand', 'pot,Pot,28.50,', 'oats,Oats,2.00,Mill'].join('\n'),
    '&partial=1',
  )
  const [, , emptied] = await shop.table('items')
  expect([emptied?.item_id, emptied?.brand, emptied?.url]).toEqual(['pot', null, link('pot')])
})

const variantsOf = async (shop: TestShop, id: string) =>
  JSON.parse(String((await shop.table('items')).find(({ item_id }) => item_id === id)?.variants))

const CUPS = [
  'id,item_group_id,sku,title,price,availability,stock,link,image_link,variant_image_link,option',
  `cup-s,cup,C-S,Cup,8.00,out_of_stock,0,${link('cup')},,${link('s.jpg')},Small`,
  `cup-l,cup,C-L,Cup,8.00,in_stock,7,${link('cup')},,${link('l.jpg')},Large`,
  `pan-s,pan,P-S,Pan,20.00,in_stock,2,${link('pan')},,,Small`,
  `pan-l,pan,P-L,Pan,30.00,in_stock,2,${link('pan')},,,Large`,
].join('\n')

it('a row that names only the item is about all of its variants, unless their prices differ', async () => {
  const shop = await aShop()
  await shop.give('items', CUPS)
  const file = ['id,title,price', 'cup,Cup,7.00', 'pan,Pan,25.00'].join('\n')
  const { report, errors, import_id } = await shop.give('items', file, '&partial=1')
  expect([report.changed, errors]).toEqual([1, 1])
  expect(await variantsOf(shop, 'cup')).toMatchObject([
    { variant_id: 'cup-s', sku: 'C-S', price: 700, stock: 0, availability: 'out_of_stock' },
    { variant_id: 'cup-l', sku: 'C-L', price: 700, stock: 7, availability: 'in_stock' },
  ])
  expect((await variantsOf(shop, 'pan')).map(({ price }: { price: number }) => price)).toEqual([2000, 3000])
  const { body: csv } = await shop.call(`/v1/imports/${import_id}/errors.csv`)
  expect(csv).toContain('3,price,several_prices,')
  // With strict=1 such a row keeps the whole file out.
  const strict = file.replace('7.00', '6.00')
  const { body } = await shop.upload('items', strict, '&partial=1&strict=1')
  await shop.settle()
  expect((await shop.call(`/v1/imports/${body.import_id}`)).body.status).toBe('failed')
  expect((await variantsOf(shop, 'cup')).map(({ price }: { price: number }) => price)).toEqual([700, 700])
})

it('a variant that is found by its SKU keeps its id, and a row without stock keeps what was known', async () => {
  const shop = await aShop()
  await shop.give('items', CUPS)
  const file = ['sku,item_group_id,title,price,stock', 'C-S,cup,Cup,7.50,', 'C-L,cup,Cup,9.50,3'].join('\n')
  await shop.give('items', file, '&partial=1')
  expect(await variantsOf(shop, 'cup')).toMatchObject([
    { variant_id: 'cup-s', sku: 'C-S', price: 750, stock: 0, availability: 'out_of_stock' },
    { variant_id: 'cup-l', sku: 'C-L', price: 950, stock: 3, availability: 'in_stock' },
  ])
})

it('what a form only assumes is not changed: drafts, gift cards and stock without a column', async () => {
  const shop = await aShop()
  const woo = 'ID,Type,SKU,Name,Published,Visibility in catalog,Regular price,Parent,In stock?,Stock'
  await shop.give('items', `${woo}\n7,simple,T-7,Tea,-1,visible,4.50,,0,0`)
  await shop.give('items', 'ID,Type,SKU,Name,Regular price,Parent\n7,simple,T-7,Tea,4.00,', '&partial=1')
  const [tea] = await shop.table('items')
  expect([tea?.published, tea?.price, tea?.availability]).toEqual([0, 400, 'out_of_stock'])
  const hoodie = [
    'ID,Type,SKU,Name,Visibility in catalog,Regular price,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)',
    '8,variable,H,Hoodie,visible,,,Colour,"Red, Blue",Logo,"Yes, No"',
    '9,variation,H-R,"Hoodie - Red, Yes",visible,45,id:8,Colour,Red,Logo,Yes',
  ]
  await shop.give('items', hoodie.join('\n'), '&partial=1')
  const plain = [
    'ID,Type,SKU,Name,Regular price,Parent',
    '8,variable,H,Hoodie,,',
    '9,variation,H-R,"Hoodie - Red, Yes",40,id:8',
  ]
  await shop.give('items', plain.join('\n'), '&partial=1')
  expect(await variantsOf(shop, '8')).toMatchObject([{ title: 'Red / Yes', price: 4000 }])
  const other = await aShop()
  const shopify =
    'Handle,Title,Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Tracker,Variant Inventory Qty,Gift Card,Status'
  await other.give(
    'items',
    `${shopify}\ncard,Card,F,,,true,Title,Default Title,G-1,25.00,shopify,0,true,draft`,
  )
  const priced = 'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Tracker'
  await other.give('items', `${priced}\ncard,Card,Title,Default Title,G-1,20.00,shopify`, '&partial=1')
  const [card] = await other.table('items')
  expect([card?.published, card?.gift_card, card?.price, card?.availability]).toEqual([
    0,
    1,
    2000,
    'out_of_stock',
  ])
})

it('a part without prices confirms none, and the picture of a variant is that of the card', async () => {
  const shop = await aShop()
  await shop.give('items', CUPS)
  const before = (await shop.table('items')).map(({ as_of }) => as_of)
  const rows = ['id,item_group_id,title,stock,variant_image_link', `cup-s,cup,Cup,4,${link('s2.jpg')}`]
  rows.push(`cup-l,cup,Cup,0,${link('l2.jpg')}`)
  await shop.give('items', rows.join('\n'), '&partial=1')
  const [cup] = await shop.table('items')
  expect((await shop.table('items')).map(({ as_of }) => as_of)).toEqual(before)
  expect([cup?.stock, cup?.price, cup?.image_url]).toEqual([4, 800, link('s2.jpg')])
})

it('a catalogue that leaves out more than 30 % of the items needs a confirmation, and no row changes', async () => {
  const shop = await selling(...IDS)
  const { imports: _, ...before } = await shop.rows()
  const { status, body } = await shop.upload('items', plainItems(IDS.slice(4)))
  expect([status, body.code, body.published, body.absent, body.first]).toEqual([
    409,
    'confirm_needed',
    10,
    4,
    IDS.slice(0, 4),
  ])
  expect(body.detail).toContain('confirm=1')
  await shop.settle()
  const { imports: uploads, ...after } = await shop.rows()
  expect([after, uploads?.length]).toEqual([before, 1])
  expect((await shop.give('items', plainItems(IDS.slice(3)))).report.unpublished).toBe(3)
  expect((await shop.give('items', plainItems(['tea']), '&confirm=1')).report.unpublished).toBe(6)
  expect(await published(shop)).toEqual(['tea'])
})

it('a dry run states how many items would be unpublished, and unpublishes none', async () => {
  const shop = await selling(...IDS)
  const view = await shop.give('items', plainItems(['tea']), '&dry_run=1')
  expect(view.report).toMatchObject({ unpublished: 0, absent: { count: 9, confirm_needed: true } })
  expect(view.next_steps.map(({ code }: { code: string }) => code)).toEqual([
    'confirm_needed',
    'was_a_trial',
    'no_availability',
  ])
  expect(await published(shop)).toEqual(IDS)
})

it('an item whose row was refused stays published', async () => {
  const shop = await selling(...IDS)
  const rows = IDS.map((id) => `${id},The ${id},${id === 'tea' ? 'dear' : '9.90'}`)
  const { report, errors } = await shop.give('items', itemsFile(rows, 'id,title,price'), '&confirm=1')
  expect([errors, report.absent, report.unpublished]).toEqual([
    1,
    { count: 0, kept: false, confirm_needed: false },
    0,
  ])
  expect(await published(shop)).toEqual(IDS)
})

it('a refused row that may be any item’s row keeps all absent items published', async () => {
  const shop = await selling(...IDS)
  const file = itemsFile(
    [...IDS.slice(2).map((id) => `${id},The ${id},9.90`), '"cup,Cup,1.00'],
    'id,title,price',
  )
  const view = await shop.give('items', file, '&confirm=1')
  expect(view.report.absent).toEqual({ count: 2, kept: true, confirm_needed: false })
  expect(view.next_steps.map(({ code }: { code: string }) => code)).toContain('absent_kept')
  expect(await published(shop)).toEqual(IDS)
})

it('an item that was changed while the file waited keeps the newer change', async () => {
  const shop = await selling(...IDS)
  const { body } = await shop.upload('items', plainItems(IDS.slice(1)))
  const cake = {
    item_id: 'cake',
    title: 'Fresh cake',
    variants: [{ variant_id: 'cake', availability: 'in_stock' }],
  }
  await shop.call('/v1/items', 'PUT', { items: [cake] })
  await shop.settle()
  expect((await shop.call(`/v1/imports/${body.import_id}`)).body.status).toBe('done')
  expect(await published(shop)).toEqual(IDS)
  expect((await shop.table('items'))[0]).toMatchObject({ item_id: 'cake', title: 'Fresh cake' })
})

const WOO = 'ID,Type,SKU,Name,Published,Regular price,Parent,Upsells,Cross-sells'
const wooShop = (...rows: string[]) => [WOO, ...rows].join('\n')

it('companions in a catalogue’s own columns become relations, and are deleted when a later catalogue no longer names them', async () => {
  const shop = await aShop()
  const tea = (upsells: string, cross: string) => `1,simple,tea,Tea,1,9.90,,"${upsells}","${cross}"`
  const others = ['2,simple,mug,Mug,1,5.00,,,', '3,simple,pot,Pot,1,25.00,,,id:2']
  const first = await shop.give('items', wooShop(tea('pot', 'mug, id:3, nothing, tea'), ...others))
  expect(first.report.relations).toEqual({
    found: 5,
    written: 4,
    removed: 0,
    dropped: { unknown_item: 1 },
  })
  const stated = async () =>
    (await shop.table('relations')).map(({ item_id, related_item_id, relationship_type, position }) =>
      [item_id, related_item_id, relationship_type, position].join(' '),
    )
  expect(await stated()).toEqual([
    '1 2 often_bought_with 1',
    '1 3 often_bought_with 2',
    '1 3 up_sell 1',
    '3 2 often_bought_with 1',
  ])
  const mine = { item_id: '1', related_item_id: '2', relationship_type: 'accessory', position: 1 }
  await shop.call('/v1/relations', 'PUT', { relations: [mine] })
  const second = await shop.give('items', wooShop(tea('', 'id:3'), ...others))
  expect(second.report.relations).toEqual({ found: 2, written: 1, removed: 2, dropped: {} })
  expect(await stated()).toEqual(['1 2 accessory 1', '1 3 often_bought_with 1', '3 2 often_bought_with 1'])
  const again = await shop.give('items', wooShop(tea('', 'id:3'), ...others))
  expect(again.report.relations).toMatchObject({ written: 0, removed: 0 })
})

it.each([
  ['before', [1, 0]],
  ['behind', [0, 1]],
])('variants %s their product in the file belong to it', async (_name, order) => {
  const shop = await aShop()
  const rows = ['10,variable,shirt,Shirt,1,,,,', '11,variation,shirt-s,Shirt - S,1,19.90,id:10,,']
  await shop.give(
    'items',
    wooShop(...order.map((at) => rows[at] ?? ''), '12,variation,shirt-l,Shirt - L,1,21.90,shirt,,'),
  )
  const found = await shop.table('items')
  expect(found).toMatchObject([{ item_id: '10', title: 'Shirt', price: 1990 }])
  const variants = JSON.parse(String(found[0]?.variants)).map(
    ({ variant_id }: { variant_id: string }) => variant_id,
  )
  expect(variants.sort()).toEqual(['11', '12'])
})

it('a variant whose product is missing is refused by its row', async () => {
  const shop = await aShop()
  const { body } = await shop.upload(
    'items',
    wooShop('1,simple,tea,Tea,1,9.90,,,', '11,variation,s,S,1,1.00,id:10,,'),
  )
  await shop.settle()
  const { errors, report } = (await shop.call(`/v1/imports/${body.import_id}`)).body
  expect([errors, report.rows, report.rows_kept, report.found]).toEqual([1, 2, 1, 1])
  expect((await shop.call(`/v1/imports/${body.import_id}/errors.csv`)).body).toMatch(/^3,Parent,/m)
})
