import { describe, expect, it } from 'vitest'
import { BERLIN, gathered, itemsIn, linksIn, readFile } from '../import/a-file.ts'
import { fileOf } from './a-row.ts'
import { HEADERS } from './headers.ts'

const TEA = {
  ID: '7',
  Type: 'simple',
  SKU: 'TEA-1',
  Name: 'Tea, green',
  Published: '1',
  'Visibility in catalog': 'visible',
  'In stock?': '1',
  'Regular price': '4,50',
  Categories: 'Drinks, Drinks > Tea\\, loose, Gifts',
  Tags: 'new, green',
  Images: 'https://shop.example/t.jpg, https://shop.example/u.jpg',
  'Cost of goods': '1,20',
  Brands: 'Acme, Other',
  'Attribute 1 name': 'Origin',
  'Attribute 1 value(s)': 'Japan, Nepal',
}
const HOODIE = { ...TEA, ID: '45', Type: 'variable', SKU: 'hoodie', Name: 'Hoodie', 'Regular price': '' }
const RED = {
  ID: '76',
  Type: 'variation',
  SKU: 'hoodie-red',
  Name: 'Hoodie - Red',
  Published: '1',
  'In stock?': '1',
  Parent: 'hoodie',
  'Regular price': '45',
  'Attribute 1 name': 'Color',
  'Attribute 1 value(s)': 'Red',
  'Attribute 2 name': 'Size',
  'Attribute 2 value(s)': '5\\,5 cm',
}
const file = (...records: Record<string, string>[]) => fileOf(HEADERS.wooProducts, ...records)
const one = async (changed: Record<string, string>) => (await itemsIn(file({ ...TEA, ...changed })))[0]
const problemOf = async (changed: Record<string, string>) =>
  (await readFile('items', file({ ...TEA, ...changed }))).rows[0]?.problem

it('a simple product is an item with one variant', async () => {
  expect(await itemsIn(file(TEA))).toMatchObject([
    {
      item_id: '7',
      title: 'Tea, green',
      url: '/?p=7',
      image_url: 'https://shop.example/t.jpg',
      category: 'Drinks > Tea, loose',
      brand: 'Acme',
      tags: ['new', 'green'],
      attributes: { Origin: 'Japan, Nepal' },
      published: true,
      variants: [{ variant_id: '7', sku: 'TEA-1', price: 450, cost: 120, availability: 'in_stock' }],
    },
  ])
})

describe('a variation', () => {
  it.each([
    ['behind', [HOODIE, RED]],
    ['before', [RED, HOODIE]],
  ])('belongs to the product that it names by SKU, %s it', async (_where, records) => {
    const items = await itemsIn(file(...records))
    expect(items).toMatchObject([
      {
        item_id: '45',
        title: 'Hoodie',
        // Orders of a variation without a SKU of its own name that of the product.
        aliases: ['hoodie'],
        variants: [{ variant_id: '76', sku: 'hoodie-red', title: 'Red / 5,5 cm', price: 4_500 }],
      },
    ])
  })

  it('belongs to the product that it names by id', async () => {
    const [item] = await itemsIn(file({ ...RED, Parent: 'id:45' }, { ...HOODIE, SKU: '' }))
    expect(item?.variants).toHaveLength(1)
  })

  it('of a product that is not in the file is refused', async () => {
    const { items, refused } = gathered((await readFile('items', file(RED))).rows)
    expect([items.size, refused.map(({ code, column }) => [code, column])]).toEqual([
      0,
      [['no_parent', 'Parent']],
    ])
  })

  it('without a product is refused', async () => {
    expect((await problemOf({ Type: 'variation', Parent: '' }))?.code).toBe('no_parent')
  })

  it('that is disabled cannot be bought', async () => {
    const [item] = await itemsIn(file(HOODIE, { ...RED, Published: '0' }))
    expect([item?.published, item?.variants[0]?.availability]).toEqual([true, 'out_of_stock'])
  })

  it('shares the stock of its product where the file says so', async () => {
    const [item] = await itemsIn(file(HOODIE, { ...RED, Stock: 'parent' }))
    expect(item?.variants[0]).toMatchObject({ availability: 'in_stock' })
    expect(item?.variants[0]?.stock).toBeUndefined()
  })

  it('without attributes is named by the part of its name after the product’s name', async () => {
    const bare = {
      ...RED,
      Name: 'Hoodie - big - Red',
      'Attribute 1 value(s)': '',
      'Attribute 2 value(s)': '',
    }
    expect((await itemsIn(file(HOODIE, bare)))[0]?.variants[0]?.title).toBe('Red')
  })

  it('without id and SKU is identified by its product and its options', async () => {
    const [item] = await itemsIn(file(HOODIE, { ...RED, ID: '', SKU: '' }))
    expect(item?.variants[0]?.variant_id).toBe('hoodie / Red / 5,5 cm')
  })
})

it.each([
  ['1', 'visible', true],
  ['1', 'search', true],
  ['1', 'hidden', false],
  ['0', 'visible', false],
  ['-1', 'visible', false],
  ["'-1", 'visible', false],
  ['2', 'visible', false],
  ['', '', true],
])('published %s and visibility %s give %s', async (published, visibility, expected) => {
  expect((await one({ Published: published, 'Visibility in catalog': visibility }))?.published).toBe(expected)
})

it.each([
  ['1', '', '0', 'in_stock', undefined],
  ['0', '5', '0', 'out_of_stock', 5],
  ['backorder', '-2', 'notify', 'backorder', -2],
  ['1', "'-2", '1', 'backorder', -2],
  ['1', '0', '0', 'out_of_stock', 0],
  ['', '0', 'notify', 'backorder', 0],
  ['', '2.5', '0', 'in_stock', 2],
])('stock %s, %s, backorders %s give %s', async (status, stock, backorders, availability, pieces) => {
  const item = await one({ 'In stock?': status, Stock: stock, 'Backorders allowed?': backorders })
  expect([item?.variants[0]?.availability, item?.variants[0]?.stock]).toEqual([availability, pieces])
})

// Today is 22 November 2026.
it.each([
  ['', '', 400],
  ['2026-11-01 0:00:00', '', 400],
  ['2026-11-23 0:00:00', '', 450],
  ['', '2026-11-21 23:59:59', 450],
  ['2026-11-01', '2026-11-22', 400],
  ['2026-11-01', '2026-11-21', 450],
])('a sale from %j to %j makes the price %d', async (from, to, price) => {
  const sale = { 'Sale price': '4', 'Date sale price starts': from, 'Date sale price ends': to }
  const noon = { ...BERLIN, now: Date.UTC(2026, 10, 22, 12) }
  expect((await itemsIn(file({ ...TEA, ...sale }), noon))[0]?.variants[0]?.price).toBe(price)
})

it.each(['simple, downloadable, virtual', 'grouped', 'external', 'bundle'])(
  '%s is a product',
  async (type) => {
    expect((await one({ Type: type }))?.variants).toHaveLength(1)
  },
)

describe('companions', () => {
  const links = async (changed: Record<string, string>) =>
    linksIn((await readFile('items', file({ ...TEA, ...changed }))).rows)

  it('are named by SKU or by id, in the order of the cells', async () => {
    const said = {
      Upsells: 'TEA-2, id:12',
      'Cross-sells': "MUG\\, big, '0012",
      'Grouped products': 'id:9',
    }
    expect(await links(said)).toEqual([
      '7 up_sell s:TEA-2 1',
      '7 up_sell i:12 2',
      '7 often_bought_with s:MUG, big 1',
      '7 often_bought_with s:0012 2',
      '7 part_of_set i:9 1',
    ])
  })

  it('that are the product itself or are repeated are ignored', async () => {
    expect(await links({ Upsells: 'TEA-1, id:7, A, A' })).toEqual(['7 up_sell s:A 1'])
  })

  it('delete the older relations when emptied; without the columns nothing changes', async () => {
    const fragments = async (text: string) => (await readFile('items', text)).rows[0]?.fragments
    expect(await fragments(file(TEA))).toMatchObject([{}, { key: '7', row: 2, links: [] }])
    const few = 'ID,Type,SKU,Name,Visibility in catalog\n7,simple,T,Tea,visible\n'
    expect(await fragments(few)).toHaveLength(1)
  })

  it('over 1,000 are refused', async () => {
    const many = Array.from({ length: 1_001 }, (_, at) => `A${at}`).join(', ')
    const problem = await problemOf({ Upsells: many })
    expect([problem?.code, problem?.column]).toEqual(['too_many_links', 'Upsells'])
  })
})

describe('a header in another language', () => {
  const columns = HEADERS.wooProducts.match(/"[^"]*"|[^,]+/g) ?? []
  const cells = (record: Record<string, string>) =>
    columns.map((name) => `"${record[name.replaceAll('"', '')] ?? ''}"`).join(',')

  it('is recognised by its labels', async () => {
    const german = {
      ID: '7',
      Typ: 'simple',
      Artikelnummer: 'TEA-1',
      Name: 'Tee',
      Veröffentlicht: '1',
      'Vorrätig?': '1',
      'Regulärer Preis': '4,50',
      Angebotspreis: '4,00',
      'Datum, an dem Angebotspreis endet': '2026-01-01 23:59:59',
      Zusatzverkäufe: 'TEA-2',
      'Attribut 1 Name': 'Herkunft',
      'Attribut 1 Wert(e)': 'Japan',
    }
    const text = fileOf(HEADERS.wooProductsGerman, german)
    expect(await itemsIn(text)).toMatchObject([
      { item_id: '7', title: 'Tee', attributes: { Herkunft: 'Japan' }, variants: [{ price: 450 }] },
    ])
    expect(linksIn((await readFile('items', text)).rows)).toEqual(['7 up_sell s:TEA-2 1'])
  })

  it.each([
    ['since 9.2', columns],
    ['before 9.2', columns.toSpliced(3, 1)],
    ['before 3.5', columns.toSpliced(16, 1).toSpliced(3, 1)],
  ])('that is unknown is read by the positions of the columns, %s', async (_name, places) => {
    const unknown = places.map((name, at) =>
      name === 'ID' || /\(.{2}\)$/.test(name) ? name : `Стовпець ${at}`,
    )
    const record: Record<string, string> = { ...TEA, Upsells: 'TEA-2' }
    const row = places.map((name) => `"${record[name.replaceAll('"', '')] ?? ''}"`).join(',')
    const text = `${unknown.join(',')}\n${row}\n`
    const { format, rows } = await readFile('items', text)
    expect([format, linksIn(rows)]).toEqual(['WooCommerce products', ['7 up_sell s:TEA-2 1']])
    expect(await itemsIn(text)).toMatchObject([
      {
        item_id: '7',
        title: 'Tea, green',
        category: 'Drinks > Tea, loose',
        variants: [{ sku: 'TEA-1', price: 450 }],
      },
    ])
  })

  it('with as many columns but without weights is not recognised as this format', async () => {
    const foreign = columns.map((_, at) => `c${at}`)
    await expect(readFile('items', `${foreign.join(',')}\n${cells(TEA)}\n`)).rejects.toThrow(
      /no supported format/,
    )
  })
})

it('without an id the SKU is the id, and without both the row is refused', async () => {
  expect(await one({ ID: '' })).toMatchObject({ item_id: 'TEA-1' })
  expect((await one({ ID: '' }))?.url).toBeUndefined()
  const problem = await problemOf({ ID: '', SKU: '' })
  expect([problem?.code, problem?.column]).toEqual(['empty_id', 'ID'])
})

it.each([
  ['no_title', 'Name', ''],
  ['bad_money', 'Regular price', 'cheap'],
  ['bad_date', 'Date sale price ends', 'soon'],
  ['bad_number', 'Stock', 'many'],
])('refuses a row for %s, and the error names the column as in the file', async (code, column, cell) => {
  const problem = await problemOf({ 'Sale price': '4', [column]: cell })
  expect([problem?.code, problem?.column]).toEqual([code, column])
})
