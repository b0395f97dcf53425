import { expect, it } from 'vitest'
import type { Item } from '../../../schema/catalogue/items.ts'
import { BERLIN, itemsIn, readFile, wholeOrders } from '../import/a-file.ts'

const said = ({ item_id, title, category, variants: [first] }: Item) =>
  [item_id, title, category, first?.price, first?.availability, first?.stock].join(' | ')

it.each([
  ['German', 'Artikelnummer;Bezeichnung;Preis;Kategorie;Bestand'],
  ['French', 'Référence\tDésignation\tPrix TTC\tCatégorie\tStock'],
  ['Spanish', 'Código|Nombre del producto|Precio|Categoría|Existencias'],
  [
    'Italian',
    'Codice articolo;Descrizione breve;Prezzo;Categoria;Giacenza'.replace(
      'Descrizione breve',
      'Denominazione',
    ),
  ],
  ['Dutch', 'Artikelnummer;Naam;Verkoopprijs;Categorie;Voorraad'],
  ['Polish', 'Kod produktu;Nazwa;Cena brutto;Kategoria;Stan magazynowy'],
  ['Swedish', 'Artikelnummer;Benämning;Pris;Kategori;Lagersaldo'],
  ['Japanese', '商品番号,商品名,販売価格,カテゴリ,在庫数'],
  ['Arabic', 'رقم المنتج;اسم المنتج;السعر;الفئة;المخزون'],
  ['English', 'SKU;Product title;Price;Category;Inventory'],
  ['English of a wholesaler', 'Item No.;Description;Unit price;Product group;Quantity'],
  ['English of a till', 'Product code;Product name;Selling Price;Department;In stock'],
  [
    'English with another order of words',
    'Article number;Product;Retail price (EUR);Product category;Qty in stock',
  ],
  ['German with a currency', 'Art.-Nr.;Produkt;Preis inkl. MwSt. (EUR);Warengruppe;Lagerbestand'],
  ['Italian with a description', 'Codice;Descrizione;Prezzo €;Categoria;Giacenza'],
  ['Dutch with a description', 'Artikelcode;Omschrijving;Prijs incl. btw;Categorie;Voorraad'],
])('a spreadsheet with headers in %s', async (_language, header) => {
  const delimiter = /[;\t|]/.exec(header)?.[0] ?? ','
  const row = (...cells: string[]) =>
    cells.map((cell) => (cell.includes(delimiter) ? `"${cell}"` : cell)).join(delimiter)
  const file = [
    header,
    row('00123', 'Tea', '1.234,50 €', 'Home > Tea', '3'),
    row('B', 'Mug', '9,9', '', '0'),
  ].join('\r\n')
  expect((await itemsIn(file)).map(said)).toEqual([
    '00123 | Tea | Home > Tea | 123450 | in_stock | 3',
    'B | Mug |  | 990 | out_of_stock | 0',
  ])
})

it('a title and a date above the header are skipped, and rows keep their numbers', async () => {
  const file =
    'Preisliste Herbst 2026;;\n\nStand: 1.10.2026;;\nArtikelnummer;Bezeichnung;Preis\nA;Tee;4,50\nB;;5\n'
  const { rows } = await readFile('items', file)
  expect(rows.map(({ row, problem }) => [row, problem?.code])).toEqual([
    [5, undefined],
    [6, 'no_title'],
  ])
})

it('a description is the title only where nothing else is', async () => {
  const file = 'Item number,Description,Product name,Price\nA,Black leaves from Assam,Tea,4.50\n'
  expect((await itemsIn(file)).map(({ title }) => title)).toEqual(['Tea'])
})

it.each([
  ['Price (net)', undefined],
  ['Price excl. VAT', undefined],
  ['Price (USD)', undefined],
  ['Price $', undefined],
  ['Price per kg', undefined],
  ['Price [EUR]', 450],
  ['Price in EUR', 450],
  ['Price€', 450],
  ['PRICE, EUR incl. VAT', 450],
  ['Price (USD);Price (EUR)', 990],
  ['Price (EUR);Price', 990],
])('of the columns %s, the price of a shop in euros is %s', async (columns, price) => {
  const file = `SKU;Name;${columns}\nA;Tea;4,50;9,90\n`.replace(columns.includes(';') ? '' : ';9,90', '')
  const [item] = await itemsIn(file)
  expect(item?.variants[0]?.price).toBe(price)
})

it.each([
  'Order no.,Order date,Item number,Description,Qty ordered,Unit price (EUR)',
  'Receipt number,Date,Product code,Product name,Units,Price incl. VAT',
  'Invoice no.,Invoice date,Item No.,Item name,Quantity,Price',
])('orders with the headers %s', async (header) => {
  const file = `${header}\n77,2026-03-04,A,Tea,2,4.50\n77,2026-03-04,B,Mug,1,9.90\n`
  expect(wholeOrders((await readFile('orders', file)).rows)).toMatchObject([
    {
      order_id: '77',
      lines: [
        ['s:A', 2, 450],
        ['s:B', 1, 990],
      ],
    },
  ])
  // Sent as a catalogue by mistake it must not replace one.
  await expect(readFile('items', file)).rejects.toThrow('kind=orders')
})

it.each(['Art.-Nr.', 'Art.Nr', 'ART NR', 'art_nr.', ' Art. Nr. '])(
  '%s is the number of an article',
  async (name) => {
    expect((await itemsIn(`${name};Bezeichnung\n0815;Tee\n`)).map(({ item_id }) => item_id)).toEqual(['0815'])
  },
)

it('columns that nobody knows are named without the title above them', async () => {
  const file = 'Hinnasto;;\nSyksy 2026;;\nKoodi;Tuote;Hinta\nA;Tee;4,50\n'
  await expect(readFile('items', file)).rejects.toMatchObject({
    facts: { columns: ['Koodi', 'Tuote', 'Hinta'] },
  })
})

it('a stock in words', async () => {
  const file = 'Artikelnummer;Bezeichnung;Bestand\nA;Tee;auf Lager\nB;Becher;ausverkauft\nC;Kanne;12\n'
  expect((await itemsIn(file)).map(({ variants: [first] }) => first?.availability)).toEqual([
    'in_stock',
    'out_of_stock',
    'in_stock',
  ])
})

it('orders of a till in German', async () => {
  const file = [
    'Bestellnummer;Datum;Kundennummer;Artikelnummer;Artikel;Menge;Einzelpreis;Status',
    '4711;24.12.2025 10:11;7;TEE;Grüner Tee;2;6,90;bezahlt',
    '4711;24.12.2025 10:11;7;;Becher;1;9,90;bezahlt',
  ].join('\n')
  expect(wholeOrders((await readFile('orders', file)).rows)).toMatchObject([
    {
      order_id: '4711',
      status: 'paid',
      lines: [
        ['n:Becher', 1, 990],
        ['s:TEE', 2, 690],
      ],
    },
  ])
})

/** Returns the days of the orders of a file, in the shop's time zone, as they are read with either order of day and month. */
async function daysIn(dates: string[], order: 'DMY' | 'MDY') {
  const votes = { DMY: 0, MDY: 0, open: 0 }
  const file = `order_id,order_date,sku\n${dates.map((date, at) => `${at},${date},A`).join('\n')}\n`
  const { rows } = await readFile('orders', file, { ...BERLIN, votes })
  const days = rows.flatMap(({ fragments = [] }) =>
    fragments.map((one) => {
      const { at, at_mdy } = one as { at?: number; at_mdy?: number }
      const moment = (order === 'MDY' ? at_mdy : undefined) ?? at
      return new Date(moment ?? 0).toLocaleDateString('sv', { timeZone: 'Europe/Berlin' })
    }),
  )
  return { votes, days }
}

it('a row 8/13 decides that the month comes first, and 13/8 the opposite', async () => {
  expect(await daysIn(['3/4/2026', '8/13/2026'], 'MDY')).toEqual({
    votes: { DMY: 0, MDY: 1, open: 1 },
    days: ['2026-03-04', '2026-08-13'],
  })
  expect(await daysIn(['3-4-2026', '13-8-2026'], 'DMY')).toEqual({
    votes: { DMY: 1, MDY: 0, open: 1 },
    days: ['2026-04-03', '2026-08-13'],
  })
})

it('a date that would be in the future decides, too', async () => {
  // The tests' today is 22 November 2026.
  expect((await daysIn(['11/12/2026'], 'MDY')).votes).toEqual({ DMY: 0, MDY: 1, open: 0 })
})
