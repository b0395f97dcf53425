import { expect, it } from 'vitest'
import type { Item } from '../../../schema/catalogue/items.ts'
import { catalogueOf } from '../../../worker/models/catalogue.ts'
import { BERLIN, gathered, itemsIn, ordersOf, readFile } from '../import/a-file.ts'
import { itReads } from './a-case.ts'

const said = ({ item_id, title, action, variants }: Item): string =>
  [
    `${item_id} | ${title} | ${action}`,
    ...variants.map((one) => [one.variant_id, one.price, one.availability, one.title].join(' | ')),
  ].join('\n')
const byId = async (file: string | Uint8Array) =>
  new Map((await itemsIn(file)).map((item) => [item.item_id, item]))

itReads(
  'woo-products-subscription-variations.csv',
  'one product with its variants, no dead buttons',
  async (file) => {
    expect((await itemsIn(file)).map(said)).toEqual([
      '10 | Coffee club | choose\n11 | 1200 | in_stock | Whole beans\n12 | 1250 | out_of_stock | Espresso',
      '20 | Grinder at our partner | view\n20 | 8900 | in_stock | ',
      '21 | Brew set | choose\n21 |  | in_stock | ',
      '30 | Mug 0.3 l – blue | add\n30 | 990 | in_stock | ',
      '31 | Spoon | add\n31 | 490 | in_stock | ',
      '40 | T-shirt | choose\n41 | 1900 | in_stock | \n42 | 1900 | in_stock | ',
    ])
  },
)

it('a variation of a subscription before its product; a booking needs a choice', async () => {
  const file = [
    'ID,Type,SKU,Name,Published,Visibility in catalog,In stock?,Regular price,Parent,Attribute 1 name,Attribute 1 value(s)',
    '2,"subscription_variation, downloadable",BOX-M,Box - Monthly,1,visible,1,15,id:1,Rhythm,Monthly',
    '1,variable-subscription,BOX,Box,1,visible,1,,,Rhythm,"Monthly, Yearly"',
    '3,booking,HALL,Hall,1,visible,1,90,,,',
  ].join('\n')
  expect((await itemsIn(file)).map(said)).toEqual([
    '1 | Box | choose\n2 | 1500 | in_stock | Monthly',
    '3 | Hall | choose\n3 | 9000 | in_stock | ',
  ])
})

it('an attribute that one of several leaves open needs a choice; all given do not', async () => {
  const head =
    'ID,Type,SKU,Name,Published,Visibility in catalog,In stock?,Regular price,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)'
  const open = `${head}\n1,variable,CAP,Cap,1,visible,1,,,Colour,"Red, Blue",Size,"S, M"\n2,variation,CAP-R,Cap,1,visible,1,9,CAP,Colour,Red,Size,\n`
  const given = `${head}\n1,variable,CAP,Cap,1,visible,1,,,Colour,"Red, Blue",Size,"S, M"\n2,variation,CAP-R,Cap,1,visible,1,9,CAP,Colour,Red,Size,S\n`
  expect([(await itemsIn(open))[0]?.action, (await itemsIn(given))[0]?.action]).toEqual(['choose', 'add'])
})

itReads(
  'woo-products-two-languages-same-sku.csv',
  'one item with texts and links in two languages',
  async (file) => {
    const items = await itemsIn(file)
    expect(
      items.map(({ item_id, title, url, translations, aliases }) => [
        item_id,
        title,
        url,
        translations,
        aliases,
      ]),
    ).toEqual([
      ['44', 'Green tea', '/?p=44', { de: { title: 'Grüner Tee', url: '/?p=244' } }, ['244']],
      ['45', 'Mug', '/?p=45', { de: { title: 'Becher', url: '/?p=245' } }, ['245']],
      ['46', 'Tea pot', '/?p=46', { de: { title: 'Teekanne', url: '/?p=246' } }, ['246']],
    ])
  },
)

it('Polylang: three languages joined by their group; unpublished ones give no text', async () => {
  const file = [
    'ID,Type,SKU,Name,Published,Visibility in catalog,In stock?,Regular price,Meta: _pll_language,Meta: _pll_translation_group',
    '1,simple,TEA,Thé vert,1,visible,1,6.90,fr,g1',
    '2,simple,TEA-EN,Green tea,1,visible,1,6.90,en,g1',
    '3,simple,,Té verde,0,visible,1,6.90,es,g1',
    '4,simple,TEA-2,Thé noir,1,visible,1,6.90,fr,g2',
  ].join('\n')
  const items = await byId(file)
  expect([...items.keys()]).toEqual(['1', '4'])
  expect(items.get('1')).toMatchObject({
    title: 'Thé vert',
    translations: { en: { title: 'Green tea', url: '/?p=2' } },
    aliases: ['2', '3'],
  })
})

it('WPML: variations of a translation are other names of the item, and evidence of both counts for it', async () => {
  const file = [
    'ID,Type,SKU,Name,Published,Visibility in catalog,In stock?,Regular price,Parent,Attribute 1 name,Attribute 1 value(s),Meta: _wpml_language,Meta: _wpml_trid',
    '1,variable,TEE,T-shirt,1,visible,1,,,Size,"S, M",en,7',
    '2,variation,TEE-S,T-shirt - S,1,visible,1,19,id:1,Size,S,en,',
    '11,variable,TEE,T-Shirt (Herren),1,visible,1,,,Größe,"S, M",de,7',
    '12,variation,TEE-S,T-Shirt - S,1,visible,1,19,id:11,Größe,S,de,',
  ].join('\n')
  const [tee, ...others] = await itemsIn(file)
  expect([others.length, tee?.variants.length, tee?.aliases]).toEqual([0, 1, ['TEE', '11', '12']])
  const catalogue = await catalogueOf(
    (async function* () {
      yield [{ ...tee, category: '' }] as never
    })(),
    async () => {},
  )
  expect(['i:11', 'i:12', 'n:T-Shirt (Herren)', 's:TEE-S'].map((one) => catalogue.idOf(one))).toEqual([
    '1',
    '1',
    '1',
    '1',
  ])
})

itReads(
  'woo-products-parent-sold-out.csv',
  'sold out at the parent, drafts, lost variations, SKUs',
  async (file) => {
    const { rows } = await readFile('items', file)
    const refused = [
      ...rows.flatMap(({ row, problem }) => (problem ? [[row, problem.code]] : [])),
      ...gathered(rows).refused.map(({ code }) => [code]),
    ]
    expect(refused).toEqual([[7, 'scientific_notation'], ['no_parent']])
    const items = await byId(file)
    expect([...items.keys()]).toEqual(['40', '50', '80'])
    expect(items.get('40')?.variants).toMatchObject([{ variant_id: '41', availability: 'out_of_stock' }])
    expect(items.get('50')?.published).toBe(false)
    expect(items.get('80')?.variants).toMatchObject([{ sku: '00123', price: 123_450 }])
  },
)

it('a parent on backorder leaves its variations as they are', async () => {
  const file = [
    'ID,Type,SKU,Name,Published,Visibility in catalog,In stock?,Stock,Regular price,Parent,Attribute 1 name,Attribute 1 value(s)',
    '1,variable,A,Able,1,visible,backorder,0,,,Size,"S, M"',
    '2,variation,A-S,Able - S,1,visible,1,4,19,A,Size,S',
    '3,variation,A-M,Able - M,1,visible,0,0,19,A,Size,M',
  ].join('\n')
  expect((await itemsIn(file))[0]?.variants.map(({ availability }) => availability)).toEqual([
    'in_stock',
    'out_of_stock',
  ])
})

it('a private parent hides its variations; a SKU with an apostrophe and one with letters and E', async () => {
  const file = [
    'ID,Type,SKU,Name,Published,Visibility in catalog,In stock?,Regular price,Parent',
    "1,simple,'0E12,Zero,1,visible,1,5,",
    '2,simple,12E4X,Letters,1,visible,1,"1,234.50",',
    '3,variable,P,Private,0,visible,1,,',
    '4,variation,P-S,Private - S,1,visible,1,7,P',
  ].join('\n')
  const items = await byId(file)
  expect(['1', '2'].map((id) => items.get(id)?.variants[0])).toMatchObject([
    { sku: '0E12', price: 500 },
    { sku: '12E4X', price: 123_450 },
  ])
  expect(items.get('3')?.published).toBe(false)
})

/** Resolves the names in the lines of a file against a catalogue of one hoodie. */
async function matched(file: string | Uint8Array, variant_title: string) {
  const catalogue = await catalogueOf(
    (async function* () {
      yield [
        {
          ...{ item_id: '7', title: 'Hoodie', category: '' },
          variants: [{ variant_id: '8', title: variant_title }],
        },
      ] as never
    })(),
    async () => {},
  )
  const { rows } = await readFile('orders', file)
  return [...ordersOf(rows).values()]
    .flat()
    .flatMap(({ line, more = [] }) => (line ? [line, ...more] : more))
    .map(([reference, quantity]) => [catalogue.idOf(reference), quantity])
}

itReads(
  'woo-analytics-variation-two-attributes.csv',
  '"Hoodie - Red, Yes" finds the variation',
  async (file) => {
    expect(await matched(file, 'Red / Yes')).toEqual([['7', 1]])
  },
)

it('the German report, and another separator between the options', async () => {
  const file = [
    'Datum,Bestellung #,Status,Kunde,Kundentyp,Produkt(e),Verkaufte Artikel,Gutschein(e),Nettoumsatz',
    '2026-10-01 10:00:00,1,Abgeschlossen,A,neu,"2× Hoodie – Red | Yes",2,,90',
  ].join('\n')
  expect(await matched(file, 'Red, Yes')).toEqual([['7', 2]])
})

it('the French report with two products, of which one has commas in its name', async () => {
  const file = [
    'Date,Commande n°,État,Produit(s)',
    '2026-10-01 10:00:00,2,Terminée,"1× Hoodie - Red, Yes, 3× Inconnu"',
  ].join('\n')
  expect(await matched(file, 'red/yes')).toEqual([
    ['7', 1],
    [undefined, 3],
  ])
})

/** The orders of the case are of late November. */
const DECEMBER = { ...BERLIN, now: Date.UTC(2026, 11, 1) }

const names = async (file: string | Uint8Array) =>
  [...ordersOf((await readFile('orders', file, DECEMBER)).rows)].map(([key, [first]]) => [
    key,
    first?.platform_id,
  ])

itReads(
  'woo-orders-sequential-number-and-id.csv',
  'an order joins by its id and by its number',
  async (file) => {
    expect(await names(file)).toEqual([['1003', ['woocommerce', '88124']]])
  },
)

it('equal numbers need no second name, and the formatted number is the key', async () => {
  const line = 'line_item_1\n'
  const equal = `order_id,order_number,order_date,status,${line}7,7,2026-10-01 10:00:00,completed,name:Tea|quantity:1\n`
  const formatted = `order_id,order_number,order_number_formatted,order_date,status,${line}7,3,WEB-3,2026-10-01 10:00:00,completed,name:Tea|quantity:1\n`
  expect([await names(equal), await names(formatted)]).toEqual([
    [['7', undefined]],
    [['WEB-3', ['woocommerce', '7']]],
  ])
})
