import { expect, it } from 'vitest'
import { BERLIN, ordersOf, readFile, wholeOrders } from '../import/a-file.ts'
import { fileOf } from './a-row.ts'
import { HEADERS } from './headers.ts'

const ORDER = {
  order_id: '501',
  order_number: '1001',
  order_date: '2024-05-01 10:11:12',
  status: 'completed',
  order_currency: 'EUR',
  customer_id: '7',
  customer_email: 'office@example.org',
  billing_email: 'ann@example.org',
  billing_first_name: 'Ann',
  billing_phone: '+49 30 1',
  shipping_items: 'items:Tea × 2|method_id:flat_rate',
}
const TEA = 'name:Tea, green|product_id:7|sku:TEA-1|quantity:2|total:8.00|sub_total:9.00'
const MUG = 'name:Mug|product_id:8|sku:|quantity:1|total:12.00|sub_total:12.00|meta:Engraving:Ann'
const read = async (...records: Record<string, string>[]) =>
  (await readFile('orders', fileOf(HEADERS.webtoffee, ...records))).rows
const lineOf = async (cell: string) => (await read({ ...ORDER, line_item_1: cell }))[0]
const linesOf = async (cell: string) => wholeOrders(await read({ ...ORDER, line_item_1: cell }))[0]?.lines

it('a row is an order with all its lines', async () => {
  expect(wholeOrders(await read({ ...ORDER, line_item_1: TEA, line_item_3: MUG }))).toEqual([
    {
      order_id: '1001',
      ordered_at: Date.UTC(2024, 4, 1, 8, 11, 12),
      customer: BERLIN.people.byId('7'),
      status: 'paid',
      currency: 'EUR',
      lines: [
        ['i:8', 1, 1_200],
        ['s:TEA-1', 2, 450],
      ],
    },
  ])
})

it('only the first fragment repeats the date and the buyer, and has the sums of the lines', async () => {
  const [fragments] = ordersOf(await read({ ...ORDER, line_item_1: TEA, line_item_2: MUG })).values()
  expect(fragments?.map((fragment) => Object.keys(fragment).length)).toEqual([7, 2])
})

it('only a key is kept of the customers, and no engraving texts', async () => {
  const rows = await read({ ...ORDER, line_item_1: MUG })
  expect(JSON.stringify(rows)).not.toMatch(/ann|office|\+49/i)
})

it.each([
  ['JFlowers Cue (SKU: JF-001) x1 @$299.00 = $299.00', ['s:JF-001', 1, 29_900]],
  ['JFlowers Cue x2 @$299.00 = $598.00', ['n:JFlowers Cue', 2, 29_900]],
  ['Case (blue) x3 (SKU: C 3) x10 @€1,50 = €15,00', ['s:C 3', 10, 150]],
  ['Glove x3 x1 @4,50 € = 4,50 €', ['n:Glove x3', 1, 450]],
])('a line may be written as a sentence: %s', async (cell, line) => {
  expect(await linesOf(cell)).toEqual([line])
})

it.each([
  ['name:Tea | green|product_id:|sku:|quantity:1|total:4', ['n:Tea | green', 1, 400]],
  ['name:Tea: the green one|sku:|quantity:1', ['n:Tea: the green one', 1, null]],
  ['name:Tea|sku:T|quantity:1|meta:sku:X|name:Ann', ['s:T', 1, null]],
  ["name:Tea|sku:'007|quantity:1", ['s:007', 1, null]],
])('a cell of pairs is read as intended: %s', async (cell, line) => {
  expect(await linesOf(cell)).toEqual([line])
})

const IN_COLUMNS = {
  'Product Item 1 Name': 'Tea',
  'Product Item 1 id': '7',
  'Product Item 1 SKU': 'TEA-1',
  'Product Item 1 Quantity': '2',
  'Product Item 1 Subtotal': '9.00',
  'Product Item 2 Name': 'Mug',
  'Product Item 2 id': '8',
  'Product Item 2 Quantity': '1',
}

it('lines in columns of their own are read where there is no other column of lines', async () => {
  const header = HEADERS.webtoffee.replace('line_item_1,line_item_2,line_item_3,', '')
  const { rows } = await readFile('orders', fileOf(header, { ...ORDER, ...IN_COLUMNS }))
  expect(wholeOrders(rows)[0]?.lines).toEqual([
    ['i:8', 1, null],
    ['s:TEA-1', 2, 450],
  ])
})

it('lines that are in both forms are counted once', async () => {
  const [order] = wholeOrders(await read({ ...ORDER, ...IN_COLUMNS, line_item_1: TEA }))
  expect(order?.lines).toEqual([['s:TEA-1', 2, 450]])
})

it('an invalid number in such a column is reported with the name of the column', async () => {
  const header = HEADERS.webtoffee.replace('line_item_1,line_item_2,line_item_3,', '')
  const bad = { ...ORDER, ...IN_COLUMNS, 'Product Item 2 Quantity': 'one' }
  const { rows } = await readFile('orders', fileOf(header, bad))
  expect([rows[0]?.problem?.code, rows[0]?.problem?.column]).toEqual([
    'bad_number',
    'Product Item 2 Quantity',
  ])
})

it('a line that is not an item is left out, and the others are kept', async () => {
  const [row] = await read({ ...ORDER, line_item_1: 'name:Tip|quantity:1|total:5', line_item_2: TEA })
  expect([row?.dropped, row?.named]).toEqual([undefined, ['s:TEA-1']])
})

it.each([
  ['no_item', ''],
  ['not_goods', 'name:Donation|product_id:9|sku:DON|quantity:1|total:5.00'],
  ['quantity_not_positive', 'name:Tea|sku:T|quantity:0'],
])('an order with only such lines is left out as %s, and kept as an order', async (dropped, cell) => {
  const rows = await read({ ...ORDER, line_item_1: cell })
  expect(rows[0]?.dropped).toBe(dropped)
  expect(wholeOrders(rows)).toMatchObject([{ order_id: '1001', lines: [] }])
})

it.each([
  ['a name alone', 'Tea'],
  ['a sentence without a name', 'x2 @1 = 2'],
  ['pairs of 100,000 characters', `name:Tea|note:${'x'.repeat(100_000)}`],
  ['a sentence of 2,000 characters', `${'Tea x1 @'.repeat(250)} x1 @1 = 1`],
])('%s is not a line, and refuses the row', async (_, cell) => {
  const row = await lineOf(cell)
  expect([row?.problem?.code, row?.problem?.column]).toEqual(['bad_line', 'line_item_1'])
})

it('an account without an e-mail address is identified by its number, and a guest is unknown', async () => {
  const buyers = ['7', '0', ''].map(async (customer_id) => {
    const [order] = wholeOrders(await read({ ...ORDER, billing_email: '', customer_id, line_item_1: TEA }))
    return order?.customer
  })
  expect(await Promise.all(buyers)).toEqual([BERLIN.people.byId('7'), null, null])
})

it('an order without a number is identified by its id', async () => {
  const [order] = wholeOrders(await read({ ...ORDER, order_number: '', line_item_1: TEA }))
  expect(order?.order_id).toBe('501')
})

it('an order in another currency keeps it', async () => {
  const [order] = wholeOrders(await read({ ...ORDER, order_currency: 'JPY', line_item_1: TEA }))
  expect([order?.currency, order?.lines]).toEqual(['JPY', [['s:TEA-1', 2, 5]]])
})
